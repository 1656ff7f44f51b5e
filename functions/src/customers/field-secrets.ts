import type { FieldProblem } from "@trunkline/domain/customer/problem";
import { isPasswordMark } from "@trunkline/domain/fields/check";
import { attrKey, type FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { FIELD_SECRETS, fieldSecretPath } from "@trunkline/domain/paths";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { keepsCopies, type Opened } from "./secret.ts";

const PURPOSE = "field-password";

/** A password typed into an additional field; a null text is one taken away. */
export interface FieldSecret {
  readonly name: string;
  readonly text: string | null;
  /** What the record holds instead: the moment it was set. */
  readonly mark: number | null;
}

/** `fieldSecrets/{customerId}_{field}`: the sealed text of an additional field of type Password (10 §8.16). */
interface SecretDocument {
  readonly customerId: CustomerId;
  readonly field: string;
  readonly sealed: string;
  readonly version: number;
}

/** Values as the record may hold them, and the passwords that were among them. */
export interface Parted {
  readonly values: Readonly<Record<string, unknown>>;
  readonly secrets: readonly FieldSecret[];
}

/** Takes the passwords out of what is about to be stored; each leaves the moment of its setting behind. */
export function partSecrets(
  definitions: readonly FieldDefinition[],
  before: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
  now: number,
): Parted {
  const kept: Record<string, unknown> = { ...values };
  const secrets: FieldSecret[] = [];
  for (const { name, type } of definitions) {
    const key = attrKey(name);
    const text = values[key];
    if (type !== "password" || (typeof text !== "string" && text !== null)) continue;
    const last = before[key];
    // Of two set in one millisecond the second has to be told from the first as well.
    const mark = text === null ? null : Math.max(now, isPasswordMark(last) ? last + 1 : 0);
    kept[key] = mark;
    if (text !== null || isPasswordMark(last)) secrets.push({ name, text, mark });
  }
  return { values: kept, secrets };
}

/** Problems of what is sent for passwords: a text or nothing; the mark of the record is no password. */
export function markProblems(
  definitions: readonly FieldDefinition[],
  values: Readonly<Record<string, unknown>>,
): Record<string, FieldProblem> {
  const bad = definitions.filter(
    ({ name, type }) => type === "password" && typeof values[attrKey(name)] === "number",
  );
  return Object.fromEntries(bad.map(({ name }) => [attrKey(name), { kind: "wrong-type" }]));
}

/**
 * Problems of passwords that may not be kept since the settings were read: the switch of 10 §4.2 is looked at once more
 * in the transaction, so that none is sealed after the last copy was destroyed.
 */
export async function secretProblems(
  tx: Transaction,
  platform: Platform,
  secrets: readonly FieldSecret[],
): Promise<Record<string, FieldProblem>> {
  const kept = secrets.filter(({ text }) => text !== null);
  if (kept.length === 0) return {};
  if (await keepsCopies(tx, platform)) return {};
  return Object.fromEntries(kept.map(({ name }) => [attrKey(name), { kind: "not-yours-to-change" }]));
}

/** Keeps the sealed texts, and removes those that were taken away; in the transaction of the record. */
export function writeFieldSecrets(
  tx: Transaction,
  platform: Platform,
  id: CustomerId,
  secrets: readonly FieldSecret[],
): void {
  for (const { name, text, mark } of secrets) {
    const ref = platform.db.doc(fieldSecretPath(id, name));
    if (text === null || mark === null) {
      tx.delete(ref);
      continue;
    }
    const sealed = platform.sealer().seal(text, bindingOf(id, name, mark));
    const document: SecretDocument = { customerId: id, field: name, sealed, version: mark };
    tx.set(ref, { ...document, setAt: FieldValue.serverTimestamp() });
  }
}

/** The text out of `fieldSecrets/…`; undefined when there is no copy, it is of another time, or it does not open. */
export function openFieldSecret(
  platform: Platform,
  id: CustomerId,
  name: string,
  mark: unknown,
  data: unknown,
): Opened | undefined {
  if (typeof data !== "object" || data === null || !isPasswordMark(mark)) return undefined;
  const { sealed } = data as Partial<SecretDocument>;
  if (typeof sealed !== "string") return undefined;
  const password = platform.sealer().open(sealed, bindingOf(id, name, mark));
  // The mark in the record is the moment it was set.
  return password === undefined ? undefined : { password, setAt: mark };
}

const bindingOf = (id: CustomerId, name: string, version: number) => ({
  purpose: PURPOSE,
  owner: `${id}_${name}`,
  version,
});

const PAGE = 400;

/** Destroys sealed texts, all of them or those of one field. */
export async function destroyFieldSecrets(platform: Platform, field: string | null): Promise<number> {
  const all = platform.db.collection(FIELD_SECRETS);
  const wanted = field === null ? all : all.where("field", "==", field);
  let destroyed = 0;
  for (;;) {
    const page = await wanted.limit(PAGE).get();
    if (page.empty) return destroyed;
    const batch = platform.db.batch();
    for (const doc of page.docs) batch.delete(doc.ref);
    await batch.commit();
    destroyed += page.size;
  }
}
