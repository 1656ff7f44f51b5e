import type { FieldDefinition, FieldValue } from "../fields/definition.ts";
import { attrKey, fieldsFor } from "../fields/definition.ts";
import { checkAttr } from "../fields/check.ts";
import type { LocationId, PartnerId } from "../ids/ids.ts";
import { foldName } from "../text/fold.ts";
import type { Day } from "../time/day.ts";
import type { CheckContext } from "./check.ts";
import { checkFields } from "./check.ts";
import type { FieldProblem } from "./problem.ts";
import type { CustomerFields } from "./record.ts";
import type { BillingType, Category } from "./status.ts";

/** Defaults of the add form (14 §3). */
export interface AddDefaults {
  readonly billingType: BillingType;
  readonly partnerId: PartnerId;
  readonly locationId: LocationId;
  readonly today: Day;
  /** The office's zone. */
  readonly zone: string;
}

/** The add form's fields before anything is typed. The login is filled by the server when left blank. */
export function emptyCustomer(defaults: AddDefaults): CustomerFields {
  return {
    login: "",
    status: "new",
    billingType: defaults.billingType,
    name: "",
    emails: [],
    billingEmails: [],
    phones: [],
    partnerId: defaults.partnerId,
    locationId: defaults.locationId,
    street: "",
    zip: "",
    city: "",
    geo: null,
    dateAdded: defaults.today,
    category: "person",
    birthday: null,
    identification: "",
    companyId: "",
    contactPerson: "",
    vatId: "",
    labelIds: [],
  };
}

/** A customer about to be made: told fields with their defaults, and what is wrong with them. */
export interface NewCustomer {
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly problems: Readonly<Record<string, FieldProblem>>;
}

/**
 * Checks what the add form sends (14 §3, 10 §8.19): every field left out gets its default, the status is always New,
 * a blank login is left for the server, additional fields of the category are required as defined.
 */
export function prepareCustomer(
  typed: Readonly<Record<string, unknown>>,
  defaults: AddDefaults,
  definitions: readonly FieldDefinition[],
): NewCustomer {
  const context: CheckContext = { today: defaults.today, zone: defaults.zone, definitions };
  // A default was typed when the field was defined, and nobody is here who could type another.
  const standard: Record<string, unknown> = {};
  const whole: Record<string, unknown> = { ...emptyCustomer(defaults), ...typed, status: "new" };
  const blankLogin = typeof whole["login"] === "string" && whole["login"].trim() === "";
  if (blankLogin) delete whole["login"];
  const category: Category = whole["category"] === "company" ? "company" : "person";
  const attrProblems: Record<string, FieldProblem> = {};
  for (const field of definitions) if (field.hidden) delete whole[attrKey(field.name)];
  for (const field of fieldsFor(definitions, category)) {
    const key = attrKey(field.name);
    // What the form shows locked is not the form's to send: a disabled field stays empty, a read-only one has its default.
    if (field.disabled || field.readonly) delete whole[key];
    if (Object.hasOwn(whole, key) || field.disabled) continue;
    // A required field that the add form does not show cannot be filled there, so its default stands as it is.
    const value = checkAttr(
      { ...field, required: field.required && field.onAdd && !field.readonly },
      field.defaultValue,
    );
    if (!value.ok) attrProblems[key] = value.error;
    else if (value.value !== null) standard[key] = value.value;
  }
  const given = checkFields(whole, context);
  const kept = checkFields(standard, { ...context, zone: undefined });
  return {
    fields: { ...given.values, ...kept.values },
    problems: { ...given.problems, ...kept.problems, ...attrProblems },
  };
}

/** Quiet fields that follow from told ones; written with them. */
export function derivedFields(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return typeof fields["name"] === "string" ? { nameFolded: foldName(fields["name"]) } : {};
}

/**
 * Required additional fields that would be empty after an edit (10 §8.19): checked for the whole record, not only for
 * what was touched, unless the field is hidden, disabled or read-only.
 */
export function missingRequired(
  record: Readonly<Record<string, unknown>>,
  category: Category,
  definitions: readonly FieldDefinition[],
): Readonly<Record<string, FieldProblem>> {
  const missing: Record<string, FieldProblem> = {};
  for (const field of fieldsFor(definitions, category)) {
    if (!field.required || field.disabled || field.readonly) continue;
    const value = record[attrKey(field.name)];
    const empty =
      value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
    if (empty) missing[attrKey(field.name)] = { kind: "required" };
  }
  return missing;
}
