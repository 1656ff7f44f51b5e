import { expect } from "vitest";

/** Waits until a reading gives what is expected; for what no locator can wait for. */
export function eventually<T>(reading: () => Promise<T> | T) {
  return expect.poll(reading, { timeout: 20_000, interval: 50 });
}
