import * as z from "zod/mini";
import type { AttrValue } from "../fields/definition.ts";
import { isFileValue } from "../fields/file.ts";
import type {
  AdminId,
  CustomerId,
  CustomerNumber,
  EntryId,
  LabelId,
  LocationId,
  PartnerId,
} from "../ids/ids.ts";
import type { Amount } from "../money/amount.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { foldName } from "../text/fold.ts";
import type { Day } from "../time/day.ts";
import { parseDay } from "../time/day.ts";
import { pendingTimestamp } from "../time/instant.ts";
import type { Customer } from "./record.ts";
import { BILLING_TYPES, CATEGORIES, CUSTOMER_KINDS, CUSTOMER_STATUSES } from "./status.ts";

const text = z._default(z.string(), "");
const texts = z._default(z.array(z.string()), []);
const time = z._default(pendingTimestamp, null);
const storedDay = z.custom<Day>(
  (value) => typeof value === "string" && parseDay(value) !== undefined,
  "not a date",
);
const day = z._default(z.nullable(storedDay), null);
const geo = z.object({ lat: z.number(), lng: z.number() });

const Stored = z.looseObject({
  number: z.int(),
  kind: z._default(z.enum(CUSTOMER_KINDS), "customer"),
  login: z.string(),
  status: z.enum(CUSTOMER_STATUSES),
  billingType: z._default(z.enum(BILLING_TYPES), "recurring"),
  name: z.string().check(z.minLength(1)),
  nameFolded: z.optional(z.string()),
  emails: texts,
  billingEmails: texts,
  phones: texts,
  partnerId: z.string().check(z.minLength(1)),
  locationId: z.string().check(z.minLength(1)),
  street: text,
  zip: text,
  city: text,
  geo: z._default(z.nullable(geo), null),
  dateAdded: storedDay,
  category: z._default(z.enum(CATEGORIES), "person"),
  birthday: day,
  identification: text,
  companyId: text,
  contactPerson: text,
  vatId: text,
  labelIds: texts,
  balance: z._default(z.int(), 0),
  addedBy: z._default(z.nullable(z.string()), null),
  addedVia: z._default(z.enum(["admin", "lead", "import", "widget", "api"]), "admin"),
  passwordBy: z._default(z.enum(["system", "admin", "customer"]), "system"),
  passwordAt: time,
  nextPlanned: day,
  flaws: z._default(z.record(z.string(), z.string()), {}),
  lastActivity: text,
  createdAt: time,
  updatedAt: time,
  lastOnlineAt: time,
  deletedAt: time,
});

/** Reads `customers/{id}`; fields that older records lack get their defaults here and nowhere else. */
export function readCustomer(id: string, data: unknown): Result<Customer, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(`customers/${id}`, parsed.error);
  const stored = parsed.data;
  return ok({
    id: id as CustomerId,
    number: stored.number as CustomerNumber,
    kind: stored.kind,
    login: stored.login,
    status: stored.status,
    billingType: stored.billingType,
    name: stored.name,
    nameFolded: stored.nameFolded ?? foldName(stored.name),
    emails: stored.emails,
    billingEmails: stored.billingEmails,
    phones: stored.phones,
    partnerId: stored.partnerId as PartnerId,
    locationId: stored.locationId as LocationId,
    street: stored.street,
    zip: stored.zip,
    city: stored.city,
    geo: stored.geo,
    dateAdded: stored.dateAdded,
    category: stored.category,
    birthday: stored.birthday,
    identification: stored.identification,
    companyId: stored.companyId,
    contactPerson: stored.contactPerson,
    vatId: stored.vatId,
    labelIds: stored.labelIds as LabelId[],
    balance: stored.balance as Amount,
    addedBy: stored.addedBy as AdminId | null,
    addedVia: stored.addedVia,
    passwordBy: stored.passwordBy,
    passwordAt: stored.passwordAt,
    nextPlanned: stored.nextPlanned,
    flaws: stored.flaws,
    lastActivity: stored.lastActivity as EntryId,
    createdAt: stored.createdAt,
    updatedAt: stored.updatedAt,
    lastOnlineAt: stored.lastOnlineAt,
    deletedAt: stored.deletedAt,
    attrs: attrsOf(stored),
  });
}

const PREFIX = "attr_";

// A value of a shape that no field type has is left out here; the server's check marks it on the record.
function attrsOf(stored: Readonly<Record<string, unknown>>): Record<string, AttrValue> {
  const attrs: Record<string, AttrValue> = {};
  for (const [key, value] of Object.entries(stored)) {
    if (key.startsWith(PREFIX) && isAttrValue(value)) attrs[key.slice(PREFIX.length)] = value;
  }
  return attrs;
}

function isAttrValue(value: unknown): value is AttrValue {
  if (value === null || ["string", "number", "boolean"].includes(typeof value)) return true;
  return isFileValue(value) || (Array.isArray(value) && value.every((one) => typeof one === "string"));
}
