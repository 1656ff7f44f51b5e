import { Show, type JSX, type ParentComponent } from "solid-js";
import type { Tone } from "./badge.tsx";
import "./banner.css";

interface BannerProps {
  readonly tone?: Tone;
  readonly icon?: JSX.Element;
  readonly end?: JSX.Element;
  readonly boxed?: boolean;
}

/** A line above the content that says under which condition it stands: offline, stale, acting as someone. */
export const Banner: ParentComponent<BannerProps> = (props) => (
  <div class={`banner ${props.tone ?? "quiet"}`} classList={{ boxed: props.boxed === true }} role="status">
    {props.icon}
    <span>{props.children}</span>
    <Show when={props.end}>
      <span class="end">{props.end}</span>
    </Show>
  </div>
);
