import { checkField, type CheckContext } from "@trunkline/domain/customer/check";
import { problemText } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_FIELDS, CUSTOMER_FIELD_KEYS } from "@trunkline/domain/customer/table";
import {
  attrKey,
  fieldsFor,
  isKeptApart,
  type FieldDefinition,
  type FieldValue,
} from "@trunkline/domain/fields/definition";
import { formatGeo } from "@trunkline/domain/geo/typed";
import type { Touched } from "@trunkline/domain/merge/merge";
import type { Changes } from "../../lib/form.ts";

/** What a customer form holds: each field as stored, or as the text typed while it is not storable. */
export type Values = Record<string, FieldValue>;

/** The keys of every field a form of this installation can hold. */
export function formKeys(definitions: readonly FieldDefinition[]): readonly string[] {
  return [...CUSTOMER_FIELD_KEYS, ...definitions.map((definition) => attrKey(definition.name))];
}

/** A stored customer as the form's values. */
export function valuesOf(customer: Customer, definitions: readonly FieldDefinition[]): Values {
  const values: Values = {};
  for (const key of CUSTOMER_FIELD_KEYS) values[key] = customer[key];
  for (const { name } of definitions) values[attrKey(name)] = customer.attrs[name] ?? null;
  return values;
}

/** A value as the text a person edits. */
export function textOf(value: FieldValue | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") {
    if ("lat" in value) return formatGeo(value);
    return "id" in value ? value.name : value.join(", ");
  }
  return String(value);
}

/**
 * What was typed, as the value the form keeps: the stored shape as soon as it can be stored without changing what
 * stands in the field, the text itself until then. So typing back what is stored is no change.
 */
export function fromTyped(key: string, text: string, context: CheckContext): FieldValue {
  const checked = checkField(key, text, context);
  return checked.ok && textOf(checked.value) === text ? checked.value : text;
}

/** Which fields show for a category; the values of the others stay as they are. */
export function visibleKeys(values: Values, definitions: readonly FieldDefinition[]): ReadonlySet<string> {
  const category = values["category"] === "company" ? "company" : "person";
  return new Set([
    ...CUSTOMER_FIELD_KEYS.filter((key) => category === "company" || !CUSTOMER_FIELDS[key].businessOnly),
    ...fieldsFor(definitions, category).map(({ name }) => attrKey(name)),
  ]);
}

/** The sentence for each visible field that cannot be stored as it stands. */
export function problemsOf(
  values: Values,
  definitions: readonly FieldDefinition[],
  context: CheckContext,
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const key of visibleKeys(values, definitions)) {
    const checked = checkField(key, values[key] ?? null, context);
    if (!checked.ok) problems[key] = problemText(checked.error);
  }
  return problems;
}

/** What a draft may keep on this device: everything typed but passwords (12 §2.5). */
export function draftOf<C extends object>(changes: C, definitions: readonly FieldDefinition[]): C {
  const secret = new Set<string>(
    definitions.filter(({ type }) => type === "password").map(({ name }) => attrKey(name)),
  );
  return Object.fromEntries(Object.entries(changes).filter(([key]) => !secret.has(key))) as C;
}

/**
 * What a Save sends: touched fields in stored shape, with the values they started from. What is typed in a field that the
 * category has hidden since is sent where it can be stored (10 §2); where it cannot, nobody could see why not.
 */
export function touchedOf(
  changes: Changes<Values>,
  context: CheckContext,
  visible: ReadonlySet<string>,
): Record<string, Touched> {
  const touched: Record<string, Touched> = {};
  for (const [key, change] of Object.entries(changes)) {
    if (change === undefined) continue;
    const checked = checkField(key, change.value, context);
    if (!checked.ok && !visible.has(key)) continue;
    touched[key] = { base: change.base, mine: checked.ok ? checked.value : change.value };
  }
  return touched;
}

/**
 * What a Save leaves in each field of the record: not always letter by letter what was typed, and of what lies elsewhere
 * (passwords, files) something only the server knows.
 */
export function storedBy(
  touched: Readonly<Record<string, Touched>>,
  definitions: readonly FieldDefinition[],
): Values {
  const apart = new Set<string>(definitions.filter(isKeptApart).map(({ name }) => attrKey(name)));
  return Object.fromEntries(
    Object.entries(touched).flatMap(([name, { mine }]) =>
      apart.has(name) ? [] : [[name, mine as FieldValue]],
    ),
  );
}
