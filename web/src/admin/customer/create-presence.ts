import { createEffect, createMemo, createSignal, onCleanup, untrack, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import { BEAT_ALONE, BEAT_TOGETHER, present, type Presence } from "@trunkline/domain/presence/presence";
import type { Instant } from "@trunkline/domain/time/instant";
import { usePorts } from "../../data/ports.tsx";
import { browserClock, type Clock } from "../../lib/clock.ts";
import { createLiveList } from "../../lib/live/create-live.ts";
import { useWorkspace } from "../workspace.tsx";

export interface CustomerPresence {
  /** Colleagues on this customer now. */
  readonly others: Accessor<readonly Presence[]>;
  /** This tab's field with the focus. */
  focus(field: string | null): void;
}

/** Wandering through fields with Tab is one announcement, not one for each. */
const SETTLE_MS = 400;

/** Tells colleagues that this tab is on the customer, and who of them is. */
export function createPresence(customer: Accessor<Customer>, clock: Clock = browserClock): CustomerPresence {
  const ports = usePorts();
  const workspace = useWorkspace();
  const list = createLiveList(() => ports.presence.onCustomer(customer().id));
  const others = createMemo(() => present(list.rows(), ports.uid, workspace.now() as Instant));
  const [field, setField] = createSignal<string | null>(null);
  const beat = createMemo(() => (others().length > 0 ? BEAT_TOGETHER : BEAT_ALONE));
  const where = createMemo(() => customer().id);
  const [returns, setReturns] = createSignal(0);
  let cancelSettle: (() => void) | undefined;

  createEffect(() => {
    where();
    returns();
    let cancelBeat: (() => void) | undefined;
    const announce = (at: string | null, seconds: number) => {
      ports.presence.announce({ customer: untrack(customer), field: at, beat: seconds });
      cancelBeat = clock.after(seconds * 1000, () => announce(at, seconds));
    };
    announce(field(), beat());
    onCleanup(() => cancelBeat?.());
  });
  const vanish = () => ports.presence.vanish();
  // A page that the browser kept is shown again as it was.
  const back = (event: PageTransitionEvent) => event.persisted && setReturns(returns() + 1);
  window.addEventListener("pagehide", vanish);
  window.addEventListener("pageshow", back);
  onCleanup(() => {
    window.removeEventListener("pagehide", vanish);
    window.removeEventListener("pageshow", back);
    cancelSettle?.();
    ports.presence.announce(undefined);
  });

  return {
    others,
    focus(next) {
      cancelSettle?.();
      cancelSettle = clock.after(SETTLE_MS, () => setField(next));
    },
  };
}
