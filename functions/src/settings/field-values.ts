import { checkAttr, uniqueValue } from "@trunkline/domain/fields/check";
import { attrKey, type AttrValue, type FieldDefinition } from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath } from "@trunkline/domain/paths";
import { FieldValue, type DocumentSnapshot, type Transaction } from "firebase-admin/firestore";
import { sure } from "../customers/settings.ts";
import { holderOf } from "../customers/unique.ts";
import type { Press } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { uniqueRef } from "../identity/lookup.ts";
import type { Platform } from "../platform/platform.ts";
import { changeTold, eachCustomer, eachCustomerOnce } from "./each.ts";

const MOST_EXAMPLES = 5;

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

/** Gives back what customers hold of a field that is unique no more; nothing of one that became unique again meanwhile. */
export async function giveValues(platform: Platform, name: string): Promise<void> {
  const { db } = platform;
  const fields = db.doc(configPath("customerFields"));
  const held: { readonly id: string; readonly value: Scalar }[] = [];
  await eachCustomer(platform, (_batch, doc) => {
    const value = scalar(doc.get(attrKey(name)));
    if (uniqueValue(value) !== undefined) held.push({ id: doc.id, value });
  });
  for (const { id, value } of held) {
    const ref = uniqueRef(db, attrKey(name), value);
    if (ref === undefined) continue;
    await db.runTransaction(async (tx) => {
      const [now, holder] = await tx.getAll(fields, ref);
      if (now === undefined || definitionIn(now, name)?.unique === true) return;
      if (holder !== undefined && holderOf(holder)?.customerId === (id as CustomerId)) tx.delete(ref);
    });
  }
}

/** What a stored definition leaves to be done to the records there are: values to give back, the default to fill in. */
export interface Rest {
  readonly give: boolean;
  readonly fill: boolean;
}

/** Keeps the rest with the answer of its press, so that the same press, sent again, goes on with it. */
export function leaveRest(tx: Transaction, press: Press, rest: Rest): void {
  tx.update(press.ref, { rest });
}

/** Does what the press has left, each record once (10 §8.15, §8.20); nothing when all of it was done. */
export async function carryOutRest(
  platform: Platform,
  caller: AdminCaller,
  press: Press,
  sent: FieldDefinition,
): Promise<void> {
  const rest = (await press.ref.get()).get("rest") as Rest | undefined;
  if (rest === undefined) return;
  const now = definitionIn(await platform.db.doc(configPath("customerFields")).get(), sent.name);
  if (rest.give) await giveValues(platform, sent.name);
  // A field that a colleague deleted or made unique meanwhile takes no value that is the same for everybody.
  if (rest.fill && now !== undefined && !now.unique) {
    const value = checkAttr({ ...sent, type: now.type, required: false }, sent.defaultValue);
    const stored: AttrValue = value.ok ? value.value : null;
    const cause = `the default of “${sent.title}” was set for all`;
    await eachCustomerOnce(platform, press.ref, (batch, doc) => {
      changeTold(platform, batch, doc, caller, { [attrKey(sent.name)]: stored }, cause);
    });
  }
  await press.ref.update({ rest: FieldValue.delete() });
}

function definitionIn(config: DocumentSnapshot, name: string): FieldDefinition | undefined {
  return sure(readCustomerFields(config.data())).fields.find((field) => field.name === name);
}
