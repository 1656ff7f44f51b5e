import { FirestoreError } from "../errors.ts";
import { isArray, isMap, isVector } from "../order.ts";
import { MAX_NAME_BYTES } from "../path.ts";
import { utf8Length } from "../strings.ts";
import type { MapValue, Value } from "../value.ts";

/** Longest string or bytes value: 1 MiB less 89 bytes. */
const MAX_VALUE_BYTES = 1_048_487;
/** Most maps and arrays within one another. */
const MAX_DEPTH = 20;
const MAX_DIMENSIONS = 2048;
const RESERVED = /^__.*__$/s;

function refuse(message: string): never {
  throw new FirestoreError("INVALID_ARGUMENT", message);
}

/** Refuses (INVALID_ARGUMENT, in Firestore's words) names and values that no document may hold. */
export function checkFields(fields: MapValue): void {
  for (const [name, value] of fields) {
    checkTopName(name);
    checkTopValue(name, value);
  }
}

function checkTopName(name: string): void {
  if (name === "") refuse("The property.name is the empty string.");
  if (RESERVED.test(name)) refuse(`field name ${name} is reserved`);
  if (isLonger(name, MAX_NAME_BYTES)) refuse(`The property.name is longer than ${MAX_NAME_BYTES} bytes.`);
}

/** Refuses a field path whose names no document may hold. */
export function checkFieldNames(path: readonly string[]): void {
  path.forEach((name, i) => (i === 0 ? checkTopName(name) : checkNestedName(name)));
}

function checkTopValue(name: string, value: Value): void {
  if (isArray(value)) {
    // Messages call every array "array", as Firestore's do.
    for (const item of value) checkItem(item, "array", "array", 2);
  } else if (isMap(value)) {
    checkMap(value, name, name, 1);
  } else if (isTooLong(value)) {
    refuse(`The value of property "${name}" is longer than ${MAX_VALUE_BYTES} bytes.`);
  }
}

function checkItem(item: Value, property: string, path: string, depth: number): void {
  if (isArray(item)) refuse("Nested arrays are not allowed");
  if (isMap(item)) checkMap(item, property, path, depth);
  else if (isTooLong(item)) {
    refuse(
      depth === 2
        ? `The value of property "${property}" is longer than ${MAX_VALUE_BYTES} bytes.`
        : nested(property),
    );
  }
}

/** `path` is the dotted path to the map, which counts against the longest name; `depth` is the map's own level. */
function checkMap(map: MapValue, property: string, path: string, depth: number): void {
  const type = map.get("__type__");
  if (type !== undefined) return checkTyped(map, type, property);
  if (depth > MAX_DEPTH) refuse(nested(property));
  for (const [name, value] of map) {
    checkNestedName(name);
    const inner = `${path}.${name}`;
    if (isLonger(inner, MAX_NAME_BYTES)) refuse(nested(property));
    if (isArray(value)) {
      if (depth >= MAX_DEPTH) refuse(nested(property));
      for (const item of value) checkItem(item, property, `${path}.array`, depth + 2);
    } else if (isMap(value)) {
      checkMap(value, property, inner, depth + 1);
    } else if (isTooLong(value)) {
      refuse(nested(property));
    }
  }
}

function nested(property: string): string {
  return `Property ${property} contains an invalid nested entity.`;
}

function checkNestedName(name: string): void {
  if (name === "") refuse("The property.name is the empty string.");
  if (RESERVED.test(name)) refuse(`field name '${name}' is reserved.`);
}

/** A map with `__type__` stands for a special value; vectors are the only ones there are. */
function checkTyped(map: MapValue, type: Value, property: string): void {
  if (typeof type !== "string") refuse("Field __type__ must be a string.");
  if (!isVector(map)) refuse(nested(property));
  const items = map.get("value");
  if (items === undefined) refuse("Vector map is missing key 'value'.");
  if (!isArray(items)) refuse("Vector value type must be an array.");
  if (map.size > 2) refuse("Vector value map has extraneous entries.");
  if (items.length === 0) refuse("Cannot have a zero length vector.");
  if (items.length > MAX_DIMENSIONS) refuse(`Vectors must be at most ${MAX_DIMENSIONS} dimensions.`);
  for (const item of items) {
    if (typeof item !== "number") refuse("Vector must only contain values of type 'double'");
    if (Number.isNaN(item)) refuse("Vector cannot contain NaN values.");
  }
}

function isTooLong(value: Value): boolean {
  return (
    (typeof value === "string" && isLonger(value, MAX_VALUE_BYTES)) ||
    (value instanceof Uint8Array && value.length > MAX_VALUE_BYTES)
  );
}

/** A string has at most three bytes for each of its units, so most need no counting. */
function isLonger(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && utf8Length(text) > bytes;
}
