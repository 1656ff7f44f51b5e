import { formatFieldPath } from "../path.ts";
import type { IndexField, Mode, Scope } from "./configuration.ts";

const CONSOLE = "https://console.firebase.google.com/v1/r/project";
const SHORT: Readonly<Record<Mode, string>> = { ASCENDING: "ASC", DESCENDING: "DESC", CONTAINS: "CONTAINS" };

/** Production's sentence for a missing composite index, with the entry to add to `firestore.indexes.json`. */
export function compositeMessage(
  database: string,
  collection: string,
  scope: Scope,
  fields: readonly IndexField[],
  nameMode: Mode,
): string {
  // Names run as the last field does unless the index says otherwise.
  const implied = fields.at(-1)?.mode === "DESCENDING" ? "DESCENDING" : "ASCENDING";
  const all = implied === nameMode ? fields : [...fields, { field: ["__name__"], mode: nameMode }];
  const entry = {
    collectionGroup: collection,
    queryScope: scope,
    fields: all.map(({ field, mode }) => ({ fieldPath: formatFieldPath(field), ...setting(mode) })),
  };
  const link = `${CONSOLE}/${project(database)}/firestore/indexes?create_composite=${encodeIndex(database, collection, scope, all)}`;
  return `The query requires an index. You can create it here: ${link} or add to "indexes" in firestore.indexes.json: ${JSON.stringify(entry)}`;
}

/** Production's sentence for a missing single-field index, with the entry to put into `firestore.indexes.json`. */
export function singleMessage(
  database: string,
  collection: string,
  scope: Scope,
  { field, mode }: IndexField,
  present: readonly { readonly scope: Scope; readonly mode: Mode }[],
): string {
  const path = formatFieldPath(field);
  const indexes = [...present, { scope, mode }].map((index) => ({
    ...setting(index.mode),
    queryScope: index.scope,
  }));
  const link = `${CONSOLE}/${project(database)}/firestore/indexes?create_exemption=${encodeIndex(database, collection, scope, [{ field, mode }])}`;
  return `The query requires a ${scope}_${SHORT[mode]} index for collection ${collection} and field ${path}. You can create it here: ${link} or put into "fieldOverrides" in firestore.indexes.json: ${JSON.stringify({ collectionGroup: collection, fieldPath: path, indexes })}`;
}

function setting(mode: Mode): { readonly order: Mode } | { readonly arrayConfig: Mode } {
  return mode === "CONTAINS" ? { arrayConfig: mode } : { order: mode };
}

function project(database: string): string {
  return database.split("/")[1] ?? "";
}

/** The console's parameter: a protobuf `google.firestore.admin.v1.Index` (name 1, queryScope 2, fields 3) in base64. */
function encodeIndex(
  database: string,
  collection: string,
  scope: Scope,
  fields: readonly IndexField[],
): string {
  const parts = fields.map(({ field, mode }) => {
    const kind = mode === "CONTAINS" ? [0x18, 1] : [0x10, mode === "ASCENDING" ? 1 : 2];
    return delimited(
      3,
      Buffer.concat([delimited(1, Buffer.from(formatFieldPath(field))), Buffer.from(kind)]),
    );
  });
  const name = delimited(1, Buffer.from(`${database}/collectionGroups/${collection}/indexes/_`));
  return Buffer.concat([name, Buffer.from([0x10, scope === "COLLECTION" ? 1 : 2]), ...parts]).toString(
    "base64url",
  );
}

function delimited(field: number, bytes: Buffer): Buffer {
  const head = [(field << 3) | 2];
  let length = bytes.length;
  for (; length > 0x7f; length >>>= 7) head.push((length & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([...head, length]), bytes]);
}
