import { For, Show, type Component, type JSX, type ParentComponent } from "solid-js";
import { Dynamic } from "solid-js/web";
import Inbox from "lucide-solid/icons/inbox";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { Button } from "./button.tsx";
import "./states.css";

/** The shape of what is coming, while it comes; screen readers hear "Loading". */
export const Skeleton: Component<{ readonly lines?: number; readonly label?: string }> = (props) => (
  <div class="skeleton-lines" role="status" aria-label={props.label ?? "Loading"}>
    <For each={Array.from({ length: props.lines ?? 3 }, (_unused, index) => index)}>
      {(index) => (
        <span class="skeleton" aria-hidden="true" style={{ "inline-size": `${88 - ((index * 23) % 45)}%` }} />
      )}
    </For>
  </div>
);

interface StateProps {
  readonly title: string;
  readonly icon?: JSX.Element;
  /** Buttons or links that lead on. */
  readonly actions?: JSX.Element;
  readonly compact?: boolean;
  /** It is all the page says: its title is the page's heading. */
  readonly whole?: boolean;
}

/** Nothing to show, and what to do about it. */
export const EmptyState: ParentComponent<StateProps> = (props) => (
  <div class="state" classList={{ compact: props.compact === true }}>
    {props.icon ?? <Inbox size={28} aria-hidden="true" />}
    <Dynamic component={props.whole === true ? "h1" : "h2"}>{props.title}</Dynamic>
    <Show when={props.children}>
      <p>{props.children}</p>
    </Show>
    <Show when={props.actions}>
      <div class="state-actions">{props.actions}</div>
    </Show>
  </div>
);

interface ErrorStateProps extends StateProps {
  readonly onRetry?: (() => void) | undefined;
}

/** Something failed: what happened, what was kept and how to go on. */
export const ErrorState: ParentComponent<ErrorStateProps> = (props) => (
  <div class="state" role="alert" classList={{ compact: props.compact === true }}>
    {props.icon ?? <TriangleAlert size={28} aria-hidden="true" />}
    <Dynamic component={props.whole === true ? "h1" : "h2"}>{props.title}</Dynamic>
    <Show when={props.children}>
      <p>{props.children}</p>
    </Show>
    <Show when={props.onRetry ?? props.actions}>
      <div class="state-actions">
        <Show when={props.onRetry}>{(retry) => <Button onClick={() => retry()()}>Try again</Button>}</Show>
        {props.actions}
      </div>
    </Show>
  </div>
);
