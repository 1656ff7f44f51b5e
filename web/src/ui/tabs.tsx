import { For, type JSX } from "solid-js";
import * as K from "@kobalte/core/tabs";
import "./tabs.css";

export interface Tab<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly end?: JSX.Element;
  readonly panel: () => JSX.Element;
}

interface TabsProps<V extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<V>[];
  readonly value: V;
  readonly onChange: (value: V) => void;
}

/** Panels of which one shows; what a hidden panel needs is not loaded. Tabs with addresses of their own are links. */
export function Tabs<V extends string>(props: TabsProps<V>): JSX.Element {
  const choose = (value: string) => {
    const tab = props.tabs.find((candidate) => candidate.value === value);
    if (tab !== undefined) props.onChange(tab.value);
  };
  return (
    <K.Root value={props.value} onChange={choose}>
      <K.List class="tabs-list" aria-label={props.label}>
        <For each={props.tabs}>
          {(tab) => (
            <K.Trigger class="tab" value={tab.value}>
              {tab.label}
              {tab.end}
            </K.Trigger>
          )}
        </For>
      </K.List>
      <For each={props.tabs}>
        {(tab) => (
          <K.Content class="tab-panel" value={tab.value}>
            {tab.panel()}
          </K.Content>
        )}
      </For>
    </K.Root>
  );
}
