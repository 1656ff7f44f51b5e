import { BILLING_TYPE_LABELS, CATEGORY_LABELS, STATUS_LABELS } from "@trunkline/domain/customer/status";
import { CUSTOMER_FIELDS, isCustomerField } from "@trunkline/domain/customer/table";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { parseDay } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn } from "@trunkline/domain/time/zone";
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
  if (isCustomerField(key)) return CUSTOMER_FIELDS[key].label;
  const definition = definitions.find(({ name }) => key === `attr_${name}`);
  return definition?.title ?? OWN_LABELS[key] ?? key;
}

function nameIn(names: object | undefined, id: string): string {
  const entry: unknown = names === undefined ? undefined : Reflect.get(names, id);
  if (typeof entry !== "object" || entry === null) return id;
  const name: unknown = Reflect.get(entry, "name") ?? Reflect.get(entry, "title");
  return typeof name === "string" ? name : id;
}

const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  status: STATUS_LABELS,
  billingType: BILLING_TYPE_LABELS,
};

/** A value of a told field in words, for timelines and conflicts. */
export function valueText(workspace: Workspace, key: string, value: unknown): string {
  if (value === null || value === undefined || value === "") return "—";
  const directory = workspace.directory();
  if (Array.isArray(value)) {
    if (value.length === 0) return "—";
    return value
      .map((one) => (key === "labelIds" ? nameIn(directory?.labels, String(one)) : String(one)))
      .join(", ");
  }
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "object") {
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
