import { addDays, addMonths, makeDay, partsOf, weekday } from "../time/day.ts";
import type { Day } from "../time/day.ts";
import type { Instant } from "../time/instant.ts";
import { dayIn, instantAt, timeIn } from "../time/zone.ts";

const HOUR = 3_600_000;

export const SHORTCUTS = [
  "in-one-hour",
  "tomorrow",
  "next-monday",
  "in-one-week",
  "next-month",
  "in-one-month",
] as const;
export type Shortcut = (typeof SHORTCUTS)[number];

/**
 * The moment a shortcut of the date picker means (12 §4.4): the same time of day on the day it names; *next month* is
 * the first of the coming month.
 */
export function shortcutAt(shortcut: Shortcut, now: Instant, zone: string): Instant {
  if (shortcut === "in-one-hour") return (now + HOUR) as Instant;
  return instantAt(zone, shortcutDay(shortcut, dayIn(zone, now)), timeIn(zone, now));
}

function shortcutDay(shortcut: Exclude<Shortcut, "in-one-hour">, today: Day): Day {
  switch (shortcut) {
    case "tomorrow":
      return addDays(today, 1);
    case "next-monday":
      return addDays(today, 8 - weekday(today));
    case "in-one-week":
      return addDays(today, 7);
    case "next-month": {
      const { year, month } = partsOf(addMonths(today, 1));
      return makeDay(year, month, 1);
    }
    case "in-one-month":
      return addMonths(today, 1);
  }
}
