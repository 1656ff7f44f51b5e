import type { DeliveryFaults } from "./api.ts";

/** What is done to one event on its way. */
export interface Fate {
  readonly copies: 1 | 2;
  readonly delayMs: number;
  /** The next event for the same document goes first. */
  readonly overtaken: boolean;
}

export const KIND: Fate = { copies: 1, delayMs: 0, overtaken: false };

/** Draws the fate of one event after another; the same seed and the same commits give the same fates. */
export function drawFates(faults: DeliveryFaults): () => Fate {
  const random = mulberry32(faults.seed);
  return () => {
    // Always three draws, so that changing one chance does not change what the others hit.
    const [copy, delay, order] = [random(), random(), random()];
    return {
      copies: copy < faults.duplicate ? 2 : 1,
      delayMs: Math.round(delay * faults.delayMs),
      overtaken: order < faults.reorder,
    };
  };
}

/** A small, well-known generator of numbers from 0 to 1; not for secrets. */
function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
