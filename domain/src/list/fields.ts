import { CUSTOMER_FIELDS } from "../customer/table.ts";
import { BILLING_TYPES, CATEGORIES, CUSTOMER_STATUSES } from "../customer/status.ts";
import { attrKey, type FieldDefinition, type FieldType } from "../fields/definition.ts";

/**
 * How the values of a column are compared. `any`: the record holds one or several of a known set; `day`: a date, or a
 * moment by its date; `money` is a whole number of the minor unit; `comment` is no value of the record.
 */
export type ListKind = "text" | "phones" | "any" | "yes-no" | "number" | "money" | "day" | "comment";

/** One column of the customer list by which rows can be narrowed and ordered (14 §1.3, §2.2). */
export interface ListField {
  /** The key in the document. */
  readonly key: string;
  readonly kind: ListKind;
  /** Values that can be chosen, where they are known here. Partners, labels and people are named by the directory. */
  readonly values?: readonly string[];
}

const KINDS: Partial<Record<FieldType, ListKind>> = {
  string: "text",
  text: "text",
  email: "text",
  url: "text",
  ip: "text",
  phone: "phones",
  integer: "number",
  decimal: "number",
  boolean: "yes-no",
  date: "day",
  datetime: "day",
  select: "any",
  multiselect: "any",
};

const FIXED: readonly ListField[] = [
  { key: "number", kind: "number" },
  { key: "status", kind: "any", values: CUSTOMER_STATUSES },
  { key: "login", kind: "text" },
  { key: "name", kind: "text" },
  { key: "phones", kind: "phones" },
  { key: "emails", kind: "text" },
  { key: "billingEmails", kind: "text" },
  { key: "labelIds", kind: "any" },
  { key: "balance", kind: "money" },
  { key: "partnerId", kind: "any" },
  { key: "locationId", kind: "any" },
  { key: "street", kind: "text" },
  { key: "zip", kind: "text" },
  { key: "city", kind: "text" },
  { key: "dateAdded", kind: "day" },
  { key: "category", kind: "any", values: CATEGORIES },
  { key: "billingType", kind: "any", values: BILLING_TYPES },
  { key: "birthday", kind: "day" },
  { key: "identification", kind: "text" },
  { key: "companyId", kind: "text" },
  { key: "contactPerson", kind: "text" },
  { key: "vatId", kind: "text" },
  { key: "addedBy", kind: "any" },
];

/** The additional fields that can stand in a list: whoever may see it may see them, so secrets cannot. */
export function listedDefinitions(definitions: readonly FieldDefinition[]): readonly FieldDefinition[] {
  return definitions
    .filter(({ type, hidden }) => !hidden && type !== "password")
    .toSorted((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
}

function kindOf(field: FieldDefinition): ListKind | undefined {
  if (field.type === "relation") return field.relation === "customer" ? undefined : "any";
  // A long text is in the index only where search is to find it.
  return field.type === "text" && !field.searchable ? undefined : KINDS[field.type];
}

/** Every column that narrows or orders the list, for the additional fields of this installation. */
export function listFields(definitions: readonly FieldDefinition[]): readonly ListField[] {
  const attrs = listedDefinitions(definitions).flatMap((field): readonly ListField[] => {
    const kind = kindOf(field);
    if (kind === undefined) return [];
    const values = field.options.length === 0 ? {} : { values: field.options.map(({ value }) => value) };
    return [{ key: attrKey(field.name), kind, ...values }];
  });
  return [...FIXED, ...attrs];
}

/** Narrows the list to those who have such a comment or to-do (14 §4.1.10); no column shows it. */
export const COMMENT_FIELD: ListField = { key: "comment", kind: "comment" };

/** The name of a fixed field as people read it. */
export function fixedTitle(key: string): string {
  return key in CUSTOMER_FIELDS ? CUSTOMER_FIELDS[key as keyof typeof CUSTOMER_FIELDS].label : key;
}
