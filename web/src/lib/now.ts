import { createSignal, onCleanup, type Accessor } from "solid-js";
import { every, type Clock } from "./clock.ts";

/** The present time in epoch milliseconds, moving every `ms`; one per application is enough. */
export function createNow(clock: Clock, ms: number): Accessor<number> {
  const [now, setNow] = createSignal(clock.now());
  onCleanup(every(clock, ms, () => setNow(clock.now())));
  return now;
}
