import {
  Timestamp,
  collection,
  doc,
  getDocFromServer,
  onSnapshot,
  serverTimestamp,
  writeBatch,
  type DocumentSnapshot,
  type FieldValue,
  type Firestore,
} from "firebase/firestore";
import { isRefusal } from "./failure.ts";
import type { Action } from "@trunkline/domain/activity/entry";
import { QUIET, tell, type Told } from "@trunkline/domain/activity/tell";
import type { AdminId, CustomerId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import { activityOf, activityPath } from "@trunkline/domain/paths";
import { CallError } from "../calls.ts";

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
 * the server was a replay of a write that had arrived: it counts as done. Fails with CallError `offline` when that
 * cannot be found out.
 */
export async function writeTold(
  telling: Telling,
  path: string,
  was: Readonly<Record<string, unknown>>,
  will: Readonly<Record<string, unknown>>,
  entryId: EntryId = newEntryId(telling.db, telling.customer.id),
): Promise<void> {
  const { db, customer } = telling;
  const told = toldChange(telling, entryId, was, will);
  if (told === undefined) return;
  const batch = writeBatch(db);
  if (telling.action === "created") batch.set(doc(db, path), told.patch);
  else batch.update(doc(db, path), told.patch);
  batch.set(doc(db, activityPath(customer.id, entryId)), told.entry);
  try {
    await batch.commit();
  } catch (cause) {
    if (!isRefusal(cause) || !(await stands(db, customer.id, entryId))) throw cause;
  }
}

/**
 * When an entry of one's own was written; undefined when the server has no such entry. Asked at once: fails when there
 * is no connection.
 */
export async function entryTime(
  db: Firestore,
  customer: CustomerId,
  entry: EntryId,
): Promise<number | undefined> {
  try {
    return timeOf(await getDocFromServer(doc(db, activityPath(customer, entry))));
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
}

/**
 * Whether the server holds an entry of one's own, however long the connection is cut meanwhile. Fails with CallError
 * `offline` when the listener ends without an answer, as when the page is going: then nobody knows.
 */
export async function stands(db: Firestore, customer: CustomerId, entry: EntryId): Promise<boolean> {
  const found = await onServer(db, activityPath(customer, entry));
  return found !== undefined && timeOf(found) !== undefined;
}

/**
 * A document as the server has it once nothing of it is queued here; undefined when the viewer is refused it. Waits and
 * fails as `stands` does.
 */
export function onServer(db: Firestore, path: string): Promise<DocumentSnapshot | undefined> {
  const answer = new Promise<DocumentSnapshot | undefined>((resolve, reject) => {
    const stop = onSnapshot(
      doc(db, path),
      { includeMetadataChanges: true },
      (found) => {
        if (found.metadata.fromCache || found.metadata.hasPendingWrites) return;
        stop();
        resolve(found);
      },
      (cause) => (isMissing(cause) ? resolve(undefined) : reject(cause)),
    );
  });
  return answer.catch((cause: unknown) => {
    throw new CallError("offline", cause instanceof Error ? cause.message : "No answer");
  });
}

// The rules look into the document: one that is not there is refused.
const isMissing = isRefusal;

function timeOf(entry: DocumentSnapshot): number | undefined {
  const time: unknown = entry.get("time");
  return time instanceof Timestamp ? time.toMillis() : undefined;
}
