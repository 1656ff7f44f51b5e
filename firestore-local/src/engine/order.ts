import { GeoPoint, Reference, Timestamp } from "./value.ts";
import type { ArrayValue, MapValue, Value } from "./value.ts";
import { compareNames } from "./path.ts";
import { compareStrings } from "./strings.ts";

/** The types in Firestore's order; values of different types compare by this rank alone. NaN shares the rank of numbers. */
export const Rank = {
  null: 0,
  boolean: 1,
  number: 2,
  timestamp: 3,
  string: 4,
  bytes: 5,
  reference: 6,
  geoPoint: 7,
  array: 8,
  vector: 9,
  map: 10,
} as const;

/** A map that Firestore treats as a vector embedding: `{__type__: "__vector__", value: [...]}`. */
export function isVector(value: MapValue): boolean {
  return value.get("__type__") === "__vector__";
}

/** A value that is a map (vectors included). */
export function isMap(value: Value | undefined): value is MapValue {
  return value instanceof Map;
}

/** A value that is an array. `Array.isArray` alone does not narrow a readonly array. */
export function isArray(value: Value | undefined): value is ArrayValue {
  return Array.isArray(value);
}

/** Where a value's type stands in the order of types, 0 to 10. */
export function rankOf(value: Value): number {
  switch (typeof value) {
    case "boolean":
      return Rank.boolean;
    case "bigint":
    case "number":
      return Rank.number;
    case "string":
      return Rank.string;
    default:
      if (value === null) return Rank.null;
      if (value instanceof Map) return isVector(value) ? Rank.vector : Rank.map;
      if (isArray(value)) return Rank.array;
      if (value instanceof Timestamp) return Rank.timestamp;
      if (value instanceof Reference) return Rank.reference;
      if (value instanceof GeoPoint) return Rank.geoPoint;
      return Rank.bytes;
  }
}

/** Numbers as Firestore orders them: NaN first, then by mathematical value whatever the type; -0 equals 0. */
export function compareNumbers(a: bigint | number, b: bigint | number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  // Only a NaN is neither below, above nor equal.
  const aNaN = typeof a === "number" && Number.isNaN(a);
  const bNaN = typeof b === "number" && Number.isNaN(b);
  return aNaN === bNaN ? 0 : aNaN ? -1 : 1;
}

/** Timestamps by time. */
export function compareTimestamps(a: Timestamp, b: Timestamp): number {
  return a.seconds - b.seconds || a.nanos - b.nanos;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function compareArrays(a: ArrayValue, b: ArrayValue): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i] ?? null, b[i] ?? null);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareVectors(a: MapValue, b: MapValue): number {
  const left = a.get("value");
  const right = b.get("value");
  const leftItems = isArray(left) ? left : [];
  const rightItems = isArray(right) ? right : [];
  return leftItems.length - rightItems.length || compareArrays(leftItems, rightItems);
}

/** A map's keys in Firestore's order of strings. */
export function sortedKeys(map: MapValue): readonly string[] {
  return [...map.keys()].sort(compareStrings);
}

function compareMaps(a: MapValue, b: MapValue): number {
  const aKeys = sortedKeys(a);
  const bKeys = sortedKeys(b);
  const length = Math.min(aKeys.length, bKeys.length);
  for (let i = 0; i < length; i++) {
    const aKey = aKeys[i] ?? "";
    const bKey = bKeys[i] ?? "";
    const order = compareStrings(aKey, bKey) || compareValues(a.get(aKey) ?? null, b.get(bKey) ?? null);
    if (order !== 0) return order;
  }
  return aKeys.length - bKeys.length;
}

/** Firestore's total order over values of all types: negative, 0 or positive. 1 and 1.0 are equal, and so are 0 and -0. */
export function compareValues(a: Value, b: Value): number {
  const rank = rankOf(a);
  const difference = rank - rankOf(b);
  if (difference !== 0) return difference;
  if ((typeof a === "bigint" || typeof a === "number") && (typeof b === "bigint" || typeof b === "number"))
    return compareNumbers(a, b);
  if (typeof a === "string" && typeof b === "string") return compareStrings(a, b);
  if (typeof a === "boolean" && typeof b === "boolean") return Number(a) - Number(b);
  if (a instanceof Timestamp && b instanceof Timestamp) return compareTimestamps(a, b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  if (a instanceof Reference && b instanceof Reference) return compareNames(a.name, b.name);
  if (a instanceof GeoPoint && b instanceof GeoPoint)
    return compareNumbers(a.latitude, b.latitude) || compareNumbers(a.longitude, b.longitude);
  if (isArray(a) && isArray(b)) return compareArrays(a, b);
  if (isMap(a) && isMap(b)) return rank === Rank.vector ? compareVectors(a, b) : compareMaps(a, b);
  return 0;
}

/** Equality as queries and array transforms see it: 1 equals 1.0, NaN equals NaN. */
export function equalValues(a: Value, b: Value): boolean {
  return a === b || compareValues(a, b) === 0;
}

/** Equality of what is stored: also tells 1 from 1.0 and 0 from -0, so that a write of the other one is a change. */
export function identicalValues(a: Value, b: Value): boolean {
  if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) return Object.is(a, b);
  if (a === b) return true;
  if (isArray(a))
    return isArray(b) && a.length === b.length && a.every((item, i) => identicalValues(item, b[i] ?? null));
  if (isMap(a)) return isMap(b) && identicalMaps(a, b);
  if (a instanceof GeoPoint)
    return b instanceof GeoPoint && Object.is(a.latitude, b.latitude) && Object.is(a.longitude, b.longitude);
  if (a instanceof Reference) return b instanceof Reference && a.name === b.name;
  return rankOf(a) === rankOf(b) && compareValues(a, b) === 0;
}

/** `identicalValues` for two maps, whatever the order of their keys. */
export function identicalMaps(a: MapValue, b: MapValue): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !identicalValues(value, other)) return false;
  }
  return true;
}
