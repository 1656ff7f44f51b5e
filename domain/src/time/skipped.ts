// Apart from zone.ts: forms ask this at every key, and need no calendar library for it.

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
    });
    formats.set(zone, known);
  }
  return known;
}

/** What the clock of a zone shows at a moment, as if it were the clock of UTC. */
function shownAt(zone: string, at: number): number {
  const parts = new Map(
    format(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return Date.parse(
    `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}:${part("second")}Z`,
  );
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
