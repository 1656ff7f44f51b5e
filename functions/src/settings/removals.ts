import { attrKey, type FieldDefinition } from "@trunkline/domain/fields/definition";
import type { AdminId, LabelId } from "@trunkline/domain/ids/ids";
import { CUSTOMERS, REMOVALS, removalPath } from "@trunkline/domain/paths";
import type { QueryDocumentSnapshot, Transaction, WriteBatch } from "firebase-admin/firestore";
import { dropFilesOf } from "../customers/field-files.ts";
import { destroyFieldSecrets } from "../customers/field-secrets.ts";
import type { Author } from "../customers/record.ts";
import type { Platform } from "../platform/platform.ts";
import { changeTold, eachCustomerOnce } from "./each.ts";
import { giveValues } from "./field-values.ts";

/*
 * A label or an additional field leaves in two steps. The call deletes it, so that from then on nobody is offered it or
 * shown it, and notes in the same transaction that the records still hold it. The note's trigger takes it off them, page by
 * page, and the sweep goes on where that ended: of many records it takes longer than a call may.
 */

/** What is said of a removal beside its id and its count. */
type Noted = Author & { readonly title: string } & (
    | { readonly what: "label" }
    | { readonly what: "field"; readonly name: string; readonly type: FieldDefinition["type"] }
  );

/** Notes that a label is to be taken off the `total` records which carry it; in the transaction that deletes it. */
export function leaveLabel(
  tx: Transaction,
  { db }: Platform,
  by: AdminId,
  label: { readonly id: LabelId; readonly title: string },
  total: number,
): void {
  const noted: Noted = { ...authorOf(by), what: "label", title: label.title };
  tx.create(db.doc(removalPath(label.id)), { ...noted, total, done: 0 });
}

/** Notes that a field's values are to be taken off the `total` records which hold one; in the transaction that deletes it. */
export function leaveField(
  tx: Transaction,
  { db }: Platform,
  by: AdminId,
  { name, type, title }: FieldDefinition,
  total: number,
): void {
  const noted: Noted = { ...authorOf(by), what: "field", title, name, type };
  tx.set(db.doc(removalPath(attrKey(name))), { ...noted, total, done: 0 });
}

const authorOf = (uid: AdminId): Author => ({ actor: uid, source: "administrator" });

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
  if (noted.what === "field") await forgetBeside(platform, noted.name, noted.type);
  const records = platform.db.collection(CUSTOMERS);
  const among = noted.what === "label" ? records.where("labelIds", "array-contains", id) : records;
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
  const { what, title, actor, source } = noted;
  const will =
    what === "label"
      ? { labelIds: (doc.get("labelIds") as readonly string[]).filter((one) => one !== id) }
      : { [id]: undefined };
  const cause = `the ${what === "label" ? "label" : "additional field"} “${title}” was deleted`;
  return changeTold(platform, batch, doc, { actor, source }, will, cause);
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
