import { tellEvent } from "@trunkline/domain/activity/tell";
import type { CustomerId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import { sameValue } from "@trunkline/domain/merge/equal";
import { activityPath, CUSTOMERS } from "@trunkline/domain/paths";
import {
  FieldPath,
  FieldValue,
  type DocumentReference,
  type Query,
  type QueryDocumentSnapshot,
  type QuerySnapshot,
  type WriteBatch,
} from "firebase-admin/firestore";
import type { Author } from "../customers/record.ts";
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
    const page = await pageAfter(db.collection(CUSTOMERS), after);
    const batch = db.batch();
    for (const doc of page.docs) visit(batch, doc);
    // Somebody changed one of them between reading and writing: the page is looked at anew.
    if (!(await committed(batch))) continue;
    if (page.size < PAGE) return;
    after = page.docs.at(-1)?.id;
  }
}

/** Among which records a walk goes, and how long. */
interface Walk {
  /** All records, unless only some are meant. */
  readonly among?: Query;
  /** Epoch milliseconds after which no further page is begun. */
  readonly until?: number;
}

/**
 * The same for work that reaches every record once, however often it breaks off and is begun again, and by however
 * many at a time: `mark` says in `reached` how far it came and in `done` how many it changed, in the commit of each page.
 * True when the last record was reached, or the mark is gone; false when the time was up.
 */
export async function eachCustomerOnce(
  platform: Platform,
  mark: DocumentReference,
  visit: (batch: WriteBatch, doc: QueryDocumentSnapshot) => boolean,
  { among = platform.db.collection(CUSTOMERS), until = Infinity }: Walk = {},
): Promise<boolean> {
  for (;;) {
    const now = await mark.get();
    const page = await pageAfter(among, now.get("reached") as string | undefined);
    const last = page.docs.at(-1);
    if (last === undefined || now.updateTime === undefined) return true;
    const batch = platform.db.batch();
    const changed = page.docs.filter((doc) => visit(batch, doc)).length;
    // Only one who goes on from here writes this page; another finds the mark moved and goes on from there.
    const reached = { reached: last.id, done: FieldValue.increment(changed) };
    batch.update(mark, reached, { lastUpdateTime: now.updateTime });
    if ((await committed(batch)) && page.size < PAGE) return true;
    if (platform.clock() >= until) return false;
  }
}

function pageAfter(among: Query, after: string | undefined): Promise<QuerySnapshot> {
  const ordered = among.orderBy(FieldPath.documentId()).limit(PAGE);
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
 * what is so already is left alone. True when something is to be written.
 */
export function changeTold(
  platform: Platform,
  batch: WriteBatch,
  doc: QueryDocumentSnapshot,
  author: Author,
  will: Readonly<Record<string, unknown>>,
  cause: string,
): boolean {
  const was: Readonly<Record<string, unknown>> = doc.data();
  const touched = Object.entries(will).filter(([field, value]) =>
    Object.hasOwn(was, field) ? !sameValue(was[field], value) : value !== undefined && value !== null,
  );
  if (touched.length === 0) return false;
  const entryId = newId<EntryId>(platform.random);
  const time = FieldValue.serverTimestamp();
  const entry = tellEvent({
    ...author,
    time,
    kind: "customer",
    record: doc.id,
    action: "changed",
    // A record without a partner is broken; it must not hold up the others of its page.
    partnerId: (doc.get("partnerId") ?? "") as PartnerId,
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
  return true;
}
