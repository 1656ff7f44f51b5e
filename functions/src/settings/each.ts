import { CUSTOMERS } from "@trunkline/domain/paths";
import { FieldPath, type QueryDocumentSnapshot, type WriteBatch } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

const PAGE = 400;

/** Goes through every customer, lead and deleted one, in pages; what `visit` puts into the batch is one commit a page. */
export async function eachCustomer(
  platform: Platform,
  visit: (batch: WriteBatch, doc: QueryDocumentSnapshot) => void,
): Promise<void> {
  const { db } = platform;
  let after: string | undefined;
  for (;;) {
    const ordered = db.collection(CUSTOMERS).orderBy(FieldPath.documentId()).limit(PAGE);
    const page = await (after === undefined ? ordered : ordered.startAfter(after)).get();
    const batch = db.batch();
    for (const doc of page.docs) visit(batch, doc);
    await batch.commit();
    if (page.size < PAGE) return;
    after = page.docs.at(-1)?.id;
  }
}
