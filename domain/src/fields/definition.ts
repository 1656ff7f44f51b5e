import type { Category } from "../customer/status.ts";
import type { Geo } from "../customer/record.ts";
import type { FileValue } from "./file.ts";

export const FIELD_TYPES = [
  "string",
  "text",
  "integer",
  "decimal",
  "boolean",
  "date",
  "datetime",
  "select",
  "multiselect",
  "email",
  "phone",
  "url",
  "ip",
  "password",
  "file",
  "relation",
] as const;

/** Types of additional fields (10 §8.16). */
export type FieldType = (typeof FIELD_TYPES)[number];

export const RELATION_TARGETS = ["admin", "customer", "partner", "location"] as const;
export type RelationTarget = (typeof RELATION_TARGETS)[number];

/**
 * What `attr_<name>` can hold in the document. Dates are `YYYY-MM-DD`, moments `YYYY-MM-DDTHH:MM` of the company's zone. Of
 * a password it is the moment it was set, in milliseconds: the record tells that there is one, and never which.
 */
export type AttrValue = string | number | boolean | readonly string[] | FileValue | null;

/** A value of any told field. */
export type FieldValue = AttrValue | Geo;

/** One additional field as the operator defined it (10 §8). */
export interface FieldDefinition {
  /** `^[a-z][a-z0-9_]{0,62}$`; stored as `attr_<name>`; fixed after creation. */
  readonly name: string;
  readonly title: string;
  readonly type: FieldType;
  readonly category: "all" | Category;
  readonly defaultValue: AttrValue;
  /** Text: characters; numbers: bounds of the value. */
  readonly min: number | null;
  readonly max: number | null;
  readonly required: boolean;
  readonly unique: boolean;
  readonly showInList: boolean;
  readonly onAdd: boolean;
  readonly searchable: boolean;
  readonly readonly: boolean;
  readonly disabled: boolean;
  readonly hidden: boolean;
  readonly portal: "none" | "view" | "edit";
  /** Of select types, in their order. A retired one stays visible where it is stored but cannot be chosen. */
  readonly options: readonly { readonly value: string; readonly retired: boolean }[];
  readonly relation: RelationTarget | null;
  readonly position: number;
}

/** `config/customerFields`: the definitions, and the keys a browser may write by itself. */
export interface CustomerFieldsConfig {
  readonly fields: readonly FieldDefinition[];
  /** Keys `attr_<name>` that the rules let a browser write: no unique, secret, file, read-only, disabled or hidden field. */
  readonly names: readonly string[];
}

const NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** True for a storable field name (10 §8.2). */
export function isFieldName(name: string): boolean {
  return NAME.test(name);
}

/** The key under which a customer document holds the field's value. */
export function attrKey(name: string): `attr_${string}` {
  return `attr_${name}`;
}

/** True when a browser may write the field under the rules; the others go through `saveCustomer`. */
export function writableByBrowser(field: FieldDefinition): boolean {
  return !(field.unique || field.readonly || field.disabled || field.hidden || isKeptApart(field));
}

/** True for a field whose value lies elsewhere than in the record: a sealed password, the bytes of a file. */
export function isKeptApart({ type }: Pick<FieldDefinition, "type">): boolean {
  return type === "password" || type === "file";
}

/**
 * The definitions as forms and Saves obey them. While passwords are shown to nobody (10 §4.2) no readable copy of one may
 * be kept, and one that cannot be read again is worth nothing: fields of that type are then as if disabled.
 */
export function usableFields(
  fields: readonly FieldDefinition[],
  { showPasswords }: { readonly showPasswords: boolean },
): readonly FieldDefinition[] {
  return showPasswords
    ? fields
    : fields.map((field) => (field.type === "password" ? { ...field, disabled: true } : field));
}

/** So many additional fields a browser may write in one Save: the rules look at each by itself. More go through `saveCustomer`. */
export const MOST_BY_BROWSER = 5;

/** The `names` of `config/customerFields` that belong to these definitions. */
export function browserNames(fields: readonly FieldDefinition[]): readonly string[] {
  return fields.filter(writableByBrowser).map((field) => attrKey(field.name));
}

/** The fields a form shows for a category, in their order; hidden ones are never shown (10 §8.1, §8.14). */
export function fieldsFor(
  fields: readonly FieldDefinition[],
  category: Category,
): readonly FieldDefinition[] {
  return fields
    .filter((field) => !field.hidden && (field.category === "all" || field.category === category))
    .sort((a, b) => a.position - b.position || (a.name < b.name ? -1 : 1));
}
