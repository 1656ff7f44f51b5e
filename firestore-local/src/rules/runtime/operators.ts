import { Timestamp } from "../../engine/value.ts";
import type { BinaryOp } from "../syntax/ast.ts";
import { compareTimestamps, Duration, epochNanos, timestampAt } from "../values/duration.ts";
import { contains, equal } from "../values/equality.ts";
import { RulesSet } from "../values/set.ts";
import {
  Failure,
  functionNotFound,
  isList,
  isMap,
  NULL_VALUE,
  RulesObject,
  typeName,
  unsupported,
  type Outcome,
  type RulesValue,
} from "../values/value.ts";

export type Operation = (left: RulesValue, right: RulesValue) => Outcome;

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;
const DIVIDE_BY_ZERO = new Failure("Divide by zero error.");
const OVERFLOW = new Failure("Integer overflow error.");

/** A 64-bit integer, or the failure of one that does not fit. */
export function int64(value: bigint): bigint | Failure {
  return value >= INT_MIN && value <= INT_MAX ? value : OVERFLOW;
}

function mismatch(op: string, left: RulesValue, right: RulesValue, expected: string): Failure {
  if (left === null || right === null) return NULL_VALUE;
  return unsupported(`${typeName(left)} ${op} ${typeName(right)}`, expected);
}

/** The four overloads of an arithmetic operator on numbers. */
function numeric(op: string): string {
  return `int ${op} int, int ${op} float, float ${op} int, float ${op} float`;
}

function isNumber(value: RulesValue): value is number | bigint {
  return typeof value === "number" || typeof value === "bigint";
}

function add(left: RulesValue, right: RulesValue): Outcome {
  if (typeof left === "string" && typeof right === "string") return left + right;
  if (typeof left === "bigint" && typeof right === "bigint") return int64(left + right);
  if (isNumber(left) && isNumber(right)) return Number(left) + Number(right);
  if (left instanceof Timestamp && right instanceof Duration)
    return timestampAt(epochNanos(left) + right.total);
  if (left instanceof Duration && right instanceof Timestamp)
    return timestampAt(epochNanos(right) + left.total);
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.total + right.total);
  return mismatch(
    "+",
    left,
    right,
    `${numeric("+")}, string + string, timestamp + duration, duration + timestamp, duration + duration`,
  );
}

function subtract(left: RulesValue, right: RulesValue): Outcome {
  if (typeof left === "bigint" && typeof right === "bigint") return int64(left - right);
  if (isNumber(left) && isNumber(right)) return Number(left) - Number(right);
  if (left instanceof Timestamp && right instanceof Duration)
    return timestampAt(epochNanos(left) - right.total);
  if (left instanceof Timestamp && right instanceof Timestamp)
    return new Duration(epochNanos(left) - epochNanos(right));
  if (left instanceof Duration && right instanceof Duration) return new Duration(left.total - right.total);
  return mismatch(
    "-",
    left,
    right,
    `${numeric("-")}, timestamp - duration, timestamp - timestamp, duration - duration`,
  );
}

function multiply(left: RulesValue, right: RulesValue): Outcome {
  if (typeof left === "bigint" && typeof right === "bigint") return int64(left * right);
  if (isNumber(left) && isNumber(right)) return Number(left) * Number(right);
  return mismatch("*", left, right, numeric("*"));
}

function divide(left: RulesValue, right: RulesValue): Outcome {
  if (typeof left === "bigint" && typeof right === "bigint")
    return right === 0n ? DIVIDE_BY_ZERO : int64(left / right);
  if (isNumber(left) && isNumber(right)) return Number(left) / Number(right);
  return mismatch("/", left, right, numeric("/"));
}

function remainder(left: RulesValue, right: RulesValue): Outcome {
  if (typeof left === "bigint" && typeof right === "bigint")
    return right === 0n ? DIVIDE_BY_ZERO : left % right;
  if (isNumber(left) && isNumber(right)) return Number(left) % Number(right);
  return mismatch("%", left, right, numeric("%"));
}

/** Negative, zero or positive; NaN when one of them is NaN; undefined when the types have no order. */
export function order(left: RulesValue, right: RulesValue): number | undefined {
  if (isNumber(left) && isNumber(right))
    return left < right ? -1 : left > right ? 1 : left >= right ? 0 : Number.NaN;
  if (typeof left === "string" && typeof right === "string") return compareStrings(left, right);
  if (left instanceof Timestamp && right instanceof Timestamp) return compareTimestamps(left, right);
  if (left instanceof Duration && right instanceof Duration)
    return left.total < right.total ? -1 : left.total > right.total ? 1 : 0;
  return undefined;
}

/** By code point, as UTF-8 bytes order: where UTF-16 has surrogates, its code units order differently. */
function compareStrings(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    const a = left.charCodeAt(at);
    const b = right.charCodeAt(at);
    if (a !== b) return isSurrogate(a) === isSurrogate(b) ? a - b : isSurrogate(a) ? 1 : -1;
  }
  return left.length - right.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

function comparison(op: "<" | "<=" | ">" | ">=", holds: (sign: number) => boolean): Operation {
  const expected = `${numeric(op)}, string ${op} string, timestamp ${op} timestamp, duration ${op} duration`;
  return (left, right) => {
    const sign = order(left, right);
    return sign === undefined ? mismatch(op, left, right, expected) : holds(sign);
  };
}

function membership(element: RulesValue, collection: RulesValue): Outcome {
  if (isList(collection)) return contains(collection, element);
  if (collection instanceof RulesSet) return collection.has(element);
  if (isMap(collection)) {
    return typeof element === "string"
      ? collection.has(element)
      : unsupported(`map.in(${typeName(element)})`, "map.in(string)");
  }
  if (collection instanceof RulesObject) {
    const map = collection.materialize();
    return map instanceof Failure ? map : membership(element, map);
  }
  return collection === null ? NULL_VALUE : functionNotFound("in");
}

/** Unary minus. */
export function negate(value: RulesValue): Outcome {
  if (typeof value === "bigint") return int64(-value);
  if (typeof value === "number") return -value;
  if (value === null) return NULL_VALUE;
  return unsupported(`-${typeName(value)}`, "-int, -float");
}

/** What each operator does to two values. Types that do not fit give a Failure, never an exception. */
export const OPERATIONS: Readonly<Record<BinaryOp, Operation>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "%": remainder,
  "==": equal,
  "!=": (left, right) => !equal(left, right),
  "<": comparison("<", (sign) => sign < 0),
  "<=": comparison("<=", (sign) => sign <= 0),
  ">": comparison(">", (sign) => sign > 0),
  ">=": comparison(">=", (sign) => sign >= 0),
  in: membership,
};
