import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  customerFieldUse as useCall,
  orderCustomerFields as orderCall,
  removeCustomerField as removeCall,
  saveCustomerField as saveCall,
  setFieldPortal as portalCall,
  SaveFieldAnswer,
} from "@trunkline/domain/calls/settings";
import { checkAttr, uniqueValue } from "@trunkline/domain/fields/check";
import { canHaveDefault, checkDefinition, portalChoices } from "@trunkline/domain/fields/check-definition";
import {
  attrKey,
  browserNames,
  type AttrValue,
  type FieldDefinition,
} from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, CUSTOMERS } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import { dropFilesOf } from "../customers/field-files.ts";
import { destroyFieldSecrets } from "../customers/field-secrets.ts";
import { holderOf } from "../customers/unique.ts";
import { sure } from "../customers/settings.ts";
import { badField, notAllowed, notFound } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import { uniqueRef } from "../identity/lookup.ts";
import type { Platform } from "../platform/platform.ts";
import { changeTold, eachCustomer } from "./each.ts";

/**
 * Adds or changes an additional field of customers (10 §8). Name and type stay as they were made. The definition is
 * written first, so that from then on every way in obeys it; values of existing records follow in pages.
 */
export async function saveCustomerField(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof saveCall>,
): Promise<SaveFieldAnswer> {
  if (caller.session.partner !== "*") return notAllowed;
  const problems = checkDefinition(input.definition);
  if (Object.keys(problems).length > 0) return { kind: "fields", problems };
  const known = await definitionsNow(platform);
  const before = known.find(({ name }) => name === input.definition.name);
  if (input.isNew && before !== undefined) return { kind: "name-taken" };
  if (!input.isNew && before === undefined)
    return { kind: "fields", problems: { name: { kind: "not-an-option" } } };

  const definition: FieldDefinition = { ...input.definition, type: before?.type ?? input.definition.type };
  if (definition.unique && before?.unique !== true) {
    const doubles = before === undefined ? [] : await takeValues(platform, definition);
    if (doubles.length > 0) return { kind: "duplicates", examples: doubles };
  }
  const stored = await platform.db.runTransaction((tx) =>
    store(tx, platform, caller, definition, before === undefined ? "added" : "changed"),
  );
  if (!stored) return { kind: "name-taken" };
  if (before?.unique === true && !definition.unique) await giveValues(platform, definition.name);
  if (input.setForAll && !definition.unique && canHaveDefault(definition.type))
    await setForAll(platform, caller, definition);
  return { kind: "done" };
}

/** Deletes an additional field and, in pages, its values (10 §8.21). */
export async function removeCustomerField(
  platform: Platform,
  caller: AdminCaller,
  { name }: InputOf<typeof removeCall>,
): Promise<AnswerOf<typeof removeCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  const removed = await platform.db.runTransaction(async (tx) => {
    const ref = platform.db.doc(configPath("customerFields"));
    const { fields } = sure(readCustomerFields((await tx.get(ref)).data()));
    const kept = fields.filter((field) => field.name !== name);
    if (kept.length === fields.length) return undefined;
    tx.set(ref, { fields: kept, names: browserNames(kept) });
    log(tx, platform, caller, name, "removed");
    return fields.find((field) => field.name === name);
  });
  if (removed === undefined) return notFound;
  if (removed.unique) await giveValues(platform, name);
  if (removed.type === "password") await destroyFieldSecrets(platform, name);
  if (removed.type === "file") await dropFilesOf(platform, name);
  const key = attrKey(name);
  const cause = `the additional field “${removed.title}” was deleted`;
  await eachCustomer(platform, (batch, doc) => {
    changeTold(platform, batch, doc, caller, { [key]: undefined }, cause);
  });
  return { kind: "done" };
}

/** Places fields in the order named; those made meanwhile stay behind them (10 §8, Position). */
export async function orderCustomerFields(
  platform: Platform,
  caller: AdminCaller,
  { names }: InputOf<typeof orderCall>,
): Promise<AnswerOf<typeof orderCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  await platform.db.runTransaction(async (tx) => {
    const ref = platform.db.doc(configPath("customerFields"));
    const { fields } = sure(readCustomerFields((await tx.get(ref)).data()));
    const place = ({ name }: FieldDefinition) => (names.includes(name) ? names.indexOf(name) : names.length);
    const all = [...fields]
      .sort((a, b) => place(a) - place(b) || a.position - b.position)
      .map((field, position) => ({ ...field, position }));
    tx.set(ref, { fields: all, names: browserNames(all) });
    log(tx, platform, caller, names.join(" ").slice(0, 500), "ordered");
  });
  return { kind: "done" };
}

