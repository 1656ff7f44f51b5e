import type { Clock } from "./engine/api.ts";

/** A clock that the control endpoint may move. */
export interface AdjustableClock extends Clock {
  /** Jumps to a time, in milliseconds since the epoch; the clock runs on from there. */
  set(milliseconds: number): void;
  /** Moves on by so many milliseconds. */
  advance(milliseconds: number): void;
  /** Back to the machine's time. */
  reset(): void;
}

/** The machine's clock, which tests may shift. */
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
