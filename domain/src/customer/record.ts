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
import type { Day } from "../time/day.ts";
import type { Instant } from "../time/instant.ts";
import type { AttrValue } from "../fields/definition.ts";
import type { BillingType, Category, CustomerKind, CustomerStatus } from "./status.ts";

/** Decimal degrees (10 §6.1). */
export interface Geo {
  readonly lat: number;
  readonly lng: number;
}

/** What a person can change on the customer: the told fields of the record, by their keys in the document. */
export interface CustomerFields {
  readonly login: string;
  readonly status: CustomerStatus;
  readonly billingType: BillingType;
  readonly name: string;
  readonly emails: readonly string[];
  readonly billingEmails: readonly string[];
  readonly phones: readonly string[];
  readonly partnerId: PartnerId;
  readonly locationId: LocationId;
  readonly street: string;
  readonly zip: string;
  readonly city: string;
  readonly geo: Geo | null;
  readonly dateAdded: Day;
  readonly category: Category;
  readonly birthday: Day | null;
  readonly identification: string;
  readonly companyId: string;
  readonly contactPerson: string;
  readonly vatId: string;
  readonly labelIds: readonly LabelId[];
}

export type CustomerField = keyof CustomerFields;

/** The key of an additional field in the document: `attr_<name>` (flat, so that each is told by itself). */
export type AttrKey = `attr_${string}`;

export type PasswordSetBy = "system" | "admin" | "customer";
export type AddedVia = "admin" | "lead" | "import" | "widget" | "api";

/** What only the system keeps about the customer. */
export interface CustomerFacts {
  readonly number: CustomerNumber;
  readonly kind: CustomerKind;
  readonly balance: Amount;
  readonly nameFolded: string;
  readonly addedBy: AdminId | null;
  readonly addedVia: AddedVia;
  readonly passwordBy: PasswordSetBy;
  /** The next day on which a status change is planned; null paints the calendar icon gray (11 §7.1). */
  readonly nextPlanned: Day | null;
  readonly lastActivity: EntryId;
}

/** The customer as screens and rules of the domain see it: `customers/{id}` read. */
export interface Customer extends CustomerFields, CustomerFacts {
  readonly id: CustomerId;
  readonly attrs: Readonly<Record<string, AttrValue>>;
  /** Additional-field keys (or fixed ones) whose stored value the server found bad, with the reason. */
  readonly flaws: Readonly<Record<string, string>>;
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly passwordAt: Instant | null;
  readonly lastOnlineAt: Instant | null;
  readonly deletedAt: Instant | null;
}

/** `John Doe (000001 - 1)` (10 §1.4). */
export function customerHeading(customer: Pick<Customer, "name" | "login" | "number">): string {
  return `${customer.name} (${customer.login} - ${customer.number})`;
}
