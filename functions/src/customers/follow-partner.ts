import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { STATUS_CHANGES, activityOf, commentsOf, customerPath, plannedOf } from "@trunkline/domain/paths";
import type { Platform } from "../platform/platform.ts";

const PAGE = 300;

/**
 * Gives the records that hang on a customer his present partner (15 §4.9). It asks for those that carry another one, so
 * running it again finds nothing, and a run that was killed goes on where it stopped.
 */
export async function followPartner(platform: Platform, id: CustomerId): Promise<number> {
  const { db } = platform;
  const partnerId = (await db.doc(customerPath(id)).get()).get("partnerId") as PartnerId | undefined;
  if (partnerId === undefined) return 0;
  let moved = 0;
  const parts = [commentsOf(id), plannedOf(id), activityOf(id)].map((path) => db.collection(path));
  for (const part of [...parts, db.collection(STATUS_CHANGES).where("customerId", "==", id)]) {
    for (;;) {
      const others = await part.where("partnerId", "!=", partnerId).limit(PAGE).get();
      if (others.empty) break;
      const batch = db.batch();
      for (const doc of others.docs) batch.update(doc.ref, { partnerId });
      await batch.commit();
      moved += others.size;
    }
  }
  return moved;
}
