import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { browserClock, type Clock } from "./clock.ts";

/** True once `holds` has been true for `ms` without a break, and no longer than it is: what passes at once is not told. */
export function createLasting(
  holds: Accessor<boolean>,
  ms: number,
  clock: Clock = browserClock,
): Accessor<boolean> {
  const now = createMemo(holds);
  const [lasted, setLasted] = createSignal(false);
  createEffect(
    on(now, (holding) => {
      setLasted(false);
      if (holding) onCleanup(clock.after(ms, () => setLasted(true)));
    }),
  );
  return () => now() && lasted();
}
