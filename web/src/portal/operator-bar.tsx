import { Show, createEffect, createSignal, onCleanup, untrack, type Component } from "solid-js";
import Eye from "lucide-solid/icons/eye";
import type { PortalView } from "@trunkline/domain/portal/portal";
import { browserClock, every, type Clock } from "../lib/clock.ts";
import { Button } from "../ui/button.tsx";

interface OperatorBarProps {
  /** Undefined while the customer's data come. */
  readonly view: Pick<PortalView, "name" | "login"> | undefined;
  readonly operator: string;
  /** Epoch milliseconds at which the server stops answering this tab. */
  readonly until: number;
  readonly readOnly: boolean;
  readonly onExit: () => void;
  /** The time is over. */
  readonly onEnd: () => void;
  readonly clock?: Clock;
}

/** Says at every moment whose portal this is, who looks, for how long, and with what rights (20 §1.10). */
export const OperatorBar: Component<OperatorBarProps> = (props) => {
  const clock = untrack(() => props.clock ?? browserClock);
  const [now, setNow] = createSignal(clock.now());
  const left = () => Math.max(0, props.until - now());
  const minutes = () => Math.ceil(left() / 60_000);
  onCleanup(every(clock, 1_000, () => setNow(clock.now())));
  createEffect(() => {
    if (left() === 0) props.onEnd();
  });
  return (
    <aside class="operator-bar" aria-label="Operator view">
      <Eye size={16} aria-hidden="true" />
      <span>
        Viewing as{" "}
        <Show when={props.view} fallback="the customer">
          {(view) => (
            <strong>
              <bdi>{view().name}</bdi> ({view().login})
            </strong>
          )}
        </Show>
        <Show when={props.operator !== ""}>
          {" "}
          – operator <bdi>{props.operator}</bdi>
        </Show>
      </span>
      <span class="operator-time number">
        {props.readOnly ? "Read-only, " : ""}
        {minutes() === 1 ? "less than a minute left" : `${minutes()} minutes left`}
      </span>
      <Button small onClick={() => props.onExit()}>
        Exit
      </Button>
    </aside>
  );
};
