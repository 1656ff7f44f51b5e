import { For, Match, Show, Switch, createMemo, type Accessor, type JSX } from "solid-js";
import * as K from "@kobalte/core/dropdown-menu";
import Check from "lucide-solid/icons/check";
import { OVER_ALL } from "./layers.ts";
import "./button.css";
import "./popup.css";

interface Action {
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

/** One line of a menu: an action, or a line between groups. */
export type MenuItem =
  | Action
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

/** By what each line is called: one that is told anew stays where it is, under a pointer that presses it and with its focus. */
function byName(items: readonly MenuItem[]): ReadonlyMap<string, MenuItem> {
  const lines = new Map<string, MenuItem>();
  for (const item of items) {
    const name = item.kind === "line" ? "line" : `${item.kind ?? "action"} ${item.label}`;
    let key = name;
    for (let twin = 2; lines.has(key); twin += 1) key = `${name} ${twin}`;
    lines.set(key, item);
  }
  return lines;
}

/** What was there last, for what hears that it is gone before it is taken away. */
function stillThere<T>(value: Accessor<T | undefined>): Accessor<T> {
  return createMemo<T | undefined>((before) => value() ?? before) as Accessor<T>;
}

/** A button that opens a list of actions. */
export function Menu(props: MenuProps): JSX.Element {
  const lines = createMemo(() => byName(props.items));
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
          <For each={[...lines().keys()]}>{(key) => <Line item={stillThere(() => lines().get(key))} />}</For>
        </K.Content>
      </K.Portal>
    </K.Root>
  );
}

function Line(props: { readonly item: Accessor<MenuItem> }): JSX.Element {
  const action = () => {
    const item = props.item();
    return item.kind === "line" || item.kind === "heading" ? undefined : item;
  };
  const heading = () => {
    const item = props.item();
    return item.kind === "heading" ? item.label : undefined;
  };
  return (
    <Switch fallback={<K.Separator class="popup-line" />}>
      <Match when={heading()}>{(label) => <div class="popup-heading">{label()}</div>}</Match>
      <Match when={action()}>
        {(item) => (
          <K.Item
            class="popup-item"
            classList={{ danger: item().danger === true }}
            role={item().choice ?? "menuitem"}
            aria-checked={item().choice === undefined ? undefined : item().chosen === true}
            disabled={item().disabled ?? false}
            textValue={item().label}
            onSelect={() => item().onSelect()}
          >
            {item().icon}
            <span>{item().label}</span>
            <Show when={item().end ?? item().chosen}>
              <span class="end">{item().end ?? <Check size={14} aria-hidden="true" />}</span>
            </Show>
          </K.Item>
        )}
      </Match>
    </Switch>
  );
}
