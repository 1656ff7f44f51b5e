import { tellEvent } from "@trunkline/domain/activity/tell";
import type { CustomerId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import { sameValue } from "@trunkline/domain/merge/equal";
import { activityPath, CUSTOMERS } from "@trunkline/domain/paths";
import {
  FieldPath,
  FieldValue,
  type DocumentReference,
  type QueryDocumentSnapshot,
  type QuerySnapshot,
  type WriteBatch,
} from "firebase-admin/firestore";
import { byAdmin } from "../customers/record.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";

// Each customer may be two writes: his record and what his history tells of it.
const PAGE = 200;
/** FAILED_PRECONDITION */
const CHANGED_SINCE = 9;

/** Goes through every customer, lead and deleted one, in pages; what `visit` puts into the batch is one commit a page. */
export async function eachCustomer(
  platform: Platform,
  visit: (batch: WriteBatch, doc: QueryDocumentSnapshot) => void,
): Promise<void> {
  const { db } = platform;
  let after: string | undefined;
  for (;;) {
    const page = await pageAfter(platform, after);
    const batch = db.batch();
    for (const doc of page.docs) visit(batch, doc);
    // Somebody changed one of them between reading and writing: the page is looked at anew.
    if (!(await committed(batch))) continue;
    if (page.size < PAGE) return;
    after = page.docs.at(-1)?.id;
  }
}

/**
 * The same for work that reaches every record once, however often it breaks off and is begun again, and by however
 * many at a time: `mark` says in `reached` how far it came, in the commit of each page.
 */
export async function eachCustomerOnce(
  platform: Platform,
  mark: DocumentReference,
  visit: (batch: WriteBatch, doc: QueryDocumentSnapshot) => void,
): Promise<void> {
  for (;;) {
    const now = await mark.get();
    const page = await pageAfter(platform, now.get("reached") as string | undefined);
    const last = page.docs.at(-1);
    if (last === undefined || now.updateTime === undefined) return;
    const batch = platform.db.batch();
    for (const doc of page.docs) visit(batch, doc);
    // Only one who goes on from here writes this page; another finds the mark moved and goes on from there.
    batch.update(mark, { reached: last.id }, { lastUpdateTime: now.updateTime });
    if ((await committed(batch)) && page.size < PAGE) return;
  }
}

function pageAfter({ db }: Platform, after: string | undefined): Promise<QuerySnapshot> {
  const ordered = db.collection(CUSTOMERS).orderBy(FieldPath.documentId()).limit(PAGE);
  return (after === undefined ? ordered : ordered.startAfter(after)).get();
}

/** Commits; false where somebody changed one of the records since it was read: then nothing was written. */
export async function committed(batch: WriteBatch): Promise<boolean> {
  try {
    await batch.commit();
    return true;
  } catch (cause) {
    if ((cause as { readonly code?: unknown }).code !== CHANGED_SINCE) throw cause;
    return false;
  }
}

/**
 * Puts into the batch what a change of the settings does to one customer, and the entry of his history that tells it and
 * why (12 §6.5). It is written only if he is as he was read, so that the entry is true. An undefined value is taken away;
 * what is so already is left alone.
 */
export function changeTold(
  platform: Platform,
  batch: WriteBatch,
  doc: QueryDocumentSnapshot,
  caller: AdminCaller,
  will: Readonly<Record<string, unknown>>,
  cause: string,
): void {
  const was: Readonly<Record<string, unknown>> = doc.data();
  const touched = Object.entries(will).filter(([field, value]) =>
    Object.hasOwn(was, field) ? !sameValue(was[field], value) : value !== undefined && value !== null,
  );
  if (touched.length === 0) return;
  const entryId = newId<EntryId>(platform.random);
  const time = FieldValue.serverTimestamp();
  const entry = tellEvent({
    ...byAdmin(caller),
    time,
    kind: "customer",
    record: doc.id,
    action: "changed",
    partnerId: doc.get("partnerId") as PartnerId,
    cause,
  });
  const known = touched.filter(([field]) => Object.hasOwn(was, field));
  batch.update(
    doc.ref,
    {
      ...Object.fromEntries(
        touched.map(([field, value]) => [field, value === undefined ? FieldValue.delete() : value]),
      ),
      updatedAt: time,
      lastActivity: entryId,
    },
    { lastUpdateTime: doc.updateTime },
  );
  batch.create(platform.db.doc(activityPath(doc.id as CustomerId, entryId)), {
    ...entry,
    before: Object.fromEntries(known.map(([field]) => [field, was[field]])),
    after: Object.fromEntries(touched.filter(([, value]) => value !== undefined)),
  });
}
