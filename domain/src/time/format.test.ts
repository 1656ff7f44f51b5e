import fc from "fast-check";
import { expect, test } from "vitest";
import { DATE_FORMATS } from "../config/general.ts";
import type { Day, DayNumber } from "./day.ts";
import { dayOf } from "./day.ts";
import { formatDay } from "./format.ts";
import { formatTime, readTypedDay, readTypedMoment } from "./typed.ts";

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

test.each([
  ["1.3.2026 9:05", "2026-03-01T09:05"],
  ["2026-03-01T23:59", "2026-03-01T23:59"],
  ["01.03.2026, 12:00 AM", "2026-03-01T00:00"],
  ["01.03.2026 2:30pm", "2026-03-01T14:30"],
  ["01.03.2026 24:00", undefined],
  ["01.03.2026 13:00 pm", undefined],
  ["01.03.2026 10:60", undefined],
  ["01.03.2026 1", undefined],
  ["30.02.2026 10:00", undefined],
  ["01.03.2026", undefined],
  ["10:00", undefined],
  ["", undefined],
])("“%s” is read as %s", (typed, moment) => expect(readTypedMoment(typed, "DD.MM.YYYY")).toBe(moment));

test("a time is written on the installation's clock, and read back", () => {
  for (const time of ["00:05", "09:30", "12:00", "23:59"])
    for (const hours of [12, 24] as const)
      expect(readTypedMoment(`2026-03-01 ${formatTime(time, hours)}`, "YYYY-MM-DD")).toBe(
        `2026-03-01T${time}`,
      );
  expect(formatTime("00:05", 12)).toBe("12:05 AM");
  expect(formatTime("12:00", 12)).toBe("12:00 PM");
});
