import * as z from "zod/mini";
import type { Customer, CustomerFields } from "../customer/record.ts";
import { CUSTOMER_STATUSES } from "../customer/status.ts";
import type { AttrValue, FieldDefinition } from "../fields/definition.ts";
import { fieldsFor } from "../fields/definition.ts";
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
}

export interface PortalAttr {
  readonly name: string;
  readonly title: string;
  readonly value: AttrValue;
  readonly edit: boolean;
}

/** The fixed fields a customer may change of himself: the defaults of 21 §6, until the portal's settings say others. */
export const OWN_FIELDS: readonly (keyof CustomerFields)[] = ["name", "phones"];

/** The document `portal/{id}` for a customer, derived whole each time, so that writing it twice changes nothing. */
export function portalOf(
  customer: Customer,
  definitions: readonly FieldDefinition[],
): Omit<PortalView, "id"> {
  const {
    number,
    login,
    name,
    status,
    partnerId,
    emails,
    billingEmails,
    phones,
    street,
    zip,
    city,
    balance,
  } = customer;
  const attrs = fieldsFor(definitions, customer.category)
    .filter((field) => field.portal !== "none" && field.type !== "password")
    .map((field) => ({
      name: field.name,
      title: field.title,
      value: customer.attrs[field.name] ?? null,
      edit: field.portal === "edit",
    }));
  return {
    number,
    login,
    name,
    status,
    partnerId,
    emails,
    billingEmails,
    phones,
    street,
    zip,
    city,
    balance,
    attrs,
  };
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
