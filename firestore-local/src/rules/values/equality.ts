import { GeoPoint, Reference, Timestamp } from "../../engine/value.ts";
import { pathOfReference } from "./path.ts";
import { Named, RulesObject, type RulesList, type RulesMap, type RulesValue } from "./value.ts";

/**
 * How two numbers compare. Production has three ways: `==` by value (1 == 1.0); inside a list or map under `==`, and
 * for members of a list, by type and value; in sets and map diffs by value, NaN being itself.
 */
type SameNumber = (a: number | bigint, b: number | bigint) => boolean;

const byValue: SameNumber = (a, b) => numberEquals(a, b);
const byTypeAndValue: SameNumber = (a, b) => typeof a === typeof b && Object.is(a, b);
const listMember: SameNumber = (a, b) => typeof a === typeof b && numberEquals(a, b);
const loosely: SameNumber = (a, b) => numberEquals(a, b) || (Number.isNaN(a) && Number.isNaN(b));

/** 1 equals 1.0, exactly; NaN equals nothing. */
export function numberEquals(a: number | bigint, b: number | bigint): boolean {
  if (typeof a === "bigint") return typeof b === "bigint" ? a === b : Number.isInteger(b) && a === BigInt(b);
  return typeof b === "number" ? a === b : Number.isInteger(a) && b === BigInt(a);
}

/** `a == b`. Values of different types are unequal, never an error. */
export function equal(a: RulesValue, b: RulesValue): boolean {
  return same(a, b, byValue, byTypeAndValue);
}

/** Whether a list holds a value (`in`, hasAll, hasAny, hasOnly, removeAll). */
export function contains(list: RulesList, value: RulesValue): boolean {
  if (typeof value === "string") return list.includes(value);
  return list.some((item) => same(item, value, listMember, byTypeAndValue));
}

/** Equality of set members and of the values in a map diff. */
export function sameLoosely(a: RulesValue, b: RulesValue): boolean {
  return same(a, b, loosely, loosely);
}

/** Whether set members include a value. */
export function containsLoosely(items: RulesList, value: RulesValue): boolean {
  return items.some((item) => sameLoosely(item, value));
}

function same(a: RulesValue, b: RulesValue, numbers: SameNumber, inner: SameNumber): boolean {
  if (typeof a === "number" || typeof a === "bigint")
    return (typeof b === "number" || typeof b === "bigint") && numbers(a, b);
  if (a === b) return true;
  if (a === null || b === null || typeof a !== "object" || typeof b !== "object") return false;
  if (Array.isArray(a)) return Array.isArray(b) && sameLists(a, b, inner);
  if (a instanceof Map) return b instanceof Map && sameMaps(a, b, inner);
  if (a instanceof RulesObject || b instanceof RulesObject) return sameObjects(a, b, inner);
  return sameScalars(a, b);
}

function sameLists(a: RulesList, b: RulesList, inner: SameNumber): boolean {
  return a.length === b.length && a.every((item, index) => same(item, b[index] ?? null, inner, inner));
}

function sameMaps(a: RulesMap, b: RulesMap, inner: SameNumber): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) {
    const other = b.get(key);
    if (other === undefined || !same(value, other, inner, inner)) return false;
  }
  return true;
}

function sameObjects(a: object, b: object, inner: SameNumber): boolean {
  const left = a instanceof RulesObject ? a.materialize() : a;
  const right = b instanceof RulesObject ? b.materialize() : b;
  return left instanceof Map && right instanceof Map && sameMaps(left, right, inner);
}

function sameScalars(a: object, b: object): boolean {
  if (a instanceof Named) return a.equals(b);
  if (a instanceof Timestamp) return b instanceof Timestamp && a.seconds === b.seconds && a.nanos === b.nanos;
  if (a instanceof Reference) return pathOfReference(a).equals(b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && Buffer.compare(a, b) === 0;
  if (a instanceof GeoPoint)
    return b instanceof GeoPoint && a.latitude === b.latitude && a.longitude === b.longitude;
  return false;
}
