import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

// Apart from zone.ts: a page that only asks for a day must not load a calendar library for it.

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("en-US-u-ca-iso8601-nu-latn", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
    });
    formats.set(zone, known);
  }
  return known;
}

const pad = (value: string | undefined, length: number) => (value ?? "").padStart(length, "0");

/** The civil day that a moment falls on in an IANA time zone (never the machine's own). */
export function dayIn(zone: string, at: Instant): Day {
  const parts = new Map(
    format(zone)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
  return `${pad(parts.get("year"), 4)}-${pad(parts.get("month"), 2)}-${pad(parts.get("day"), 2)}` as Day;
}
