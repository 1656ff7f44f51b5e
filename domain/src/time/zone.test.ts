import { Temporal } from "temporal-polyfill";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Day, DayNumber } from "./day.ts";
import { addDays, dayOf } from "./day.ts";
import type { Instant } from "./instant.ts";
import { dayIn, instantAt, isTimeZone, startOfDay, timeIn } from "./zone.ts";

const zones = Intl.supportedValuesOf("timeZone");
const someDay = fc.integer({ min: 7300, max: 25_000 }).map((number) => dayOf(number as DayNumber));
const at = (iso: string) => Date.parse(iso) as Instant;

test("the invoice day is the provider's day, not the server's", () => {
  expect(dayIn("America/New_York", at("2026-03-01T03:00:00Z"))).toBe("2026-02-28");
  expect(dayIn("Pacific/Kiritimati", at("2026-02-28T11:00:00Z"))).toBe("2026-03-01");
  expect(dayIn("Pacific/Pago_Pago", at("2026-03-01T10:59:59Z"))).toBe("2026-02-28");
  expect(dayIn("Asia/Kathmandu", at("2026-02-28T18:15:00Z"))).toBe("2026-03-01");
});

test("in every zone a day starts on itself, and a millisecond earlier it is yesterday", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), someDay, (zone, day) => {
      const start = startOfDay(zone, day);
      // Samoa and Tokelau once skipped a whole day: it then starts where the next one does.
      const skipped = dayIn(zone, start) !== day;
      if (skipped) return dayIn(zone, start) === addDays(day, 1);
      return dayIn(zone, (start - 1) as Instant) < day;
    }),
    { numRuns: 400 },
  );
});

test("the day of a moment agrees with Temporal in every zone", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2e12 }), (zone, moment) => {
      const oracle = Temporal.Instant.fromEpochMilliseconds(moment)
        .toZonedDateTimeISO(zone)
        .toPlainDate()
        .toString();
      return dayIn(zone, moment as Instant) === oracle;
    }),
    { numRuns: 400 },
  );
});

test("midnight that a clock change skips begins at the first moment there is", () => {
  // Beirut goes from 24:00 to 01:00.
  expect(timeIn("Asia/Beirut", startOfDay("Asia/Beirut", "2024-03-31" as Day))).toBe("01:00");
});

test("a wall-clock time that does not exist moves forward by the gap", () => {
  expect(instantAt("Europe/Prague", "2026-03-29" as Day, "02:30")).toBe(at("2026-03-29T01:30:00Z"));
  expect(instantAt("Europe/Prague", "2026-03-29" as Day, "01:30")).toBe(at("2026-03-29T00:30:00Z"));
});

test("only names of zones are zones", () => {
  expect(["Europe/Prague", "UTC", "Mars/Olympus", "", "+02:00"].map(isTimeZone)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
