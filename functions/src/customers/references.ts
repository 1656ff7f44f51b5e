import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { labelPath, locationPath, partnerPath } from "@trunkline/domain/paths";
import type { Firestore } from "firebase-admin/firestore";

/**
 * Problems of references (partner, location, labels) that name nothing, among the given values. References that have
 * a problem already are passed over. What is already stored in the record is not looked at: it is not being chosen.
 */
export async function missingReferences(
  db: Firestore,
  values: Readonly<Record<string, unknown>>,
  known: Readonly<Record<string, FieldProblem>> = {},
): Promise<Record<string, FieldProblem>> {
  const wanted: { readonly key: string; readonly path: string }[] = [];
  const add = (key: string, value: unknown, path: (id: string) => string) => {
    if (typeof value === "string" && known[key] === undefined) wanted.push({ key, path: path(value) });
  };
  add("partnerId", values["partnerId"], (id) => partnerPath(id as PartnerId));
  add("locationId", values["locationId"], locationPath);
  const labels = values["labelIds"];
  for (const label of Array.isArray(labels) ? labels : []) add("labelIds", label, labelPath);
  if (wanted.length === 0) return {};
  const found = await db.getAll(...wanted.map(({ path }) => db.doc(path)));
  const missing = wanted.filter((_one, index) => found[index]?.exists !== true);
  return Object.fromEntries(missing.map(({ key }) => [key, { kind: "not-an-option" }]));
}
