import type { Brand } from "../ids/ids.ts";

/** A civil date `YYYY-MM-DD` in the company's time zone. Days have no zone and no hour of their own. */
export type Day = Brand<string, "Day">;

/** Days since 1970-01-01, for arithmetic. */
export type DayNumber = Brand<number, "DayNumber">;

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const MS_PER_DAY = 86_400_000;

/** The day a text names, or undefined when it is no real date of the years 0001–9999 (30 February is none). */
export function parseDay(text: string): Day | undefined {
  const parts = SHAPE.exec(text);
  if (parts === null) return undefined;
  const [year, month, date] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  if (year < 1 || month < 1 || month > 12 || date < 1 || date > daysInMonth(year, month)) return undefined;
  return text as Day;
}

/** Year, month (1–12) and date (1–31) of a day. */
export function partsOf(day: Day): { readonly year: number; readonly month: number; readonly date: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), date: Number(day.slice(8, 10)) };
}

/** How many days a month has (month 1–12). */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeap(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function isLeap(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** The day's number; consecutive days have consecutive numbers, whatever the zone does with its clocks. */
export function dayNumber(day: Day): DayNumber {
  const { year, month, date } = partsOf(day);
  // Date.UTC reads years 0–99 as 1900–1999, so the year is set separately.
  return (new Date(0).setUTCFullYear(year, month - 1, date) / MS_PER_DAY) as DayNumber;
}

/** The day with that number; throws outside the years 0001–9999. */
export function dayOf(number: DayNumber): Day {
  const text = new Date(number * MS_PER_DAY).toISOString().slice(0, 10);
  const day = parseDay(text);
  if (day === undefined) throw new RangeError(`No civil day has the number ${number}`);
  return day;
}

/** The day `days` later (earlier when negative). */
export function addDays(day: Day, days: number): Day {
  return dayOf((dayNumber(day) + days) as DayNumber);
}

/** How many days `to` lies after `from`; negative when before. */
export function daysBetween(from: Day, to: Day): number {
  return dayNumber(to) - dayNumber(from);
}

/** Monday is 1, Sunday is 7. */
export function weekday(day: Day): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  const monday0 = (((dayNumber(day) + 3) % 7) + 7) % 7;
  return (monday0 + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7;
}

/** The same date `months` later, or the month's last day where that date is missing. */
export function addMonths(day: Day, months: number): Day {
  const { year, month, date } = partsOf(day);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = index - toYear * 12 + 1;
  return makeDay(toYear, toMonth, Math.min(date, daysInMonth(toYear, toMonth)));
}

const pad = (value: number, length: number) => String(value).padStart(length, "0");

/** The day of these parts; throws when there is no such day. */
export function makeDay(year: number, month: number, date: number): Day {
  const day = parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`);
  if (day === undefined) throw new RangeError(`There is no day ${year}-${month}-${date}`);
  return day;
}
