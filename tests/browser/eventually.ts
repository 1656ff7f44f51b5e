import { expect } from "vitest";

/** How long a test waits for what must come; long, for it costs nothing but in a run that fails, and machines are busy. */
export const PATIENCE_MS = 60_000;

/** Waits until a reading gives what is expected; for what no locator can wait for. */
export function eventually<T>(reading: () => Promise<T> | T) {
  return expect.poll(reading, { timeout: PATIENCE_MS, interval: 50 });
}
