import type { Document } from "../api.ts";
import { compareValues, isArray, isMap, rankOf } from "../order.ts";
import { compareNames } from "../path.ts";
import type { Cursor, FieldFilter, Filter, Order, Query } from "../query.ts";
import { Reference } from "../value.ts";
import type { Value } from "../value.ts";

/*
 * Queries as the documentation describes them, with no thought of speed: look at every document, sort what matches, cut.
 * It shares only the order of values with the engine.
 */

type Documents = ReadonlyMap<string, Document>;

function valueAt(document: Document, field: readonly string[], database: string): Value | undefined {
  if (field.join() === "__name__") return new Reference(`${database}/documents/${document.path}`);
  let value: Value | undefined = document.fields;
  for (const name of field) value = isMap(value) ? value.get(name) : undefined;
  return value;
}

function isNaNValue(value: Value): boolean {
  return Object.is(value, Number.NaN);
}

function findable(wanted: Value): boolean {
  return wanted !== null && !isNaNValue(wanted);
}

function same(a: Value, b: Value): boolean {
  return compareValues(a, b) === 0;
}

function accepts({ op, value: operand }: FieldFilter, value: Value | undefined): boolean {
  if (value === undefined) return false;
  const list = isArray(operand) ? operand : [];
  const elements = isArray(value) ? value : [];
  const comparable = findable(value) && findable(operand) && rankOf(value) === rankOf(operand);
  const order = compareValues(value, operand);
  switch (op) {
    case "==":
      return findable(operand) && same(value, operand);
    case "in":
      return list.some((wanted) => findable(wanted) && same(value, wanted));
    case "array-contains":
      return findable(operand) && elements.some((item) => same(item, operand));
    case "array-contains-any":
      return list.some((wanted) => findable(wanted) && elements.some((item) => same(item, wanted)));
    case "<":
      return comparable && order < 0;
    case "<=":
      return comparable && order <= 0;
    case ">":
      return comparable && order > 0;
    case ">=":
      return comparable && order >= 0;
    case "!=":
      return value !== null && operand !== null && !same(value, operand);
    case "not-in":
      return value !== null && !list.includes(null) && !list.some((unwanted) => same(value, unwanted));
    case "is-null":
      return value === null;
    case "is-not-null":
      return value !== null;
    case "is-nan":
      return isNaNValue(value);
    case "is-not-nan":
      return value !== null && !isNaNValue(value);
  }
}

function satisfies(filter: Filter, document: Document, database: string): boolean {
  if (filter.kind === "field") return accepts(filter, valueAt(document, filter.field, database));
  const parts = filter.filters.map((part) => satisfies(part, document, database));
  return filter.kind === "and" ? !parts.includes(false) : parts.includes(true);
}

function inequalities(filter: Filter | null): readonly FieldFilter[] {
  if (filter === null) return [];
  if (filter.kind !== "field") return filter.filters.flatMap(inequalities);
  return ["<", "<=", ">", ">=", "!=", "not-in", "is-not-null", "is-not-nan"].includes(filter.op)
    ? [filter]
    : [];
}

function wholeOrder(query: Query): readonly Order[] {
  const orders = [...query.orderBy];
  const direction = orders.at(-1)?.direction ?? "asc";
  const names = new Set(orders.map((order) => order.field.join()));
  const open = inequalities(query.where).map((filter) => filter.field);
  for (const field of open.sort((a, b) => (a.join() < b.join() ? -1 : 1))) {
    if (!names.has(field.join()) && field.join() !== "__name__") orders.push({ field, direction });
    names.add(field.join());
  }
  return names.has("__name__") && orders.some((order) => order.field.join() === "__name__")
    ? orders
    : [...orders, { field: ["__name__"], direction }];
}

function inside(query: Query, path: string): boolean {
  const segments = path.split("/");
  const parent = query.parent === "" ? [] : query.parent.split("/");
  if (!parent.every((segment, i) => segments[i] === segment)) return false;
  const depth = segments.length - parent.length;
  if (depth < 2 || (!query.allDescendants && depth !== 2)) return false;
  return query.collection === null || segments.at(-2) === query.collection;
}

/** The documents a query gives, in order, and how many its offset passed over. */
export function modelQuery(
  documents: Documents,
  query: Query,
  database: string,
): { readonly documents: readonly Document[]; readonly skipped: number } {
  const orders = wholeOrder(query);
  const compareBy = (values: readonly Value[], others: readonly Value[]): number => {
    for (const [i, order] of orders.entries()) {
      const [a, b] = [values[i], others[i]];
      if (a === undefined || b === undefined) return 0;
      const difference =
        a instanceof Reference && b instanceof Reference ? compareNames(a.name, b.name) : compareValues(a, b);
      if (difference !== 0) return order.direction === "asc" ? difference : -difference;
    }
    return 0;
  };
  const beyond = (values: readonly Value[], cursor: Cursor | null): number | null =>
    cursor === null ? null : compareBy(values, cursor.values);
  const found = [...documents.values()]
    .filter(
      (document) =>
        inside(query, document.path) && (query.where === null || satisfies(query.where, document, database)),
    )
    .map((document) => ({
      document,
      values: orders.map((order) => valueAt(document, order.field, database)),
    }))
    .flatMap(({ document, values }) =>
      values.includes(undefined) ? [] : [{ document, values: values.map((value) => value ?? null) }],
    )
    .filter(({ values }) => {
      const start = beyond(values, query.start);
      const end = beyond(values, query.end);
      if (start !== null && (query.start?.before === true ? start < 0 : start <= 0)) return false;
      return end === null || (query.end?.before === true ? end < 0 : end <= 0);
    })
    .sort((a, b) => compareBy(a.values, b.values))
    .map(({ document }) => document);
  const rest = found.slice(query.offset);
  return {
    documents: query.limit === null ? rest : rest.slice(0, query.limit),
    skipped: query.limit === 0 ? 0 : Math.min(query.offset, found.length),
  };
}
