import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

// Apart from zone.ts: forms ask this at every key, and a page that only asks for a day must load no calendar library.

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

/** The civil day and the time (`HH:MM:SS`) that the clocks of an IANA time zone show at a moment. */
export function clockAt(zone: string, at: Instant): { readonly day: Day; readonly time: string } {
  const parts = new Map(
    format(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? "";
  return {
    day: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}` as Day,
    time: `${part("hour")}:${part("minute")}:${part("second")}`,
  };
}