/** Sets what the portal does with a field, and nothing else of it (10 §8.22). */
export async function setFieldPortal(
  platform: Platform,
  caller: AdminCaller,
  { name, portal }: InputOf<typeof portalCall>,
): Promise<AnswerOf<typeof portalCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  return platform.db.runTransaction(async (tx): Promise<AnswerOf<typeof portalCall>> => {
    const ref = platform.db.doc(configPath("customerFields"));
    const { fields } = sure(readCustomerFields((await tx.get(ref)).data()));
    const known = fields.find((field) => field.name === name);
    if (known === undefined) return notFound;
    if (!portalChoices(known.type).includes(portal)) return badField("portal", { kind: "not-an-option" });
    const all = fields.map((field) => (field === known ? { ...field, portal } : field));
    tx.set(ref, { fields: all, names: browserNames(all) });
    log(tx, platform, caller, name, `portal-${portal}`);
    return { kind: "done" };
  });
}

/** How many records, leads and deleted ones too, hold a value of the field, or that option of it (10 §8.16, §8.21). */
export async function customerFieldUse(
  platform: Platform,
  caller: AdminCaller,
  { name, option }: InputOf<typeof useCall>,
): Promise<AnswerOf<typeof useCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  const definition = (await definitionsNow(platform)).find((field) => field.name === name);
  if (definition === undefined) return notFound;
  const records = platform.db.collection(CUSTOMERS);
  const key = attrKey(name);
  const holding =
    option === null
      ? records.where(key, "!=", null)
      : records.where(key, definition.type === "multiselect" ? "array-contains" : "==", option);
  return { kind: "use", records: (await holding.count().get()).data().count };
}

async function definitionsNow(platform: Platform): Promise<readonly FieldDefinition[]> {
  return sure(readCustomerFields((await platform.db.doc(configPath("customerFields")).get()).data())).fields;
}

/** Stores one definition in its place, a new one behind the others; false when a new one's name was taken meanwhile. */
async function store(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  definition: FieldDefinition,
  result: "added" | "changed",
): Promise<boolean> {
  const ref = platform.db.doc(configPath("customerFields"));
  const { fields } = sure(readCustomerFields((await tx.get(ref)).data()));
  const known = fields.find(({ name }) => name === definition.name);
  if (result === "added" && known !== undefined) return false;
  const others = fields.filter(({ name }) => name !== definition.name);
  const last = Math.max(-1, ...others.map((field) => field.position));
  const position = known?.position ?? last + 1;
  const all = [...others, { ...definition, position }].sort((a, b) => a.position - b.position);
  tx.set(ref, { fields: all, names: browserNames(all) });
  log(tx, platform, caller, definition.name, result);
  return true;
}

function log(tx: Transaction, platform: Platform, caller: AdminCaller, field: string, result: string): void {
  const attributes = { field };
  logOperation(tx, platform, {
    actor: caller.uid,
    ip: caller.address,
    action: "customerField",
    result,
    attributes,
  });
}

const MOST_EXAMPLES = 5;

type Scalar = string | number | boolean | null;
// A record that never had the field holds nothing, like one that holds null.
const scalar = (value: unknown): Scalar =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;

/** Takes each stored value for its customer; the values that occur more than once, if any, and then nothing is kept. */
async function takeValues(platform: Platform, definition: FieldDefinition): Promise<readonly string[]> {
  const { db } = platform;
  const key = attrKey(definition.name);
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

async function giveValues(platform: Platform, name: string): Promise<void> {
  const { db } = platform;
  const held: { readonly id: string; readonly value: Scalar }[] = [];
  await eachCustomer(platform, (_batch, doc) => {
    const value = scalar(doc.get(attrKey(name)));
    if (uniqueValue(value) !== undefined) held.push({ id: doc.id, value });
  });
  for (const { id, value } of held) {
    const ref = uniqueRef(db, attrKey(name), value);
    if (ref === undefined) continue;
    await db.runTransaction(async (tx) => {
      if (holderOf(await tx.get(ref))?.customerId === (id as CustomerId)) tx.delete(ref);
    });
  }
}

/** Writes the default into every existing record (10 §8.15). */
async function setForAll(
  platform: Platform,
  caller: AdminCaller,
  definition: FieldDefinition,
): Promise<void> {
  const value = checkAttr({ ...definition, required: false }, definition.defaultValue);
  const stored: AttrValue = value.ok ? value.value : null;
  const cause = `the default of “${definition.title}” was set for all`;
  await eachCustomer(platform, (batch, doc) => {
    changeTold(platform, batch, doc, caller, { [attrKey(definition.name)]: stored }, cause);
  });
}
