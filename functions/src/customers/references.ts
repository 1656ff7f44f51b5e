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

/**
 * Problems of references (partner, location, labels, fields that point to a record) that name nothing, among the given
 * values. References that have a problem already are passed over. What is already stored in the record is not looked at:
 * it is not being chosen; `has` are the labels that a changed list of them had before.
 */
export async function missingReferences(
  db: Firestore,
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
  const found = await db.getAll(...wanted.map(({ path }) => db.doc(path)));
  const missing = wanted.filter((_one, index) => found[index]?.exists !== true);
  return Object.fromEntries(missing.map(({ key }) => [key, { kind: "not-an-option" }]));
}
