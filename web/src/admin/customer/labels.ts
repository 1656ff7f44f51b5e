import { BILLING_TYPE_LABELS, CATEGORY_LABELS, STATUS_LABELS } from "@trunkline/domain/customer/status";
import { fieldTitle } from "@trunkline/domain/customer/title";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { isFileValue } from "@trunkline/domain/fields/file";
import { parseDay } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";
import { customerNameText } from "../customer-names.ts";
import type { Workspace } from "../workspace.tsx";

const OWN_LABELS: Readonly<Record<string, string>> = {
  number: "ID",
  balance: "Account balance",
  text: "Text",
  state: "State",
  scheduled: "Scheduled",
  assignee: "Assignee",
  type: "Type",
  category: "Category",
  pinned: "Pinned",
  format: "Format",
  mentions: "Mentions",
  date: "Date",
};

/** The caption of a told field, of a customer or a comment. */
export function fieldLabel(key: string, definitions: readonly FieldDefinition[]): string {
  return fieldTitle(key, definitions) ?? OWN_LABELS[key] ?? key;
}

function nameIn(names: object | undefined, id: string, unknown = id): string {
  const entry: unknown = names === undefined ? undefined : Reflect.get(names, id);
  if (typeof entry !== "object" || entry === null) return unknown;
  const name: unknown = Reflect.get(entry, "name") ?? Reflect.get(entry, "title");
  return typeof name === "string" ? name : unknown;
}

const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_LABELS,
  billingType: BILLING_TYPE_LABELS,
};

const HIDDEN = "••••••••";

/**
 * A value of an additional field in words, by its type (10 §8.16): names of what it points to, days as the installation
 * writes them, a file by its name, a password never.
 */
function attrText(workspace: Workspace, definition: FieldDefinition, value: unknown): string {
  if (definition.type === "password") return HIDDEN;
  if (isFileValue(value)) return value.name;
  const text = String(value);
  const directory = workspace.directory();
  const format = workspace.general()?.dateFormat;
  switch (definition.type) {
    case "date":
    case "datetime": {
      const day = parseDay(text.slice(0, 10));
      if (day === undefined || format === undefined) return text;
      return [formatDay(day, format), text.slice(11)].filter(Boolean).join(" ");
    }
    case "boolean":
      return value === true ? "Yes" : "No";
    case "multiselect":
      return Array.isArray(value) ? value.join(", ") : text;
    case "relation":
      if (definition.relation === "customer") return customerNameText(workspace.customer(text));
      if (definition.relation === "admin") return workspace.person(text).name;
      return nameIn(
        definition.relation === "partner" ? directory?.partners : directory?.locations,
        text,
        "Unknown",
      );
    default:
      return text;
  }
}

/** A value of a told field in words, for tables, timelines and conflicts. */
export function valueText(workspace: Workspace, key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  const definition = workspace.fields().find(({ name }) => key === `attr_${name}`);
  if (definition !== undefined && !(Array.isArray(value) && value.length === 0))
    return attrText(workspace, definition, value);
  const directory = workspace.directory();
  if (Array.isArray(value)) {
    if (value.length === 0) return "—";
    return value
      .map((one) =>
        key === "labelIds"
          ? nameIn(directory?.labels, String(one), directory === undefined ? "…" : "a deleted label")
          : String(one),
      )
      .join(", ");
  }
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "object") {
    // Of a field that is no more.
    if (isFileValue(value)) return value.name;
    const [lat, lng]: unknown[] = [Reflect.get(value, "lat"), Reflect.get(value, "lng")];
    return typeof lat === "number" && typeof lng === "number" ? `${lat},${lng}` : JSON.stringify(value);
  }
  if (key === "scheduled" && typeof value === "number") {
    const general = workspace.general();
    return new Intl.DateTimeFormat(general?.language, {
      dateStyle: "medium",
      timeStyle: "short",
      timeZone: general?.timeZone ?? "UTC",
    }).format(value);
  }
  const text = String(value);
  if (key === "partnerId") return nameIn(directory?.partners, text);
  if (key === "locationId") return nameIn(directory?.locations, text);
  if (key === "assignee") return workspace.person(text).name;
  if (key === "category") return CATEGORY_LABELS[text as "person"] ?? text;
  const choice = CHOICES[key]?.[text];
  if (choice !== undefined) return choice;
  const day = parseDay(text);
  const format = workspace.general()?.dateFormat;
  return day !== undefined && format !== undefined ? formatDay(day, format) : text;
}

/** The day on which a moment lies for the provider, as the installation writes days. */
export function momentDay(workspace: Workspace, at: Instant): string {
  const general = workspace.general();
  return formatDay(dayIn(general?.timeZone ?? "UTC", at), general?.dateFormat ?? "YYYY-MM-DD");
}
