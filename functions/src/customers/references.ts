import type { FieldProblem } from "@trunkline/domain/customer/problem";
import { attrKey, type FieldDefinition, type RelationTarget } from "@trunkline/domain/fields/definition";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { isId } from "@trunkline/domain/ids/ids";
import { adminPath, customerPath, labelPath, locationPath, partnerPath } from "@trunkline/domain/paths";
import type { Firestore } from "firebase-admin/firestore";

const PATHS: Readonly<Record<RelationTarget, (id: string) => string>> = {
  admin: (id) => adminPath(id as AdminId),
  customer: (id) => customerPath(id as CustomerId),
  partner: (id) => partnerPath(id as PartnerId),
  location: locationPath,
};

/** Tells which of these paths there is a document at. */
export type Existing = (paths: readonly string[]) => Promise<ReadonlySet<string>>;

/** Asks the database each time. */
export const existingIn =
  (db: Firestore): Existing =>
  async (paths) => {
    const found = await db.getAll(...paths.map((path) => db.doc(path)));
    return new Set(found.filter(({ exists }) => exists).map(({ ref }) => ref.path));
  };

/** Asks once for each path, for many records that name the same; to be kept no longer than they take. */
export function existingOnce(ask: Existing): Existing {
  const known = new Map<string, Promise<ReadonlySet<string>>>();
  return async (paths) => {
    const fresh = paths.filter((path) => !known.has(path));
    if (fresh.length > 0) {
      const answer = ask(fresh);
      for (const path of fresh) known.set(path, answer);
    }
    const found = await Promise.all(paths.map(async (path) => (await known.get(path))?.has(path)));
    return new Set(paths.filter((_path, index) => found[index] === true));
  };
}

/**
 * Problems of references (partner, location, labels, fields that point to a record) that name nothing, among the given
 * values. References that have a problem already are passed over. What is already stored in the record is not looked at:
 * it is not being chosen; `has` are the labels that a changed list of them had before.
 */
export async function missingReferences(
  existing: Existing,
  values: Readonly<Record<string, unknown>>,
  definitions: readonly FieldDefinition[],
  known: Readonly<Record<string, FieldProblem>> = {},
  has: unknown = [],
): Promise<Record<string, FieldProblem>> {
  const wanted: { readonly key: string; readonly path: string }[] = [];
  const add = (key: string, value: unknown, path: (id: string) => string) => {
    // What is no id names nothing and is found bad by its shape already.
    if (typeof value === "string" && isId(value) && known[key] === undefined)
      wanted.push({ key, path: path(value) });
  };
  add("partnerId", values["partnerId"], (id) => partnerPath(id as PartnerId));
  add("locationId", values["locationId"], locationPath);
  const labels = values["labelIds"];
  // A deleted label stands in records until it is taken off them; nothing else may be refused for that.
  const had = Array.isArray(has) ? has : [];
  for (const label of Array.isArray(labels) ? labels : [])
    if (!had.includes(label)) add("labelIds", label, labelPath);
  for (const { name, type, relation } of definitions)
    if (type === "relation" && relation !== null) add(attrKey(name), values[attrKey(name)], PATHS[relation]);
  if (wanted.length === 0) return {};
  const found = await existing(wanted.map(({ path }) => path));
  const missing = wanted.filter(({ path }) => !found.has(path));
  return Object.fromEntries(missing.map(({ key }) => [key, { kind: "not-an-option" }]));
}
