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
  return isNamePath(filter.field) ? new Reference(`${database}/documents/${document.path}`) : getField(document.fields, filter.field);
}

/** Whether a value (undefined: the field is missing, which nothing matches) satisfies a filter on its field. */
export function matchesField(filter: FieldFilter, value: Value | undefined): boolean {
  if (value === undefined) return false;
  const operand = filter.value;
  switch (filter.op) {
    case "==":
      return equalValues(value, operand);
    case "!=":
      return value !== null && !equalValues(value, operand);
    case "<":
      return rankOf(value) === rankOf(operand) && compareValues(value, operand) < 0;
    case "<=":
      return rankOf(value) === rankOf(operand) && compareValues(value, operand) <= 0;
    case ">":
      return rankOf(value) === rankOf(operand) && compareValues(value, operand) > 0;
    case ">=":
      return rankOf(value) === rankOf(operand) && compareValues(value, operand) >= 0;
    case "array-contains":
      return isArray(value) && value.some((item) => equalValues(item, operand));
    case "array-contains-any":
      return isArray(value) && isArray(operand) && value.some((item) => operand.some((wanted) => equalValues(item, wanted)));
    case "in":
      return isArray(operand) && operand.some((wanted) => equalValues(value, wanted));
    case "not-in":
      // A null in the list makes the answer unknown for every document, as in SQL.
      return value !== null && isArray(operand) && operand.every((unwanted) => unwanted !== null && !equalValues(value, unwanted));
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
