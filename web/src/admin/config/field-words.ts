import type { FieldDefinition, FieldType, RelationTarget } from "@trunkline/domain/fields/definition";

/** Names of the types of additional fields (10 §8.16). */
export const TYPE_LABELS: Readonly<Record<FieldType, string>> = {
  string: "String",
  text: "Text (multi-line)",
  integer: "Integer",
  decimal: "Decimal",
  boolean: "Boolean",
  date: "Date",
  datetime: "Date & time",
  select: "Select",
  multiselect: "Multi-select",
  email: "Email",
  phone: "Phone",
  url: "URL",
  ip: "IP address",
  password: "Password",
  file: "File",
  relation: "Relation",
};

/** For whom a field shows (10 §8.1). */
export const CATEGORY_WORDS: Readonly<Record<FieldDefinition["category"], string>> = {
  all: "All",
  person: "Individual",
  company: "Business",
};

/** What the customer sees of a field in the portal (10 §8.22). */
export const PORTAL_WORDS: Readonly<Record<FieldDefinition["portal"], string>> = {
  none: "Not shown",
  view: "View",
  edit: "Edit",
};

/** Why the portal can do less with fields of some types. */
export const PORTAL_HINTS: Readonly<Partial<Record<FieldType, string>>> = {
  password: "A password of staff is never shown to the customer.",
  relation: "Other records are not shown to the customer.",
  file: "The customer can download it, and not replace it.",
};

/** What a relation can point to. */
export const RELATION_WORDS: Readonly<Record<RelationTarget, string>> = {
  admin: "Administrator",
  customer: "Customer",
  partner: "Partner",
  location: "Location",
};

/** The choices of a table of words, in its order. */
export function choices<V extends string>(words: Readonly<Record<V, string>>) {
  return (Object.keys(words) as V[]).map((value) => ({ value, label: words[value] }));
}
