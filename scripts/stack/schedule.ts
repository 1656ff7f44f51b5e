import { scheduledDay } from "../../functions/src/jobs/day.ts";
import { sweep } from "../../functions/src/jobs/sweep.ts";
import type { LocalPlatform } from "./local-platform.ts";

const MINUTE_MS = 60_000;

/**
 * Does every minute what the scheduled functions do in a real project: the emulators have no scheduler without
 * Pub/Sub, which needs a download. Returns the way to stop.
 */
export function everyMinute(platform: LocalPlatform, failed: (cause: unknown) => void): () => void {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    const until = platform.clock() + MINUTE_MS;
    scheduledDay(platform, until)
      .then(() => sweep(platform, until))
      .catch(failed)
      .finally(() => (running = false));
  }, MINUTE_MS);
  return () => clearInterval(timer);
}
