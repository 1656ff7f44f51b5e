import type { JSX, ParentComponent } from "solid-js";
import "./badge.css";

export type Tone = "quiet" | "good" | "warn" | "bad" | "info";

/** A short state in a word; the tone only underlines what the text and icon already say. */
export const Badge: ParentComponent<{ readonly tone?: Tone; readonly icon?: JSX.Element }> = (props) => (
  <span class={`badge ${props.tone ?? "quiet"}`}>
    {props.icon}
    <span class="truncate">{props.children}</span>
  </span>
);
