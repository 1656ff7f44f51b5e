import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  customerFieldUse as useCall,
  orderCustomerFields as orderCall,
  removeCustomerField as removeCall,
  saveCustomerField as saveCall,
  setFieldPortal as portalCall,
  SaveFieldAnswer,
} from "@trunkline/domain/calls/settings";
import { canHaveDefault, checkDefinition, portalChoices } from "@trunkline/domain/fields/check-definition";
import { attrKey, browserNames, type FieldDefinition } from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import { configPath, CUSTOMERS, removalPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import { sure } from "../customers/settings.ts";
import { badField, notAllowed, notFound } from "../doorway/errors.ts";
import { answerOnce, earlierAnswer, pressOf } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { carryOutRest, leaveRest, takeValues, type Rest } from "./field-values.ts";
import { leaveField } from "./removals.ts";

/**
 * Adds or changes an additional field of customers (10 §8). Name and type stay as they were made. The definition is
 * written first, so that from then on every way in obeys it; values of existing records follow in pages. The same press
 * has one effect: sent again, it only goes on with the records that were not reached yet.
 */
export async function saveCustomerField(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof saveCall>,
): Promise<SaveFieldAnswer> {
  if (caller.session.partner !== "*") return notAllowed;
  const problems = checkDefinition(input.definition);
  if (Object.keys(problems).length > 0) return { kind: "fields", problems };
  const { key, ...sent } = input;
  const press = pressOf(platform.db, caller.uid, "saveCustomerField", key, sent);
  if ((await earlierAnswer(undefined, press)) === undefined) {
    const before = (await definitionsNow(platform)).find(({ name }) => name === input.definition.name);
    const turnsUnique = !input.isNew && input.definition.unique && before?.unique === false;
    const doubles = turnsUnique ? await takeValues(platform, input.definition.name) : [];
    if (doubles.length > 0) return { kind: "duplicates", examples: doubles };
  }
  const answer = await platform.db.runTransaction(async (tx) => {
    const left: Rest[] = [];
    const given = await answerOnce<SaveFieldAnswer>(tx, platform, press, ["done"], async () => {
      const stored = await store(tx, platform, caller, input);
      if (stored.kind !== "done") return stored;
      left.push(...stored.rest);
      return { kind: "done" };
    });
    for (const rest of left) leaveRest(tx, press, rest);
    return given;
  });
  if (answer.kind === "done") await carryOutRest(platform, press.ref);
  return answer;
}

/** Deletes an additional field (10 §8.21): from now on nobody sees or fills it; the records lose it after the answer. */
export async function removeCustomerField(
  platform: Platform,
  caller: AdminCaller,
  { name }: InputOf<typeof removeCall>,
): Promise<AnswerOf<typeof removeCall>> {
  if (caller.session.partner !== "*") return notAllowed;
  const total = await holding(platform, attrKey(name));
  return platform.db.runTransaction(async (tx): Promise<AnswerOf<typeof removeCall>> => {
    const ref = platform.db.doc(configPath("customerFields"));
    const { fields } = sure(readCustomerFields((await tx.get(ref)).data()));
    const gone = fields.find((field) => field.name === name);
    if (gone === undefined) return notFound;
    const kept = fields.filter((field) => field !== gone);
    tx.set(ref, { fields: kept, names: browserNames(kept) });
    leaveField(tx, platform, caller.uid, gone, total);
    log(tx, platform, caller, name, "removed");
    return { kind: "done" };
  });
}

async function holding({ db }: Platform, key: string): Promise<number> {
  return (await db.collection(CUSTOMERS).where(key, "!=", null).count().get()).data().count;
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
  const key = attrKey(name);
  if (option === null) return { kind: "use", records: await holding(platform, key) };
  const having = definition.type === "multiselect" ? "array-contains" : "==";
  const records = platform.db.collection(CUSTOMERS).where(key, having, option);
  return { kind: "use", records: (await records.count().get()).data().count };
}

async function definitionsNow(platform: Platform): Promise<readonly FieldDefinition[]> {
  return sure(readCustomerFields((await platform.db.doc(configPath("customerFields")).get()).data())).fields;
}

type Stored =
  | { readonly kind: "done"; readonly rest: readonly Rest[] }
  | Extract<SaveFieldAnswer, { kind: "name-taken" | "name-leaving" | "fields" }>;

/** Stores one definition in its place, a new one behind the others, and says what is left to do to existing records. */
async function store(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  { definition, isNew, setForAll }: InputOf<typeof saveCall>,
): Promise<Stored> {
  const ref = platform.db.doc(configPath("customerFields"));
  const [config, leaving] = await tx.getAll(ref, platform.db.doc(removalPath(attrKey(definition.name))));
  const { fields } = sure(readCustomerFields(config?.data()));
  const known = fields.find(({ name }) => name === definition.name);
  if (isNew && known !== undefined) return { kind: "name-taken" };
  // The values of the new one would be taken off with those of the old one.
  if (isNew && leaving?.exists === true) return { kind: "name-leaving" };
  if (!isNew && known === undefined) return { kind: "fields", problems: { name: { kind: "not-an-option" } } };
  const others = fields.filter(({ name }) => name !== definition.name);
  const last = Math.max(-1, ...others.map((field) => field.position));
  const type = known?.type ?? definition.type;
  const position = known?.position ?? last + 1;
  const all = [...others, { ...definition, type, position }].sort((a, b) => a.position - b.position);
  tx.set(ref, { fields: all, names: browserNames(all) });
  log(tx, platform, caller, definition.name, known === undefined ? "added" : "changed");
  const give = known?.unique === true && !definition.unique;
  const fill = setForAll && !definition.unique && canHaveDefault(type);
  const rest: Rest = { give, fill, definition, actor: caller.uid };
  return { kind: "done", rest: give || fill ? [rest] : [] };
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
