import { attrKey, type FieldDefinition } from "@trunkline/domain/fields/definition";
import type { AdminId, LabelId } from "@trunkline/domain/ids/ids";
import { CUSTOMERS, REMOVALS, removalPath } from "@trunkline/domain/paths";
import {
  FieldValue,
  type QueryDocumentSnapshot,
  type Transaction,
  type WriteBatch,
} from "firebase-admin/firestore";
import { dropFilesOf } from "../customers/field-files.ts";
import { destroyFieldSecrets } from "../customers/field-secrets.ts";
import type { Platform } from "../platform/platform.ts";
import { changeTold, eachCustomerOnce } from "./each.ts";
import { giveValues } from "./field-values.ts";

/*
 * A label or an additional field leaves in two steps. The call deletes it, so that from then on nobody is offered it or
 * shown it, and notes in the same transaction that the records still hold it. The note's trigger takes it off them, page by
 * page, and the sweep goes on where that ended: of many records it takes longer than a call may.
 */

/** What a note says besides how far it is; it is read as a job (domain/src/jobs). */
type Noted = {
  readonly uid: AdminId;
  readonly title: string;
} & (
  | { readonly kind: "label" }
  | { readonly kind: "field"; readonly name: string; readonly type: FieldDefinition["type"] }
);

const begun = (noted: Noted, total: number) => ({
  ...noted,
  state: "running",
  total,
  done: 0,
  createdAt: FieldValue.serverTimestamp(),
});

/** Notes that a label is to be taken off the `total` records which carry it; in the transaction that deletes it. */
export function leaveLabel(
  tx: Transaction,
  { db }: Platform,
  uid: AdminId,
  { id, title }: { readonly id: LabelId; readonly title: string },
  total: number,
): void {
  tx.create(db.doc(removalPath(id)), begun({ uid, kind: "label", title }, total));
}

/** Notes that a field's values are to be taken off the `total` records which hold one; in the transaction that deletes it. */
export function leaveField(
  tx: Transaction,
  { db }: Platform,
  uid: AdminId,
  { name, type, title }: FieldDefinition,
  total: number,
): void {
  tx.set(db.doc(removalPath(attrKey(name))), begun({ uid, kind: "field", title, name, type }, total));
}

/**
 * Takes off the records what one note names, from where it stands until it is through or the time is up; then the note
 * goes. Safe by however many at a time and however often, also when the note is gone already.
 */
export async function carryOutRemoval(
  platform: Platform,
  id: string,
  until: number,
): Promise<"done" | "more"> {
  const ref = platform.db.doc(removalPath(id));
  const noted = (await ref.get()).data() as Noted | undefined;
  if (noted === undefined) return "done";
  if (noted.kind === "field") await forgetBeside(platform, noted.name, noted.type);
  const records = platform.db.collection(CUSTOMERS);
  const among = noted.kind === "label" ? records.where("labelIds", "array-contains", id) : records;
  const visit = (batch: WriteBatch, doc: QueryDocumentSnapshot) => takeOff(platform, batch, doc, id, noted);
  if (!(await eachCustomerOnce(platform, ref, visit, { among, until }))) return "more";
  await ref.delete();
  return "done";
}

function takeOff(
  platform: Platform,
  batch: WriteBatch,
  doc: QueryDocumentSnapshot,
  id: string,
  noted: Noted,
): boolean {
  const { kind, title, uid } = noted;
  const will =
    kind === "label"
      ? { labelIds: (doc.get("labelIds") as readonly string[]).filter((one) => one !== id) }
      : { [id]: undefined };
  const cause = `the ${kind === "label" ? "label" : "additional field"} “${title}” was deleted`;
  return changeTold(platform, batch, doc, { actor: uid, source: "administrator" }, will, cause);
}

// What is kept of a field beside the records: secrets first.
async function forgetBeside(platform: Platform, name: string, type: FieldDefinition["type"]): Promise<void> {
  if (type === "password") await destroyFieldSecrets(platform, name);
  if (type === "file") await dropFilesOf(platform, name);
  await giveValues(platform, name);
}

/** Goes on with every removal that is not through; gives how many are. */
export async function carryOutRemovals(platform: Platform, until: number): Promise<number> {
  const notes = await platform.db.collection(REMOVALS).select().get();
  let done = 0;
  for (const { id } of notes.docs) {
    if ((await carryOutRemoval(platform, id, until)) === "done") done += 1;
    if (platform.clock() >= until) break;
  }
  return done;
}
