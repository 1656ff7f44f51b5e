import { isArray, isMap } from "../order.ts";
import { utf8Length } from "../strings.ts";
import { GeoPoint, Reference } from "../value.ts";
import type { MapValue, Value } from "../value.ts";

/** Bytes of a document by Firestore's storage size rules: its name, its fields' names and values, and 32 bytes. */
export function documentSize(path: string, fields: MapValue): number {
  return nameSize(path) + fieldsSize(fields) + 32;
}

/** Bytes of the ids in a path, one more for each, and 16. */
function nameSize(path: string): number {
  // One byte for each id is what the slashes between them (and one more) come to.
  return utf8Length(path) + 1 + 16;
}

function fieldsSize(fields: MapValue): number {
  let size = 0;
  for (const [name, value] of fields) size += utf8Length(name) + 1 + valueSize(value);
  return size;
}

/** Bytes of a value by the same rules. */
export function valueSize(value: Value): number {
  switch (typeof value) {
    case "boolean":
      return 1;
    case "bigint":
    case "number":
      return 8;
    case "string":
      return utf8Length(value) + 1;
    default:
      if (value === null) return 1;
      if (isMap(value)) return fieldsSize(value);
      if (isArray(value)) return value.reduce<number>((sum, item) => sum + valueSize(item), 0);
      if (value instanceof Uint8Array) return value.length;
      if (value instanceof GeoPoint) return 16;
      if (value instanceof Reference)
        return nameSize(value.name.slice(value.name.indexOf("/documents/") + "/documents/".length));
      return 8;
  }
}
