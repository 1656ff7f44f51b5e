import type { PortalAttr } from "@trunkline/domain/portal/portal";

/** A field's value as the customer reads it; empty when there is none. */
export function attrText({ type, value }: Pick<PortalAttr, "type" | "value">): string {
  if (value === null) return "";
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "object") return "id" in value ? value.name : value.join(", ");
  return type === "datetime" ? String(value).replace("T", " ") : String(value);
}
