import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  labelUse as useCall,
  removeLabel as removeCall,
  saveLabel as saveCall,
  SaveLabelAnswer,
} from "@trunkline/domain/calls/settings";
import { checkLine } from "@trunkline/domain/customer/check";
import type { LabelId } from "@trunkline/domain/ids/ids";
import { CUSTOMERS, labelPath } from "@trunkline/domain/paths";
import { fold } from "@trunkline/domain/text/fold";
import type { Transaction } from "firebase-admin/firestore";
import { readNames, writeDirectories } from "../admins/directory.ts";
import { badField, notAllowed, notFound } from "../doorway/errors.ts";
import { answerOnce, pressOf } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { leaveLabel } from "./removals.ts";

const LONGEST_TITLE = 50;

/** Adds or changes a label of customers; its title is unique without case (10 §7.1). */
export async function saveLabel(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof saveCall>,
): Promise<SaveLabelAnswer> {
  if (caller.session.partner !== "*") return notAllowed;
  const title = checkLine(input.title, 1, LONGEST_TITLE);
  if (!title.ok) return badField("title", title.error);
  const { db } = platform;
  const { key, ...sent } = input;
  const press = pressOf(db, caller.uid, "saveLabel", key, sent);
  const save = async (tx: Transaction): Promise<SaveLabelAnswer> => {
    const { sources } = await readNames(tx, db);
    const id = (input.labelId ?? newId<LabelId>(platform.random)) as LabelId;
    const others = sources.labels.filter((label) => label.id !== id);
    if (input.labelId !== null && others.length === sources.labels.length) return notFound;
    const twin = others.some((label) => fold(label.title) === fold(title.value));
    if (twin) return badField("title", { kind: "taken", number: null });
    const look = { title: title.value, colour: input.colour };
    tx.set(db.doc(labelPath(id)), { ...look, module: "customers" });
    writeDirectories(tx, db, { ...sources, labels: [...others, { id, ...look }] });
    const attributes = { label: id };
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "saveLabel",
      result: "done",
      attributes,
    });
    return { kind: "done", labelId: id };
  };
  return db.runTransaction((tx) => answerOnce(tx, platform, press, ["done"], () => save(tx)));
}

/** How many records, leads and deleted ones too, carry the label: what the confirmation of its deletion states. */
export async function labelUse(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof useCall>,
): Promise<AnswerOf<typeof useCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  return { kind: "use", records: await carrying(platform, input.labelId) };
}

/** Deletes a label (10 §7.6): from now on nobody can choose or see it; the records lose it after the answer. */
export async function removeLabel(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof removeCall>,
): Promise<AnswerOf<typeof removeCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  const { db } = platform;
  const total = await carrying(platform, input.labelId);
  return db.runTransaction(async (tx): Promise<AnswerOf<typeof removeCall>> => {
    const { sources } = await readNames(tx, db);
    const kept = sources.labels.filter((label) => label.id !== input.labelId);
    const gone = sources.labels.find((label) => label.id === input.labelId);
    if (gone === undefined) return notFound;
    tx.delete(db.doc(labelPath(input.labelId)));
    writeDirectories(tx, db, { ...sources, labels: kept });
    leaveLabel(tx, platform, caller.uid, gone, total);
    const attributes = { label: input.labelId };
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "removeLabel",
      result: "done",
      attributes,
    });
    return { kind: "done" };
  });
}

async function carrying({ db }: Platform, labelId: string): Promise<number> {
  const records = db.collection(CUSTOMERS).where("labelIds", "array-contains", labelId);
  return (await records.count().get()).data().count;
}
