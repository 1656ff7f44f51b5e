import type { Customer } from "@trunkline/domain/customer/record";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { searchDeltaPath } from "@trunkline/domain/paths";
import { lineOf, searchedFields } from "@trunkline/domain/search/line";
import { Timestamp, type Transaction } from "firebase-admin/firestore";
import { sha256 } from "../platform/hash.ts";
import type { Platform } from "../platform/platform.ts";

/** What of a customer was last told to which partner's index; kept in `matches/{id}.indexed`. */
export interface Indexed {
  readonly hash: string;
  readonly partnerId: PartnerId;
}

/**
 * Tells the search index of a customer's partner what changed, and the index of his former partner that he is gone.
 * Undefined when the index knows already; else what is to be kept as `indexed` in the same transaction.
 */
export function writeDelta(
  tx: Transaction,
  platform: Platform,
  customer: Customer,
  definitions: readonly FieldDefinition[],
  known: Indexed | undefined,
): Indexed | undefined {
  const { id, partnerId } = customer;
  // Leads and deleted customers are not found.
  const stored = customer.kind === "customer" ? lineOf(customer, searchedFields(definitions)) : null;
  const indexed: Indexed = { hash: sha256(stored ?? ""), partnerId };
  if (known?.hash === indexed.hash && known.partnerId === partnerId) return undefined;
  const at = Timestamp.fromMillis(platform.clock());
  tx.set(platform.db.doc(searchDeltaPath(partnerId, id)), { line: stored, at });
  if (known !== undefined && known.partnerId !== partnerId) {
    tx.set(platform.db.doc(searchDeltaPath(known.partnerId, id)), { line: null, at });
  }
  return indexed;
}
