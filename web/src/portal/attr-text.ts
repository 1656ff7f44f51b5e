import type { GeneralConfig } from "@trunkline/domain/config/general";
import type { PortalAttr } from "@trunkline/domain/portal/portal";
import { parseDay } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";

/** A field's value as the customer reads it, days as the installation writes them; empty when there is none. */
export function attrText(
  { type, value }: Pick<PortalAttr, "type" | "value">,
  { dateFormat }: Pick<GeneralConfig, "dateFormat">,
): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "object") return "id" in value ? value.name : value.join(", ");
  if (type !== "date" && type !== "datetime") return String(value);
  // A moment is a day, a T and the time of the provider's clock.
  const [first = "", ...time] = String(value).split("T");
  const day = parseDay(first);
  return [day === undefined ? first : formatDay(day, dateFormat), ...time].join(" ");
}
