import type { AdjustableClock } from "./wire/hooks.ts";

/** The machine's clock, which the control endpoint may shift for tests. */
export function systemClock(): AdjustableClock {
  let shift = 0;
  return {
    now: () => Date.now() + shift,
    set: (milliseconds) => {
      shift = milliseconds - Date.now();
    },
    advance: (milliseconds) => {
      shift += milliseconds;
    },
    reset: () => {
      shift = 0;
    },
  };
}
