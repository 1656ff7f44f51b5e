import type { Transform, Write } from "../api.ts";
import { FirestoreError } from "../errors.ts";
import { isArray, isMap, isVector } from "../order.ts";
import { checkDocumentPath, fullName } from "../path.ts";
import type { FieldPath } from "../query.ts";
import { valueKey } from "../store/keys.ts";
import type { MapValue, Value } from "../value.ts";
import { checkFieldNames, checkFields } from "./fields.ts";
import { documentSize, valueSize } from "./size.ts";

const MAX_DOCUMENT_BYTES = 1_048_576;
const MAX_REQUEST_BYTES = 10_485_760;
const MAX_TRANSFORMS = 500;
const MAX_INDEX_ENTRIES = 40_000;

/** Says whether a field is exempt from single-field indexing. */
export type Exemption = (collection: string, field: FieldPath) => boolean;

function refuse(message: string): never {
  throw new FirestoreError("INVALID_ARGUMENT", message);
}

/** Refuses writes that cannot be right whatever the database holds: malformed names, fields, sizes and counts. */
export function checkWrites(writes: readonly Write[], database: string, exempt: Exemption): void {
  let bytes = 0;
  const transforms = new Map<string, number>();
  for (const write of writes) {
    checkDocumentPath(write.path);
    if (write.op !== "set") continue;
    checkFields(write.fields);
    bytes +=
      write.mask === null
        ? checkSize(write.path, write.fields, database, exempt)
        : documentSize(write.path, write.fields);
    for (const path of write.mask ?? []) checkFieldNames(path);
    if (write.transforms.length === 0) continue;
    for (const transform of write.transforms) bytes += checkTransform(transform);
    const count = (transforms.get(write.path) ?? 0) + write.transforms.length;
    if (count > MAX_TRANSFORMS)
      refuse(
        `The maximum number of field transforms for a document is ${MAX_TRANSFORMS}; "${fullName(database, write.path)}" has ${count}.`,
      );
    transforms.set(write.path, count);
  }
  if (bytes > MAX_REQUEST_BYTES)
    refuse(`Request payload size exceeds the limit: ${MAX_REQUEST_BYTES} bytes.`);
}

/** Refuses a document that a masked write or a transform would make too large, too deep or otherwise unfit. */
export function checkDocument(path: string, fields: MapValue, database: string, exempt: Exemption): void {
  checkFields(fields);
  checkSize(path, fields, database, exempt);
}

function checkTransform(transform: Transform): number {
  checkFieldNames(transform.field);
  if (transform.op !== "arrayUnion" && transform.op !== "arrayRemove") return 8;
  checkFields(new Map([["array", transform.operand]]));
  return valueSize(transform.operand);
}

function checkSize(path: string, fields: MapValue, database: string, exempt: Exemption): number {
  const size = documentSize(path, fields);
  if (size > MAX_DOCUMENT_BYTES) {
    refuse(
      `Document '${fullName(database, path)}' cannot be written because its size (${size.toLocaleString("en-US")} bytes) exceeds the maximum allowed size of ${MAX_DOCUMENT_BYTES.toLocaleString("en-US")} bytes.`,
    );
  }
  // Two entries take at least three bytes (a field with a name of one letter), so small documents need no counting.
  if (size > MAX_INDEX_ENTRIES) {
    const collection = path.split("/").at(-2) ?? "";
    if (countEntries(fields, [], (field) => exempt(collection, field)) > MAX_INDEX_ENTRIES)
      refuse(`too many index entries for entity /${path}`);
  }
  return size;
}

/**
 * Entries of the automatic indexes: each field, nested ones too, ascending and descending, and two for each distinct
 * element of an array.
 */
function countEntries(fields: MapValue, above: FieldPath, exempt: (field: FieldPath) => boolean): number {
  let entries = 0;
  for (const [name, value] of fields) {
    const field = [...above, name];
    if (!exempt(field)) entries += 2 + (isArray(value) ? 2 * distinct(value) : 0);
    if (isMap(value) && !isVector(value)) entries += countEntries(value, field, exempt);
  }
  return entries;
}

function distinct(items: readonly Value[]): number {
  return new Set(items.map(valueKey)).size;
}
