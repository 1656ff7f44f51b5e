import { checkAttr, uniqueValue } from "@trunkline/domain/fields/check";
import { attrKey, type AttrValue, type FieldDefinition } from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { configPath, REQUESTS, UNIQUE } from "@trunkline/domain/paths";
import {
  FieldPath,
  FieldValue,
  type DocumentReference,
  type DocumentSnapshot,
  type QueryDocumentSnapshot,
  type Transaction,
  type WriteBatch,
} from "firebase-admin/firestore";
import type { Author } from "../customers/record.ts";
import { sure } from "../customers/settings.ts";
import type { Press } from "../doorway/once.ts";
import { uniqueRef } from "../identity/lookup.ts";
import type { Platform } from "../platform/platform.ts";
import { changeTold, eachCustomer, eachCustomerOnce } from "./each.ts";

const MOST_EXAMPLES = 5;
const PAGE = 400;

type Scalar = string | number | boolean | null;
// A record that never had the field holds nothing, like one that holds null.
const scalar = (value: unknown): Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

/** Takes each stored value for its customer; the values that occur more than once, if any, and then nothing is kept. */
export async function takeValues(platform: Platform, name: string): Promise<readonly string[]> {
  const { db } = platform;
  const key = attrKey(name);
  const owners = new Map<string, string>();
  const doubles = new Set<string>();
  await eachCustomer(platform, (_batch, doc) => {
    const value = scalar(doc.get(key));
    const folded = uniqueValue(value);
    if (folded === undefined || doc.get("kind") === "deleted") return;
    if (owners.has(folded)) doubles.add(String(value));
    else owners.set(folded, doc.id);
  });
  if (doubles.size > 0) return [...doubles].slice(0, MOST_EXAMPLES);
  await eachCustomer(platform, (batch, doc) => {
    const ref = uniqueRef(db, key, scalar(doc.get(key)));
    if (ref === undefined || doc.get("kind") === "deleted") return;
    batch.set(ref, {
      customerId: doc.id,
      number: doc.get("number") as number,
      partnerId: doc.get("partnerId") as string,
    });
  });
  return [];
}

/**
 * Gives back what customers hold of a field that is unique no more, or is no more at all; nothing of one that became
 * unique again meanwhile. Safe to break off and to begin again.
 */
export async function giveValues({ db }: Platform, name: string): Promise<void> {
  const config = db.doc(configPath("customerFields"));
  const prefix = `${attrKey(name)}_`;
  // Another field's name may begin with this one: behind a value's own prefix there is a hash and nothing else.
  const isHash = /^[0-9a-f]{64}$/;
  const all = db.collection(UNIQUE).orderBy(FieldPath.documentId()).endBefore(`${prefix}g`).limit(PAGE);
  let after = prefix;
  for (;;) {
    const page = await all.startAfter(after).get();
    const last = page.docs.at(-1);
    if (last === undefined) return;
    const given = await db.runTransaction(async (tx) => {
      if (definitionIn(await tx.get(config), name)?.unique === true) return false;
      for (const doc of page.docs) if (isHash.test(doc.id.slice(prefix.length))) tx.delete(doc.ref);
      return true;
    });
    if (!given) return;
    after = last.id;
  }
}

/** What a stored definition leaves to be done to the records there are: values to give back, the default to fill in. */
export interface Rest {
  readonly give: boolean;
  readonly fill: boolean;
  /** As it was sent: its default is what is filled in. */
  readonly definition: FieldDefinition;
  readonly actor: AdminId;
}

/** Keeps the rest with the answer of its press, so that the same press, sent again, or the sweep goes on with it. */
export function leaveRest(tx: Transaction, press: Press, rest: Rest): void {
  tx.update(press.ref, { rest: { ...rest, waits: true } });
}

/** Does what a press has left, each record once (10 §8.15, §8.20); nothing when all of it was done. */
export async function carryOutRest(
  platform: Platform,
  press: DocumentReference,
  until = Infinity,
): Promise<void> {
  const rest = (await press.get()).get("rest") as Rest | undefined;
  if (rest === undefined) return;
  const { definition: sent, actor } = rest;
  const now = definitionIn(await platform.db.doc(configPath("customerFields")).get(), sent.name);
  if (rest.give) await giveValues(platform, sent.name);
  // A field that a colleague deleted or made unique meanwhile takes no value that is the same for everybody.
  if (rest.fill && now !== undefined && !now.unique) {
    const value = checkAttr({ ...sent, type: now.type, required: false }, sent.defaultValue);
    const stored: AttrValue = value.ok ? value.value : null;
    const author: Author = { actor, source: "administrator" };
    const cause = `the default of “${sent.title}” was set for all`;
    const fill = (batch: WriteBatch, doc: QueryDocumentSnapshot) =>
      changeTold(platform, batch, doc, author, { [attrKey(sent.name)]: stored }, cause);
    if (!(await eachCustomerOnce(platform, press, fill, { until }))) return;
  }
  await press.update({ rest: FieldValue.delete() });
}

/** Goes on with what presses left that nobody sent again. */
export async function carryOutRests(platform: Platform, until: number): Promise<void> {
  const waiting = await platform.db.collection(REQUESTS).where("rest.waits", "==", true).limit(20).get();
  for (const { ref } of waiting.docs) await carryOutRest(platform, ref, until);
}

function definitionIn(config: DocumentSnapshot, name: string): FieldDefinition | undefined {
  return sure(readCustomerFields(config.data())).fields.find((field) => field.name === name);
}
