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
  readonly onClick?: (event: MouseEvent) => void;
}

const Box: Component<CheckProps & { readonly kind: "checkbox" | "switch" }> = (props) => {
  let input!: HTMLInputElement;
  createEffect(() => {
    input.indeterminate = props.mixed === true;
  });
  return (
    <label class="check" classList={{ switch: props.kind === "switch" }}>
      <input
        ref={input}
        type="checkbox"
        role={props.kind === "switch" ? "switch" : undefined}
        checked={props.checked}
        disabled={props.disabled}
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
};

/** A choice that is stored with the rest of its form, or a selection. */
export const Checkbox: Component<CheckProps> = (props) => <Box {...props} kind="checkbox" />;

/** A setting that acts at once. */
export const Switch: Component<CheckProps> = (props) => <Box {...props} kind="switch" />;
