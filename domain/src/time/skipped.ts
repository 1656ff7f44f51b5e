import { clockAt } from "./clock.ts";
import type { Instant } from "./instant.ts";

/** What the clock of a zone shows at a moment, as if it were the clock of UTC. */
function shownAt(zone: string, at: number): number {
  const { day, time } = clockAt(zone, at as Instant);
  return Date.parse(`${day}T${time}Z`);
}

const DAY = 86_400_000;

/**
 * True for a wall-clock time (`YYYY-MM-DDTHH:MM`) that never comes in a zone: the clock goes forward over it. One that
 * comes twice is none; wherever it becomes a moment, its first coming is meant.
 */
export function isSkipped(zone: string, wall: string): boolean {
  const shown = Date.parse(`${wall}Z`);
  // No zone changes its clock twice within two days, so what held a day before or holds a day after holds then.
  return ![-DAY, DAY].some((away) => {
    const offset = shownAt(zone, shown + away) - (shown + away);
    return shownAt(zone, shown - offset) === shown;
  });
}
