import { Temporal } from "temporal-polyfill";
import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

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

/** The first moment of a day in a zone: 00:00, or the first later minute where the clock skips midnight. */
export function startOfDay(zone: string, day: Day): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime(zone).epochMilliseconds as Instant;
}

/** The moment of a wall-clock time `HH:MM` on a day; a time the clock skips moves forward by the gap. */
export function instantAt(zone: string, day: Day, time: string): Instant {
  return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds as Instant;
}

/** The wall-clock time `HH:MM` that a moment shows in a zone. */
export function timeIn(zone: string, at: Instant): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainTime().toString({
    smallestUnit: "minute",
  });
}

/** True for an IANA zone name this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    return (
      new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "" &&
      !/^[+-]/.test(name)
    );
  } catch {
    return false;
  }
}
