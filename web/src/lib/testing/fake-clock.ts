import type { Clock } from "../clock.ts";

export interface FakeClock extends Clock {
  /** Lets `ms` pass and runs, in order, what falls due in it. */
  pass(ms: number): void;
  /** How many timers wait. */
  waiting(): number;
}

/** A clock that stands still until told to move. */
export function fakeClock(start = 1_000_000): FakeClock {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const next = timers.filter((timer) => timer.at <= until).toSorted((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((timer) => timer !== next);
        now = next.at;
        next.run();
      }
      now = until;
    },
    waiting: () => timers.length,
  };
}
