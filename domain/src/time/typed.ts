import type { DateFormat } from "../config/general.ts";
import type { Day } from "./day.ts";
import { parseDay } from "./day.ts";

// Apart from format.ts: a page that only shows days must not load what fields read them by.

/** The day a person typed: in the installation's format, or ISO; undefined when it is no real date. */
export function readTypedDay(text: string, format: DateFormat): Day | undefined {
  const typed = text.trim();
  const iso = parseDay(typed);
  if (iso !== undefined || format === "YYYY-MM-DD") return iso;
  const numbers = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(typed);
  if (numbers === null) return undefined;
  const [, first = "", second = "", year = ""] = numbers;
  const [date, month] = format === "MM/DD/YYYY" ? [second, first] : [first, second];
  return parseDay(`${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`);
}

/** A time of the day `14:05` as the installation writes it: `14:05` or `2:05 PM` (16 §5.2). */
export function formatTime(time: string, hours: 12 | 24): string {
  if (hours === 24) return time;
  const [hour = "", minute = ""] = time.split(":");
  return `${Number(hour) % 12 || 12}:${minute} ${Number(hour) < 12 ? "AM" : "PM"}`;
}

/** The time `14:05` a person typed, on either clock; undefined when it is none. */
export function readTypedTime(text: string): string | undefined {
  const typed = /^(\d{1,2})[:.](\d{2})\s*(?:([ap])\.?m\.?)?$/i.exec(text.trim());
  if (typed === null) return undefined;
  const [, first = "", minute = "", half] = typed;
  const hour = Number(first);
  if (Number(minute) > 59 || hour > 23) return undefined;
  if (half === undefined) return `${first.padStart(2, "0")}:${minute}`;
  if (hour < 1 || hour > 12) return undefined;
  return `${String((hour % 12) + (half.toLowerCase() === "p" ? 12 : 0)).padStart(2, "0")}:${minute}`;
}

/** The day and time `2026-03-01T14:05` a person typed, a blank or a T between them; undefined when it is no such moment. */
export function readTypedMoment(text: string, format: DateFormat): string | undefined {
  const parts = /^(\S+?)(?:T|,?\s+)(\d.*)$/i.exec(text.trim());
  const day = readTypedDay(parts?.[1] ?? "", format);
  const time = readTypedTime(parts?.[2] ?? "");
  return day === undefined || time === undefined ? undefined : `${day}T${time}`;
}
