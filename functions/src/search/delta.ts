import type { Customer } from "@trunkline/domain/customer/record";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { searchDeltaPath } from "@trunkline/domain/paths";
import { indexedFields } from "@trunkline/domain/search/line";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { indexedAs, indexedLine, type Indexed } from "./indexed.ts";

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
  const line = indexedLine(customer, indexedFields(definitions));
  const indexed = indexedAs(line, partnerId);
  if (known?.hash === indexed.hash && known.partnerId === partnerId) return undefined;
  const at = FieldValue.serverTimestamp();
  tx.set(platform.db.doc(searchDeltaPath(partnerId, id)), { line, at });
  if (known !== undefined && known.partnerId !== partnerId) {
    tx.set(platform.db.doc(searchDeltaPath(known.partnerId, id)), { line: null, at });
  }
  return indexed;
}
