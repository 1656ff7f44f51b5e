import { FirestoreError } from "../errors.ts";
import { isNamePath, relativePath } from "../path.ts";
import type { Cursor, FieldFilter, Order, Query } from "../query.ts";
import { AFTER, KeyWriter, invertKey, pathKey, typeRange, valueKey } from "../store/keys.ts";
import { Reference } from "../value.ts";
import type { Value } from "../value.ts";
import { isUnfindable } from "./filter.ts";

/**
 * A span of keys, low ≤ key < high. A bound is a prefix of keys (before all that start with it), with `AFTER` behind it
 * when it stands after them.
 */
export interface Span {
  readonly low: string;
  readonly high: string;
}

export const EVERYTHING: Span = { low: "", high: AFTER };
const NOTHING: Span = { low: AFTER, high: "" };

/** What lies in both spans. */
export function intersect(a: Span, b: Span): Span {
  return { low: a.low > b.low ? a.low : b.low, high: a.high < b.high ? a.high : b.high };
}

/** The span moved behind a prefix. */
export function within(prefix: string, span: Span): Span {
  return { low: prefix + span.low, high: prefix + span.high };
}

function invertBound(bound: string): string {
  return bound.endsWith(AFTER) ? invertKey(bound.slice(0, -1)) : invertKey(bound) + AFTER;
}

/** The same values in descending order. */
function invertSpan(span: Span): Span {
  return { low: invertBound(span.high), high: invertBound(span.low) };
}

/** The path of a document reference used against `__name__`. Throws INVALID_ARGUMENT for other values. */
export function pathOperand(value: Value, database: string): string {
  const name = value instanceof Reference ? value.name : "";
  const path = relativePath(database, name);
  if (path === null) throw new FirestoreError("INVALID_ARGUMENT", "__key__ filter value must be a Key");
  if (path.split("/").length % 2 !== 0) {
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      `Document parent name "${name}" lacks "/" at index ${name.length}.`,
    );
  }
  return path;
}

const writer = new KeyWriter();

/** Where the query's cursors cut its order. `orders` are those of the keys, which run backwards when `reverse`. */
export function cursorSpan(query: Query, orders: readonly Order[], reverse: boolean, database: string): Span {
  const position = (cursor: Cursor | null, missing: string): string => {
    if (cursor === null || cursor.values.length === 0) return missing;
    writer.reset();
    cursor.values.forEach((value, i) => {
      const order = orders[i];
      if (order === undefined) return;
      const descending = order.direction === "desc";
      if (isNamePath(order.field)) writer.path(pathOperand(value, database), descending);
      else writer.value(value, descending);
    });
    // Read backwards, "before the values" is the far side of them.
    return cursor.before === reverse ? writer.take() + AFTER : writer.take();
  };
  return reverse
    ? { low: position(query.end, ""), high: position(query.start, AFTER) }
    : { low: position(query.start, ""), high: position(query.end, AFTER) };
}

/** Whether `fieldSpan` says all that the filter says. */
export function isRange(filter: FieldFilter): boolean {
  return filter.op === "<" || filter.op === "<=" || filter.op === ">" || filter.op === ">=";
}

/** The keys of one order's field, within a span of its ascending keys, that satisfy the filters on that field. */
export function fieldSpan(filters: readonly FieldFilter[], order: Order, database: string, all: Span): Span {
  let span = all;
  for (const filter of filters)
    span = intersect(span, isNamePath(order.field) ? nameSpan(filter, database) : valueSpan(filter));
  return order.direction === "desc" ? invertSpan(span) : span;
}

function valueSpan(filter: FieldFilter): Span {
  if (!isRange(filter)) return notNull(filter) ? { low: typeRange(null)[1], high: AFTER } : EVERYTHING;
  if (isUnfindable(filter.value)) return NOTHING;
  const [low, high] = typeRange(filter.value);
  return intersect({ low, high }, compareSpan(filter, valueKey(filter.value)));
}

function notNull(filter: FieldFilter): boolean {
  return (
    filter.op === "!=" || filter.op === "not-in" || filter.op === "is-not-null" || filter.op === "is-not-nan"
  );
}

function nameSpan(filter: FieldFilter, database: string): Span {
  return isRange(filter) ? compareSpan(filter, pathKey(pathOperand(filter.value, database))) : EVERYTHING;
}

function compareSpan(filter: FieldFilter, key: string): Span {
  switch (filter.op) {
    case "<":
      return { low: "", high: key };
    case "<=":
      return { low: "", high: key + AFTER };
    case ">":
      return { low: key + AFTER, high: AFTER };
    case ">=":
      return { low: key, high: AFTER };
    default:
      return EVERYTHING;
  }
}
