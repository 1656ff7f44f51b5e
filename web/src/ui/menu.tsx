import { For, Show, type JSX } from "solid-js";
import * as K from "@kobalte/core/dropdown-menu";
import Check from "lucide-solid/icons/check";
import { OVER_ALL } from "./layers.ts";
import "./button.css";
import "./popup.css";

/** One line of a menu: an action, or a line between groups. */
export type MenuItem =
  | {
      readonly kind?: "action";
      readonly label: string;
      readonly icon?: JSX.Element;
      /** At the end: a key, a count. */
      readonly end?: JSX.Element;
      /** One of several choices, or a thing that is on or off: whether it is chosen. */
      readonly chosen?: boolean;
      readonly choice?: "menuitemradio" | "menuitemcheckbox";
      readonly danger?: boolean;
      readonly disabled?: boolean;
      readonly onSelect: () => void;
    }
  | { readonly kind: "line" }
  | { readonly kind: "heading"; readonly label: string };

interface MenuProps {
  /** What the button shows. */
  readonly trigger: JSX.Element;
  /** Accessible name, where the trigger shows no text. */
  readonly label?: string | undefined;
  readonly items: readonly MenuItem[];
  readonly look?: "default" | "plain" | undefined;
  readonly iconOnly?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Somebody opens it: what its items need can be brought. */
  readonly onOpen?: (() => void) | undefined;
}

/** A button that opens a list of actions. */
export function Menu(props: MenuProps): JSX.Element {
  return (
    <K.Root
      gutter={4}
      placement="bottom-end"
      modal={false}
      onOpenChange={(open) => {
        if (open) props.onOpen?.();
      }}
    >
      <K.Trigger
        class="button"
        classList={{ [props.look ?? "default"]: true, icon: props.iconOnly === true }}
        disabled={props.disabled === true}
        aria-label={props.label}
        title={props.iconOnly === true ? props.label : undefined}
      >
        {props.trigger}
      </K.Trigger>
      <K.Portal>
        <K.Content {...OVER_ALL} class="popup">
          <For each={props.items}>
            {(item) => {
              if (item.kind === "line") return <K.Separator class="popup-line" />;
              if (item.kind === "heading") return <div class="popup-heading">{item.label}</div>;
              return (
                <K.Item
                  class="popup-item"
                  classList={{ danger: item.danger === true }}
                  role={item.choice ?? "menuitem"}
                  aria-checked={item.choice === undefined ? undefined : item.chosen === true}
                  disabled={item.disabled ?? false}
                  textValue={item.label}
                  onSelect={() => item.onSelect()}
                >
                  {item.icon}
                  <span>{item.label}</span>
                  <Show when={item.end ?? item.chosen}>
                    <span class="end">{item.end ?? <Check size={14} aria-hidden="true" />}</span>
                  </Show>
                </K.Item>
              );
            }}
          </For>
        </K.Content>
      </K.Portal>
    </K.Root>
  );
}
