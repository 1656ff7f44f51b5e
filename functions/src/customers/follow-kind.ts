import type { CustomerId } from "@trunkline/domain/ids/ids";
import { commentsOf, customerPath } from "@trunkline/domain/paths";
import {
  FieldPath,
  FieldValue,
  type DocumentSnapshot,
  type QueryDocumentSnapshot,
} from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

const PAGE = 300;

/** What a comment keeps of whom it was for while its customer is away. */
interface Shelved {
  readonly assignee: string | null;
  readonly mentions: readonly string[];
}

/**
 * Takes to-dos and mentions of a customer who was deleted or became a lead off the lists of those they are for, and puts
 * them back when he returns (11 §8.3, §8.5): nobody could do or even read them meanwhile. The record says where he stands
 * (`shelved`), so every run but the first after a change finds nothing to do, and a killed one is done anew. `now` is the
 * record where it was just read.
 */
export async function followKind(
  platform: Platform,
  id: CustomerId,
  now?: DocumentSnapshot,
): Promise<number> {
  const { db } = platform;
  const ref = db.doc(customerPath(id));
  const record = now ?? (await ref.get());
  const away = record.get("kind") !== "customer";
  if (!record.exists || away === (record.get("shelved") === true)) return 0;
  let followed = 0;
  let after: QueryDocumentSnapshot | undefined;
  do {
    const ordered = db.collection(commentsOf(id)).orderBy(FieldPath.documentId()).limit(PAGE);
    const page = await (after === undefined ? ordered : ordered.startAfter(after)).get();
    const batch = db.batch();
    for (const doc of page.docs) {
      const patch = away ? shelve(doc) : putBack(doc);
      if (patch === undefined) continue;
      batch.update(doc.ref, patch);
      followed += 1;
    }
    await batch.commit();
    after = page.size < PAGE ? undefined : page.docs.at(-1);
  } while (after !== undefined);
  // Should he have come back meanwhile, this write lets him be looked at once more.
  await ref.update({ shelved: away ? true : FieldValue.delete() });
  return followed;
}

function shelve(doc: QueryDocumentSnapshot): object | undefined {
  const assignee = (doc.get("assignee") ?? null) as string | null;
  const mentions = (doc.get("mentions") ?? []) as readonly string[];
  if (doc.get("state") === "deleted" || (assignee === null && mentions.length === 0)) return undefined;
  return { assignee: null, mentions: [], shelved: { assignee, mentions } satisfies Shelved };
}

function putBack(doc: QueryDocumentSnapshot): object | undefined {
  const shelved = doc.get("shelved") as Shelved | undefined;
  return shelved === undefined ? undefined : { ...shelved, shelved: FieldValue.delete() };
}
