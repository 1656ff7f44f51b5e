import type { Platform } from "../platform/platform.ts";

/**
 * What a refused sign-in takes at least. It covers the slowest way through (account there, pending changes, the
 * identity service under load), so that the time says nothing about which way it was.
 */
export const FLOOR_MS = 800;

/** Waits until the answer is as late as every other: the floor, or the next whole multiple of it. */
export async function pad(platform: Platform, startedAt: number): Promise<void> {
  const taken = platform.clock() - startedAt;
  const steps = Math.max(1, Math.ceil(taken / FLOOR_MS));
  await platform.pause(steps * FLOOR_MS - taken);
}
