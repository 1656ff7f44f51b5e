import { FirestoreError } from "../errors.ts";
import type { CodeName } from "../errors.ts";
import { isArray } from "../order.ts";
import { checkCollectionId, checkParentPath, fieldKey, formatFieldPath, isNamePath } from "../path.ts";
import type { Cursor, FieldFilter, FieldPath, Filter, Query } from "../query.ts";
import { Reference } from "../value.ts";
import { pathOperand } from "./bounds.ts";
import {
  completeOrder,
  countDisjuncts,
  disjuncts,
  fieldFilters,
  inequalityFields,
  isInequality,
} from "./normalize.ts";

/** Most conjunctions a query may have once `in`, `array-contains-any` and `or` are multiplied out. */
const MAX_DISJUNCTS = 30;

/** The operators that take a list, by the names the messages use, and the most values each may have. */
const LISTS = {
  in: { name: "IN", limit: 30 },
  "array-contains-any": { name: "ARRAY_CONTAINS_ANY", limit: 30 },
  "not-in": { name: "NOT_IN", limit: 10 },
} as const;

function refuse(message: string, code: CodeName = "INVALID_ARGUMENT"): never {
  throw new FirestoreError(code, message);
}

/** Refuses a query that Firestore refuses whatever the data and the indexes, with its code and words. */
export function checkQuery(query: Query, database: string): void {
  checkParentPath(query.parent);
  if (query.collection !== null) checkCollectionId(query.collection);
  if (query.limit !== null && query.limit < 0) refuse("limit is negative");
  if (query.offset < 0) refuse("offset is negative");
  const filters = [...fieldFilters(query.where)];
  for (const filter of filters) checkFieldFilter(filter, database);
  checkFilters(query, filters);
  checkOrders(query, filters);
  checkCursor(query.start, query, database);
  checkCursor(query.end, query, database);
}

function checkFieldFilter(filter: FieldFilter, database: string): void {
  const { field, op, value } = filter;
  const list = op === "in" || op === "array-contains-any" || op === "not-in" ? LISTS[op] : null;
  if (list !== null) {
    if (!isArray(value)) refuse(`'${list.name}' requires an ArrayValue.`);
    if (value.length === 0) refuse(`'${list.name}' requires an non-empty ArrayValue.`);
    if (value.length > list.limit) refuse(`'${list.name}' supports up to ${list.limit} comparison values.`);
  }
  if (!isNamePath(field)) return;
  if (op === "array-contains" || op === "array-contains-any") refuse("the name __key__ is reserved");
  for (const operand of list !== null && isArray(value) ? value : [value]) pathOperand(operand, database);
}

function checkFilters(query: Query, filters: readonly FieldFilter[]): void {
  const other = filters.find((filter) => !isNamePath(filter.field));
  if (query.collection === null && other !== undefined)
    refuse(`kind is required for filter: ${formatFieldPath(other.field)}`);
  const negations = filters.filter(
    ({ op }) => op === "!=" || op === "not-in" || op === "is-not-null" || op === "is-not-nan",
  );
  if (negations.length > 1)
    refuse("Only a single 'NOT_EQUAL', 'NOT_IN', 'IS_NOT_NAN', or 'IS_NOT_NULL' filter allowed per query.");
  const onName = filters.filter(({ field }) => isNamePath(field));
  if (
    onName.some(({ op }) => op === "==") &&
    !onName.some(({ op }) => isInequality(op)) &&
    inequalityFields(query.where).length > 0
  ) {
    refuse(
      "Equality on key is not allowed if there are other inequality fields and key does not appear in inequalities.",
    );
  }
  const uses = (wanted: FieldFilter["op"]): boolean => filters.some(({ op }) => op === wanted);
  if (uses("not-in") && (uses("in") || uses("array-contains-any") || hasOr(query.where))) {
    refuse("'NOT_IN' cannot be used in the same query with 'IN', 'ARRAY_CONTAINS_ANY' or 'OR'.");
  }
  const count = countDisjuncts(query.where);
  if (count > MAX_DISJUNCTS) {
    refuse(
      `Too many disjunctions after normalization. Result had ${count} disjunctions which is more than the maximum of ${MAX_DISJUNCTS}`,
    );
  }
  for (const conjunction of disjuncts(query.where)) {
    if (conjunction.filter(({ op }) => op === "array-contains").length > 1) {
      refuse("Only a single array-contains clause is allowed in a query", "FAILED_PRECONDITION");
    }
  }
}

function hasOr(filter: Filter | null): boolean {
  if (filter === null || filter.kind === "field") return false;
  return (filter.kind === "or" && filter.filters.length > 1) || filter.filters.some(hasOr);
}

function checkOrders(query: Query, filters: readonly FieldFilter[]): void {
  const seen = new Set<string>();
  for (const { field } of query.orderBy) {
    if (seen.has(fieldKey(field)))
      refuse(`order by clause cannot contain duplicate fields ${keyName(field)}`);
    seen.add(fieldKey(field));
    if (query.collection === null && !isNamePath(field))
      refuse("kind is required for all orders except __key__ ascending");
  }
  const orders = completeOrder(query);
  const name = orders.findIndex(({ field }) => isNamePath(field));
  if (name < orders.length - 1) refuse("order by clause cannot contain more fields after the key");
  if (
    orders.length === 1 &&
    orders[0]?.direction === "desc" &&
    filters.every(({ field }) => isNamePath(field))
  ) {
    refuse("Firestore does not support descending key scans", "FAILED_PRECONDITION");
  }
}

function keyName(field: FieldPath): string {
  return isNamePath(field) ? "__key__" : formatFieldPath(field);
}

function checkCursor(cursor: Cursor | null, query: Query, database: string): void {
  if (cursor === null) return;
  if (cursor.values.length > query.orderBy.length) refuse("Cursor has too many values.");
  cursor.values.forEach((value, i) => {
    const order = query.orderBy[i];
    if (order === undefined || !isNamePath(order.field)) return;
    if (!(value instanceof Reference)) refuse("Cursor __key__ value is not a document reference.");
    pathOperand(value, database);
  });
}

/** Most aggregations in one request. */
const MAX_AGGREGATIONS = 5;

/** Refuses a number of aggregations that Firestore refuses. */
export function checkAggregationCount(count: number): void {
  if (count === 0) refuse("Aggregations can not be empty.");
  if (count > MAX_AGGREGATIONS)
    refuse(
      `The maximum number of aggregations allowed in an aggregation query is ${MAX_AGGREGATIONS}. Received: ${count}`,
    );
}
