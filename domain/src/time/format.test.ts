import fc from "fast-check";
import { expect, test } from "vitest";
import { DATE_FORMATS } from "../config/general.ts";
import type { Day, DayNumber } from "./day.ts";
import { dayOf } from "./day.ts";
import { formatDay, readTypedDay } from "./format.ts";

test("a date is written as the installation writes dates", () => {
  expect(DATE_FORMATS.map((format) => formatDay("2026-03-09" as Day, format))).toEqual([
    "2026-03-09",
    "09.03.2026",
    "09/03/2026",
    "03/09/2026",
  ]);
});

test("what is shown can be typed again, in every format, ten times over", () => {
  const days = fc.integer({ min: -20_000, max: 40_000 }).map((number) => dayOf(number as DayNumber));
  fc.assert(
    fc.property(days, fc.constantFrom(...DATE_FORMATS), (day, format) => {
      let current: Day | undefined = day;
      for (let turn = 0; turn < 10; turn += 1)
        current = current && readTypedDay(formatDay(current, format), format);
      return current === day;
    }),
  );
});

test("ISO is understood beside the chosen format, and 30 February is not", () => {
  expect(readTypedDay("2026-03-09", "MM/DD/YYYY")).toBe("2026-03-09");
  expect(readTypedDay(" 9.3.2026 ", "DD.MM.YYYY")).toBe("2026-03-09");
  expect(readTypedDay("30.02.2026", "DD.MM.YYYY")).toBeUndefined();
  expect(readTypedDay("13/13/2026", "MM/DD/YYYY")).toBeUndefined();
});
