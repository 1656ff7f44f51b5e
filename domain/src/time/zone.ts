import { Temporal } from "temporal-polyfill";
import type { Day } from "./day.ts";
import type { Instant } from "./instant.ts";

export { dayIn } from "./day-in.ts";

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
