import { GeoPoint, Reference, Timestamp } from "../../engine/value.ts";
import type { BinaryOp } from "../syntax/ast.ts";
import type { Duration } from "./duration.ts";
import type { MapDiff } from "./map-diff.ts";
import type { Path } from "./path.ts";
import type { RulesSet } from "./set.ts";

/**
 * A value inside the rules. The engine's field values are used as they are, so a document is never copied; a
 * Reference is a path written differently. `RulesObject` stands for `request`, `resource` and their like.
 */
export type RulesValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | Timestamp
  | Duration
  | GeoPoint
  | Path
  | Reference
  | RulesSet
  | MapDiff
  | RulesObject
  | RulesList
  | RulesMap;
export type RulesList = readonly RulesValue[];
export type RulesMap = ReadonlyMap<string, RulesValue>;

/**
 * Why an expression has no value. It travels as a value so that `||` and `&&` can decide without it. The methods say
 * what becomes of an operation on it: nothing, unless a query still tells something of a value (list/open.ts).
 */
export class Failure {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }

  /** What a denial says of it, and what it adds in brackets after the line. */
  get verdict(): { readonly text: string; readonly hint: string } {
    return { text: this.message, hint: "" };
  }

  /** `this op other`, or `other op this` when it stands on the right. */
  compared(_op: BinaryOp, _other: RulesValue, _side: "left" | "right"): Outcome {
    return this;
  }

  isOfType(_type: string): Outcome {
    return this;
  }

  member(_name: string): Outcome {
    return this;
  }

  called(_name: string, _args: readonly RulesValue[]): Outcome {
    return this;
  }
}

export type Outcome = RulesValue | Failure;

/** A map whose members are made when asked for; `materialize` is for the rare rule that treats it as a map. */
export abstract class RulesObject {
  /** The member, undefined when there is none. */
  abstract lookup(name: string): Outcome | undefined;
  abstract materialize(): RulesMap | Failure;
}

export const NULL_VALUE = new Failure("Null value error.");

/** The failure of reading a member that is not there. */
export function undefinedProperty(name: string): Failure {
  return new Failure(`Property ${name} is undefined on object.`);
}

/** Production's words for a function or method that a value does not have. */
export function functionNotFound(name: string): Failure {
  return new Failure(`Function not found error: Name: [${name}].`);
}

/** A bool was needed. */
export function notBoolean(value: RulesValue): Failure {
  return value === null
    ? NULL_VALUE
    : new Failure(`Type error. Received: [${typeName(value)}] Expected: [bool].`);
}

/** An operator or function that does not take these types. */
export function unsupported(received: string, expected: string): Failure {
  return new Failure(`Unsupported operation error. Received: ${received}. Expected: ${expected}.`);
}

/** Narrows to a map of values (not `request` or `resource`). */
export function isMap(value: Outcome): value is RulesMap {
  return value instanceof Map;
}

/** Narrows to a list. */
export function isList(value: Outcome): value is RulesList {
  return Array.isArray(value);
}

export type TypeName =
  | "null"
  | "bool"
  | "int"
  | "float"
  | "string"
  | "bytes"
  | "list"
  | "map"
  | "set"
  | "timestamp"
  | "duration"
  | "latlng"
  | "path"
  | "map_diff";

/** The rules' own name for a value's type. */
export function typeName(value: RulesValue): TypeName {
  switch (typeof value) {
    case "boolean":
      return "bool";
    case "bigint":
      return "int";
    case "number":
      return "float";
    case "string":
      return "string";
    default:
      return value === null ? "null" : objectTypeName(value);
  }
}

function objectTypeName(value: object): TypeName {
  // The common ones first: this runs for every method call.
  if (value instanceof Map) return "map";
  if (value instanceof Named) return value.typeName;
  if (Array.isArray(value)) return "list";
  if (value instanceof Uint8Array) return "bytes";
  if (value instanceof Timestamp) return "timestamp";
  if (value instanceof GeoPoint) return "latlng";
  if (value instanceof Reference) return "path";
  return "map";
}

/** Base of the types that exist only in the rules. */
export abstract class Named {
  abstract readonly typeName: TypeName;
  /** Whether another value is the same one by `==`. */
  abstract equals(other: object): boolean;
}

/** The types that `is` knows, with the ones that mean several. */
export function isOfType(value: RulesValue, type: string): boolean | Failure {
  if (!IS_TYPES.has(type)) return new Failure(`Unknown type: [${type}].`);
  const actual = typeName(value);
  return type === "number" ? actual === "int" || actual === "float" : actual === type;
}

export const IS_TYPES: ReadonlySet<string> = new Set([
  "bool",
  "bytes",
  "float",
  "int",
  "list",
  "latlng",
  "number",
  "path",
  "map",
  "set",
  "string",
  "timestamp",
  "duration",
  "constraint",
  "map_diff",
  "null",
]);
