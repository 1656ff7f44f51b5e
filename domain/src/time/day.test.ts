import fc from "fast-check";
import { expect, test } from "vitest";
import type { Day, DayNumber } from "./day.ts";
import {
  addDays,
  addMonths,
  dayNumber,
  dayOf,
  daysBetween,
  daysInMonth,
  makeDay,
  parseDay,
  weekday,
} from "./day.ts";

const anyDay = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, date]) => makeDay(year, month, Math.min(date, daysInMonth(year, month))));

test.each([
  "2026-02-30",
  "2026-04-31",
  "2026-06-31",
  "2026-09-31",
  "2026-11-31",
  "2026-13-01",
  "2026-00-10",
  "2026-01-00",
  "2023-02-29",
  "0000-01-01",
  "26-1-1",
  "2026-1-1",
  " 2026-01-01",
  "2026-01-01T00:00",
  "",
])("%j is no day", (text) => expect(parseDay(text)).toBeUndefined());

test.each(["2024-02-29", "2000-02-29", "1900-01-01", "9999-12-31", "0001-01-01"])("%s is a day", (text) => {
  expect(parseDay(text)).toBe(text);
});

test("1900 and 2100 are no leap years, 2000 is one", () => {
  expect([daysInMonth(1900, 2), daysInMonth(2100, 2), daysInMonth(2000, 2), daysInMonth(2028, 2)]).toEqual([
    28, 28, 29, 29,
  ]);
});

test("a day and its number are the same thing", () => {
  fc.assert(fc.property(anyDay, (day) => dayOf(dayNumber(day)) === day));
  expect(dayNumber("1970-01-01" as Day)).toBe(0);
  expect(dayNumber("2026-11-22" as Day)).toBe(20779);
});

test("adding days and counting them back agree, across leap days and years", () => {
  const near = fc.integer({ min: -20_000, max: 20_000 }).map((number) => dayOf(number as DayNumber));
  fc.assert(
    fc.property(
      near,
      fc.integer({ min: -5000, max: 5000 }),
      (day, days) => daysBetween(day, addDays(day, days)) === days,
    ),
  );
});

test("2026-03-01 plus 15 days is 2026-03-16", () => {
  expect(addDays("2026-03-01" as Day, 15)).toBe("2026-03-16");
  expect(addDays("2026-03-01" as Day, -1)).toBe("2026-02-28");
});

test("a month later is the same date, or the month's last day", () => {
  expect(addMonths("2026-01-31" as Day, 1)).toBe("2026-02-28");
  expect(addMonths("2028-01-31" as Day, 1)).toBe("2028-02-29");
  expect(addMonths("2026-12-15" as Day, 1)).toBe("2027-01-15");
  expect(addMonths("2026-01-15" as Day, -1)).toBe("2025-12-15");
});

test("weekdays run from Monday, 1, to Sunday, 7, also before 1970", () => {
  expect(weekday("2026-11-22" as Day)).toBe(7);
  expect(weekday("2026-11-23" as Day)).toBe(1);
  expect(weekday("1969-12-31" as Day)).toBe(3);
});

test("a number beyond the calendar is refused loudly", () => {
  expect(() => dayOf(10_000_000 as DayNumber)).toThrow(RangeError);
  expect(() => makeDay(2026, 2, 30)).toThrow(RangeError);
});
