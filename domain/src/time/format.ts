import type { DateFormat } from "../config/general.ts";
import type { Day } from "./day.ts";
import { parseDay } from "./day.ts";

/** The day as the installation writes dates (16 §5.2). */
export function formatDay(day: Day, format: DateFormat): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return format.replace("YYYY", year).replace("MM", month).replace("DD", date);
}

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
