/** Time as the rest of `lib` sees it, so that tests can move it. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Runs once after `ms`; the answer cancels. */
  after(ms: number, run: () => void): () => void;
}

/** The browser's own time. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Runs again and again, `ms` after each end; the answer stops it. */
export function every(clock: Clock, ms: number, run: () => void): () => void {
  let cancel: () => void;
  const next = () => {
    cancel = clock.after(ms, () => {
      next();
      run();
    });
  };
  next();
  return () => cancel();
}
