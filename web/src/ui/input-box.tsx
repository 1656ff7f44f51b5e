import type { Component, JSX } from "solid-js";

interface InputBoxProps {
  readonly class?: string;
  readonly error: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Someone else just changed what is in it: light up once. */
  readonly lit?: boolean | undefined;
  readonly children: JSX.Element;
}

/** The box around a control and its buttons, and the states it shows. */
export const InputBox: Component<InputBoxProps> = (props) => (
  <div
    class={props.class === undefined ? "input-box" : `input-box ${props.class}`}
    data-invalid={props.error === undefined ? undefined : ""}
    data-readonly={props.readOnly === true ? "" : undefined}
    data-disabled={props.disabled === true ? "" : undefined}
    data-lit={props.lit === true ? "" : undefined}
  >
    {props.children}
  </div>
);
