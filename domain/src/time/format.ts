import type { DateFormat } from "../config/general.ts";
import type { Day } from "./day.ts";

/** The day as the installation writes dates (16 §5.2). */
export function formatDay(day: Day, format: DateFormat): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return format.replace("YYYY", year).replace("MM", month).replace("DD", date);
}
