import { Show, splitProps, type Component, type JSX } from "solid-js";
import "./button.css";

export type ButtonLook = "default" | "primary" | "danger" | "plain";

export interface ButtonProps extends Omit<
  JSX.ButtonHTMLAttributes<HTMLButtonElement>,
  "class" | "classList" | "onClick" | "type"
> {
  readonly type?: "button" | "submit";
  readonly look?: ButtonLook;
  readonly small?: boolean;
  readonly wide?: boolean;
  /** The action runs: the button keeps its focus, says so and ignores further presses. */
  readonly busy?: boolean;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
}

/** A labelled action; never a submit unless asked. */
export const Button: Component<ButtonProps> = (props) => {
  const [own, rest] = splitProps(props, ["look", "small", "wide", "busy", "children", "onClick", "type"]);
  return (
    <button
      {...rest}
      type={own.type ?? "button"}
      class="button"
      classList={{ [own.look ?? "default"]: true, small: own.small === true, wide: own.wide === true }}
      aria-busy={own.busy === true ? true : undefined}
      onClick={(event) => {
        if (own.busy === true) event.preventDefault();
        else own.onClick?.(event);
      }}
    >
      <Show when={own.busy === true}>
        <span class="busy-mark" aria-hidden="true" />
      </Show>
      {own.children}
    </button>
  );
};
