import type { Customer } from "@trunkline/domain/customer/record";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { lineOf, type IndexedFields } from "@trunkline/domain/search/line";
import { sha256 } from "../platform/hash.ts";

/** What of a customer was last told to which partner's index; kept in `matches/{id}.indexed`. */
export interface Indexed {
  readonly hash: string;
  readonly partnerId: PartnerId;
}

/** The customer's line for the index of his partner; leads and deleted customers have none. */
export function indexedLine(customer: Customer, fields: IndexedFields): string | null {
  return customer.kind === "customer" ? lineOf(customer, fields) : null;
}

/** What is kept once that line is in the index. */
export function indexedAs(line: string | null, partnerId: PartnerId): Indexed {
  return { hash: sha256(line ?? ""), partnerId };
}
