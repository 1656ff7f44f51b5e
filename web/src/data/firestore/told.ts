import {
  collection,
  doc,
  onSnapshot,
  serverTimestamp,
  writeBatch,
  type DocumentReference,
  type FieldValue,
  type Firestore,
} from "firebase/firestore";
import { isRefusal } from "./failure.ts";
import type { Action } from "@trunkline/domain/activity/entry";
import { QUIET, tell, type Told } from "@trunkline/domain/activity/tell";
import type { AdminId, CustomerId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import { activityOf } from "@trunkline/domain/paths";

/** What every told write of the browser says about itself. */
export interface Telling {
  readonly db: Firestore;
  readonly uid: AdminId;
  readonly customer: { readonly id: CustomerId; readonly partnerId: PartnerId };
  readonly kind: "customer" | "comment";
  readonly record: string;
  readonly action: Action;
  readonly undoes?: string;
}

/** A new id for an entry; made by the device, so that a queued write knows its own. */
export function newEntryId(db: Firestore, customer: CustomerId): EntryId {
  return doc(collection(db, activityOf(customer))).id as EntryId;
}

/** Both halves of a told change, ready for one commit; undefined when nothing told differs. */
export function toldChange(
  telling: Telling,
  entryId: EntryId,
  was: Readonly<Record<string, unknown>>,
  will: Readonly<Record<string, unknown>>,
): Told<FieldValue> | undefined {
  return tell<FieldValue>(was, will, {
    entryId,
    time: serverTimestamp(),
    actor: telling.uid,
    source: "administrator",
    kind: telling.kind,
    record: telling.record,
    action: telling.action,
    partnerId: telling.customer.partnerId,
    quiet: QUIET[telling.kind],
    ...(telling.undoes === undefined ? {} : { undoes: telling.undoes as EntryId }),
  });
}

/**
 * Writes a record and its entry in one commit, queued by the device while offline. A refusal whose entry stands on
 * the server was a replay of a write that had arrived: it counts as done.
 */
export async function writeTold(
  telling: Telling,
  path: string,
  was: Readonly<Record<string, unknown>>,
  will: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { db, customer } = telling;
  const entryId = newEntryId(db, customer.id);
  const told = toldChange(telling, entryId, was, will);
  if (told === undefined) return;
  const entry = doc(db, activityOf(customer.id), entryId);
  const batch = writeBatch(db);
  if (telling.action === "created") batch.set(doc(db, path), told.patch);
  else batch.update(doc(db, path), told.patch);
  batch.set(entry, told.entry);
  try {
    await batch.commit();
  } catch (cause) {
    if (!isRefusal(cause) || !(await stands(entry))) throw cause;
  }
}

/** Whether the server holds a document, however long the connection is cut meanwhile. */
function stands(ref: DocumentReference): Promise<boolean> {
  return new Promise((resolve) => {
    const stop = onSnapshot(
      ref,
      { includeMetadataChanges: true },
      (found) => {
        if (found.metadata.fromCache || found.metadata.hasPendingWrites) return;
        stop();
        resolve(found.exists());
      },
      () => resolve(false),
    );
  });
}
