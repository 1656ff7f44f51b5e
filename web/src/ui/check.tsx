import { createEffect, type Component, type JSX } from "solid-js";
import "./check.css";

interface CheckProps {
  readonly label: JSX.Element;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly hideLabel?: boolean | undefined;
  /** Some, not all, of what it stands for. */
  readonly mixed?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** In a list that the arrows go through: whether Tab stops at this one. */
  readonly stop?: boolean | undefined;
  readonly onClick?: (event: MouseEvent) => void;
}

// The properties are handed on as they are: a long table has one of these in each row.
function box(props: CheckProps, kind: "checkbox" | "switch"): JSX.Element {
  return (
    <label class={kind === "switch" ? "check switch" : "check"}>
      <input
        ref={(input) => {
          if ("mixed" in props) createEffect(() => void (input.indeterminate = props.mixed === true));
        }}
        type="checkbox"
        role={kind === "switch" ? "switch" : undefined}
        checked={props.checked}
        disabled={props.disabled}
        tabIndex={props.stop === false ? -1 : undefined}
        onClick={(event) => props.onClick?.(event)}
        onChange={(event) => {
          const wanted = event.currentTarget.checked;
          // The owner decides: until its state says so, the box keeps showing what is stored.
          event.currentTarget.checked = props.checked;
          props.onChange(wanted);
        }}
      />
      <span classList={{ "visually-hidden": props.hideLabel === true }}>{props.label}</span>
    </label>
  );
}

/** A choice that is stored with the rest of its form, or a selection. */
export const Checkbox: Component<CheckProps> = (props) => box(props, "checkbox");

/** A setting that acts at once. */
export const Switch: Component<CheckProps> = (props) => box(props, "switch");
