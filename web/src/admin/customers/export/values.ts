import type { FieldValue } from "@trunkline/domain/fields/definition";
import { BILLING_TYPE_LABELS, CATEGORY_LABELS, STATUS_SHORT } from "@trunkline/domain/customer/status";
import type { Directory } from "@trunkline/domain/config/directory";

/** One cell of a file: a day and money are told from text, so that a spreadsheet can count with them. */
export type Cell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "money"; readonly amount: number };

interface Names {
  readonly directory: Directory | undefined;
  /** Digits after the point of the currency. */
  readonly decimals: number;
}

const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_SHORT,
  category: CATEGORY_LABELS,
  billingType: BILLING_TYPE_LABELS,
};
const DAYS = new Set(["dateAdded", "birthday"]);

function plain(value: FieldValue): string {
  if (value === null) return "";
  if (typeof value === "object") return "lat" in value ? `${value.lat}, ${value.lng}` : value.join(", ");
  if (typeof value === "boolean") return value ? "Yes" : "No";
  return String(value);
}

/** A stored value as a person reads it in a file. IDs, phones and ZIP codes are text: nothing may count with them. */
export function cellOf(column: string, value: FieldValue, names: Names): Cell {
  const { directory, decimals } = names;
  if (column === "balance" && typeof value === "number")
    return { kind: "money", amount: value / 10 ** decimals };
  if (DAYS.has(column) && typeof value === "string") return { kind: "day", day: value };
  const text = plain(value);
  if (column === "partnerId" || column === "locationId") {
    const known = column === "partnerId" ? directory?.partners : directory?.locations;
    return {
      kind: "text",
      text: (known as Readonly<Record<string, { name: string }>> | undefined)?.[text]?.name ?? text,
    };
  }
  if (column === "labelIds" && Array.isArray(value)) {
    const labels = directory?.labels as Readonly<Record<string, { title: string }>> | undefined;
    return { kind: "text", text: value.map((id: string) => labels?.[id]?.title ?? id).join(", ") };
  }
  return { kind: "text", text: CHOICES[column]?.[text] ?? text };
}

/** A cell in a file that knows only text; days as `YYYY-MM-DD`, amounts with a point. */
export function textOf(cell: Cell, decimals: number): string {
  if (cell.kind === "day") return cell.day;
  return cell.kind === "money" ? cell.amount.toFixed(decimals) : cell.text;
}
