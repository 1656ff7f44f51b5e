import type { FieldDefinition, FieldValue } from "@trunkline/domain/fields/definition";
import { BILLING_TYPE_LABELS, CATEGORY_LABELS, STATUS_SHORT } from "@trunkline/domain/customer/status";
import type { Directory } from "@trunkline/domain/config/directory";
import type { Instant } from "@trunkline/domain/time/instant";
import { absoluteTime } from "../../../ui/time.tsx";
import type { Cell } from "../../export/cell.ts";

interface Names {
  readonly directory: Directory | undefined;
  /** Digits after the point of the currency. */
  readonly decimals: number;
  readonly fields: readonly FieldDefinition[];
  /** The provider's time zone, an IANA name. */
  readonly timeZone: string;
  /** What an administrator is called. */
  readonly person: (id: string) => string;
}

const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_SHORT,
  category: CATEGORY_LABELS,
  billingType: BILLING_TYPE_LABELS,
};
const DAYS = new Set(["dateAdded", "birthday"]);
const MOMENTS = new Set(["updatedAt", "lastOnlineAt"]);

function momentCell(at: Instant, timeZone: string): Cell {
  const iso = { locale: "en-GB", timeZone, dateFormat: "YYYY-MM-DD", hours: 24 } as const;
  return { kind: "moment", wall: absoluteTime(at, iso) };
}

function plain(value: FieldValue): string {
  if (value === null) return "";
  if (typeof value === "object") {
    if ("lat" in value) return `${value.lat}, ${value.lng}`;
    return "id" in value ? value.name : value.join(", ");
  }
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}

/** More digits than these a spreadsheet rounds. */
const MOST_EXACT = 1e15;

/** A number that a spreadsheet sorts and counts as one; null for anything else, and for one it would round. */
const numberOf = (value: FieldValue): Cell | null =>
  typeof value === "number" && Math.abs(value) < MOST_EXACT ? { kind: "number", value } : null;

/**
 * A stored value as a person reads it in a file. Phones and ZIP codes are text: their zeros at the start count. An ID
 * is a number: as text, 10 would stand before 9.
 */
export function cellOf(column: string, value: FieldValue, names: Names): Cell {
  const { directory, decimals } = names;
  const field = names.fields.find(({ name }) => column === `attr_${name}`);
  if (field !== undefined) return attrCell(field, value, names);
  if (column === "balance" && typeof value === "number")
    return { kind: "money", amount: value / 10 ** decimals };
  const number = column === "number" ? numberOf(value) : null;
  if (number !== null) return number;
  if (DAYS.has(column) && typeof value === "string") return { kind: "day", day: value };
  if (MOMENTS.has(column) && typeof value === "number") return momentCell(value as Instant, names.timeZone);
  const text = plain(value);
  if (column === "addedBy") return { kind: "text", text: text === "" ? "" : names.person(text) };
  if (column === "partnerId" || column === "locationId") {
    const known = column === "partnerId" ? directory?.partners : directory?.locations;
    return {
      kind: "text",
      text: (known as Readonly<Record<string, { name: string }>> | undefined)?.[text]?.name ?? text,
    };
  }
  if (column === "labelIds" && Array.isArray(value)) {
    const labels = directory?.labels as Readonly<Record<string, { title: string }>> | undefined;
    // A deleted label may still stand in the record for some minutes.
    return { kind: "text", text: value.flatMap((id: string) => labels?.[id]?.title ?? []).join(", ") };
  }
  return { kind: "text", text: CHOICES[column]?.[text] ?? text };
}

// What a field points to stands in the file by its name; customers are named by the server already.
function attrCell(field: FieldDefinition, value: FieldValue, { directory }: Names): Cell {
  const text = plain(value);
  if (field.type === "date" && text !== "") return { kind: "day", day: text };
  // Stored as the provider's clock says it, which is how it stands in a file.
  if (field.type === "datetime" && text !== "") return { kind: "moment", wall: text.replace("T", " ") };
  const number = field.type === "integer" || field.type === "decimal" ? numberOf(value) : null;
  if (number !== null) return number;
  if (field.type !== "relation") return { kind: "text", text };
  const { relation } = field;
  const known =
    relation === "admin"
      ? directory?.staff
      : relation === "partner"
        ? directory?.partners
        : relation === "location"
          ? directory?.locations
          : undefined;
  const name = (known as Readonly<Record<string, { readonly name: string }>> | undefined)?.[text]?.name;
  return { kind: "text", text: name ?? text };
}
