import { type JSX, type ParentComponent } from "solid-js";
import * as Tip from "@kobalte/core/tooltip";
import "./tooltip.css";

interface TooltipProps {
  readonly text: JSX.Element;
}

/** Explains what stands inside it, on hover and on focus. The content must make sense without it. */
export const Tooltip: ParentComponent<TooltipProps> = (props) => (
  <Tip.Root openDelay={500} closeDelay={0} gutter={6}>
    <Tip.Trigger as="span" class="tooltip-anchor" tabIndex={0}>
      {props.children}
    </Tip.Trigger>
    <Tip.Portal>
      <Tip.Content class="tooltip">{props.text}</Tip.Content>
    </Tip.Portal>
  </Tip.Root>
);
