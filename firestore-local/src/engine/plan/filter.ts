import type { Document } from "../api.ts";
import { getField } from "../fields.ts";
import { compareValues, equalValues, isArray, rankOf } from "../order.ts";
import { isNamePath } from "../path.ts";
import type { FieldFilter, Filter } from "../query.ts";
import { Reference } from "../value.ts";
import type { Value } from "../value.ts";

/** Whether a document (its full name's database given) satisfies a filter. */
export function matches(filter: Filter, document: Document, database: string): boolean {
  switch (filter.kind) {
    case "and":
      return filter.filters.every((part) => matches(part, document, database));
    case "or":
      return filter.filters.some((part) => matches(part, document, database));
    case "field":
      return matchesField(filter, fieldValue(document, filter, database));
  }
}

function fieldValue(document: Document, filter: FieldFilter, database: string): Value | undefined {
  return isNamePath(filter.field)
    ? new Reference(`${database}/documents/${document.path}`)
    : getField(document.fields, filter.field);
}

/** Whether a value is the null or the NaN that comparisons never find: only `is-null` and `is-nan` do. */
export function isUnfindable(value: Value): boolean {
  return value === null || (typeof value === "number" && Number.isNaN(value));
}

function found(value: Value, operand: Value): boolean {
  return !isUnfindable(operand) && equalValues(value, operand);
}

/** How a value stands to a range filter's operand; NaN (which is in no range) when they are of different types. */
function distance(value: Value, operand: Value): number {
  if (isUnfindable(value) || isUnfindable(operand) || rankOf(value) !== rankOf(operand)) return Number.NaN;
  return compareValues(value, operand);
}

/** Whether a value (undefined: the field is missing, which nothing matches) satisfies a filter on its field. */
export function matchesField(filter: FieldFilter, value: Value | undefined): boolean {
  if (value === undefined) return false;
  const operand = filter.value;
  switch (filter.op) {
    case "==":
      return found(value, operand);
    case "!=":
      return value !== null && operand !== null && !equalValues(value, operand);
    case "<":
      return distance(value, operand) < 0;
    case "<=":
      return distance(value, operand) <= 0;
    case ">":
      return distance(value, operand) > 0;
    case ">=":
      return distance(value, operand) >= 0;
    case "array-contains":
      return isArray(value) && value.some((item) => found(item, operand));
    case "array-contains-any":
      return (
        isArray(value) &&
        isArray(operand) &&
        value.some((item) => operand.some((wanted) => found(item, wanted)))
      );
    case "in":
      return isArray(operand) && operand.some((wanted) => found(value, wanted));
    case "not-in":
      // A null in the list makes the answer unknown for every document, as in SQL.
      return (
        value !== null &&
        isArray(operand) &&
        operand.every((unwanted) => unwanted !== null && !equalValues(value, unwanted))
      );
    case "is-null":
      return value === null;
    case "is-not-null":
      return value !== null;
    case "is-nan":
      return typeof value === "number" && Number.isNaN(value);
    case "is-not-nan":
      return value !== null && !(typeof value === "number" && Number.isNaN(value));
  }
}
