import type { Component, JSX } from "solid-js";
import * as Tip from "@kobalte/core/tooltip";
import type { ButtonLook } from "./button.tsx";
import "./button.css";
import "./tooltip.css";

export interface IconButtonProps {
  /** What it does: the accessible name and the tooltip. */
  readonly label: string;
  readonly icon: JSX.Element;
  readonly look?: ButtonLook;
  readonly small?: boolean;
  readonly type?: "button" | "submit";
  readonly disabled?: boolean;
  /** A toggle: whether it is on. */
  readonly pressed?: boolean;
  readonly onClick?: ((event: MouseEvent) => void) | undefined;
}

/** An action shown as an icon; its label is the tooltip and the accessible name. */
export const IconButton: Component<IconButtonProps> = (props) => (
  <Tip.Root openDelay={500} closeDelay={0} skipDelayDuration={0} gutter={6}>
    <Tip.Trigger
      as="button"
      type={props.type ?? "button"}
      class="button icon"
      classList={{ [props.look ?? "plain"]: true, small: props.small === true }}
      aria-label={props.label}
      aria-pressed={props.pressed}
      disabled={props.disabled === true}
      onClick={(event: MouseEvent) => props.onClick?.(event)}
    >
      {props.icon}
    </Tip.Trigger>
    <Tip.Portal>
      <Tip.Content class="tooltip">{props.label}</Tip.Content>
    </Tip.Portal>
  </Tip.Root>
);
