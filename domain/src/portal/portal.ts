import * as z from "zod/mini";
import type { Customer, CustomerFields } from "../customer/record.ts";
import { CUSTOMER_STATUSES } from "../customer/status.ts";
import type { FieldProblem } from "../customer/problem.ts";
import { checkAttr } from "../fields/check.ts";
import { portalChoices } from "../fields/check-definition.ts";
import type { AttrValue, FieldDefinition } from "../fields/definition.ts";
import { FIELD_TYPES, fieldsFor } from "../fields/definition.ts";
import type { FileValue } from "../fields/file.ts";
import { isFileValue } from "../fields/file.ts";
import type { CustomerId, CustomerNumber, PartnerId } from "../ids/ids.ts";
import type { Amount } from "../money/amount.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

const attr = z.object({
  name: z.string(),
  title: z.string(),
  type: z._default(z.enum(FIELD_TYPES), "string"),
  required: z._default(z.boolean(), false),
  min: z._default(z.nullable(z.number()), null),
  max: z._default(z.nullable(z.number()), null),
  options: z._default(z.array(z.string()), []),
  value: z.union([
    z.string(),
    z.number(),
    z.boolean(),
    z.array(z.string()),
    z.custom<FileValue>(isFileValue, "not a file"),
    z.null(),
  ]),
  edit: z.boolean(),
});
const texts = z._default(z.array(z.string()), []);
const text = z._default(z.string(), "");

const Stored = z.object({
  number: z.int(),
  login: z.string(),
  name: z.string(),
  status: z.enum(CUSTOMER_STATUSES),
  partnerId: z.string(),
  emails: texts,
  billingEmails: texts,
  phones: texts,
  street: text,
  zip: text,
  city: text,
  balance: z.int(),
  attrs: z._default(z.array(attr), []),
  files: texts,
});

/** `portal/{id}` read: all that a customer sees of himself, and nothing else of the record (20). */
export interface PortalView {
  readonly id: CustomerId;
  readonly number: CustomerNumber;
  readonly login: string;
  readonly name: string;
  readonly status: Customer["status"];
  readonly partnerId: PartnerId;
  readonly emails: readonly string[];
  readonly billingEmails: readonly string[];
  readonly phones: readonly string[];
  readonly street: string;
  readonly zip: string;
  readonly city: string;
  readonly balance: Amount;
  readonly attrs: readonly PortalAttr[];
  /** Ids of the files among the fields: those he may fetch, which storage.rules looks up here. */
  readonly files: readonly string[];
}

/** An additional field that the customer sees; with `edit` also what he may put into it (10 §8.22, 21 §2.3). */
export interface PortalAttr extends Pick<
  FieldDefinition,
  "name" | "title" | "type" | "required" | "min" | "max"
> {
  readonly value: AttrValue;
  readonly edit: boolean;
  /** What a select offers. */
  readonly options: readonly string[];
}

/** The fixed fields a customer may change of himself: the defaults of 21 §6, until the portal's settings say others. */
export const OWN_FIELDS: readonly (keyof CustomerFields)[] = ["name", "phones"];

/** The document `portal/{id}` for a customer, derived whole each time, so that writing it twice changes nothing. */
export function portalOf(
  customer: Customer,
  definitions: readonly FieldDefinition[],
): Omit<PortalView, "id"> {
  const attrs = fieldsFor(definitions, customer.category)
    // Whatever the definition says: one from before a rule existed must not show what this rule keeps back.
    .filter((field) => field.portal !== "none" && portalChoices(field.type).includes("view"))
    .map((field) => ({
      name: field.name,
      title: field.title,
      type: field.type,
      value: customer.attrs[field.name] ?? null,
      edit: mayEditOwn(field),
      required: field.required,
      min: field.min,
      max: field.max,
      options: field.options.filter(({ retired }) => !retired).map(({ value }) => value),
    }));
  const files = attrs.flatMap(({ value }) => (isFileValue(value) ? [value.id] : []));
  const { number, login, name, status, partnerId, balance } = customer;
  const { emails, billingEmails, phones, street, zip, city } = customer;
  const contact = { emails, billingEmails, phones, street, zip, city };
  return { number, login, name, status, partnerId, ...contact, balance, attrs, files };
}

/** Checks what the customer typed into one of his fields, exactly as the server will (10 §8). */
export function checkOwn(attr: PortalAttr, raw: unknown, zone: string): Result<AttrValue, FieldProblem> {
  const options = attr.options.map((value) => ({ value, retired: false }));
  return checkAttr({ ...attr, options }, raw, zone);
}

/** True for a field that the customer may change in his portal; Readonly keeps staff from it, not him (10 §8.12). */
export function mayEditOwn(field: FieldDefinition): boolean {
  return (
    field.portal === "edit" && portalChoices(field.type).includes("edit") && !field.disabled && !field.hidden
  );
}

/** Reads `portal/{id}`. */
export function readPortal(id: string, data: unknown): Result<PortalView, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(`portal/${id}`, parsed.error);
  const { number, partnerId, balance, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as CustomerId,
    number: number as CustomerNumber,
    partnerId: partnerId as PartnerId,
    balance: balance as Amount,
  });
}
