import type { CommentId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  STATUS_CHANGES,
  activityOf,
  commentDeltaPath,
  commentsOf,
  customerPath,
  plannedOf,
} from "@trunkline/domain/paths";
import { commentKey } from "@trunkline/domain/search/comment-lines";
import {
  FieldValue,
  type DocumentSnapshot,
  type Query,
  type QueryDocumentSnapshot,
  type WriteBatch,
} from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

const PAGE = 200;

/**
 * Gives the records that hang on a customer his present partner (15 §4.9). It asks for those that carry another one, so
 * running it again finds nothing, and a run that was killed goes on where it stopped. `now` is the record where it was
 * just read.
 */
export async function followPartner(
  platform: Platform,
  id: CustomerId,
  now?: DocumentSnapshot,
): Promise<number> {
  const { db } = platform;
  const record = now ?? (await db.doc(customerPath(id)).get());
  const partnerId = record.get("partnerId") as PartnerId | undefined;
  if (partnerId === undefined) return 0;
  const take = (part: Query, besides?: Besides) => takeAlong(platform, part, partnerId, besides);
  // In one commit with the move, so that who may not see the comment any more does not find the customer by it.
  const comments = await take(db.collection(commentsOf(id)), (batch, doc) => {
    const former = doc.get("partnerId") as PartnerId;
    const key = commentKey(id, doc.id as CommentId);
    batch.set(db.doc(commentDeltaPath(former, key)), { line: null, at: FieldValue.serverTimestamp() });
  });
  const plans = await take(db.collection(plannedOf(id)));
  const history = await take(db.collection(activityOf(id)));
  const log = await take(db.collection(STATUS_CHANGES).where("customerId", "==", id));
  return comments + plans + history + log;
}

type Besides = (batch: WriteBatch, doc: QueryDocumentSnapshot) => void;

async function takeAlong(
  { db }: Platform,
  part: Query,
  partnerId: PartnerId,
  besides?: Besides,
): Promise<number> {
  for (let moved = 0; ;) {
    const others = await part.where("partnerId", "!=", partnerId).limit(PAGE).get();
    if (others.empty) return moved;
    const batch = db.batch();
    for (const doc of others.docs) {
      batch.update(doc.ref, { partnerId });
      besides?.(batch, doc);
    }
    await batch.commit();
    moved += others.size;
  }
}
