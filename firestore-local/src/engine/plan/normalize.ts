import { compareStrings } from "../strings.ts";
import { fieldKey, isNamePath } from "../path.ts";
import { isArray } from "../order.ts";
import type { FieldFilter, FieldOp, FieldPath, Filter, Order, Query } from "../query.ts";

const NAME: FieldPath = ["__name__"];

const INEQUALITIES: ReadonlySet<FieldOp> = new Set<FieldOp>([
  "<",
  "<=",
  ">",
  ">=",
  "!=",
  "not-in",
  "is-not-null",
  "is-not-nan",
]);

/** Whether an operator leaves the field's value open, so that results are ordered by it. */
export function isInequality(op: FieldOp): boolean {
  return INEQUALITIES.has(op);
}

/** All field filters of a tree. */
export function* fieldFilters(filter: Filter | null): Generator<FieldFilter> {
  if (filter === null) return;
  if (filter.kind === "field") yield filter;
  else for (const part of filter.filters) yield* fieldFilters(part);
}

/**
 * The whole order of a query's results: the explicit orders, then the fields of inequalities in alphabetical order,
 * then the name; what is added takes the direction of the last explicit order.
 */
export function completeOrder(query: Pick<Query, "where" | "orderBy">): readonly Order[] {
  const orders: Order[] = [...query.orderBy];
  const direction = orders.at(-1)?.direction ?? "asc";
  const present = new Set(orders.map((order) => fieldKey(order.field)));
  for (const field of inequalityFields(query.where)) {
    if (!present.has(fieldKey(field))) orders.push({ field, direction });
  }
  return orders.some((order) => isNamePath(order.field)) ? orders : [...orders, { field: NAME, direction }];
}

/** Fields with inequalities, each once, in the order of field paths; the name is not among them. */
export function inequalityFields(filter: Filter | null): readonly FieldPath[] {
  const fields = new Map<string, FieldPath>();
  for (const { field, op } of fieldFilters(filter))
    if (isInequality(op) && !isNamePath(field)) fields.set(fieldKey(field), field);
  return [...fields.values()].sort(compareFieldPaths);
}

/** Field paths segment by segment; a parent comes before what is in it. */
export function compareFieldPaths(a: FieldPath, b: FieldPath): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareStrings(a[i] ?? "", b[i] ?? "");
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** A conjunction of field filters without `in` and `array-contains-any`. */
export type Conjunction = readonly FieldFilter[];

/** How many conjunctions `disjuncts` would give. */
export function countDisjuncts(filter: Filter | null): number {
  if (filter === null) return 1;
  switch (filter.kind) {
    case "field":
      return (filter.op === "in" || filter.op === "array-contains-any") && isArray(filter.value)
        ? filter.value.length
        : 1;
    case "or":
      return filter.filters.reduce((sum, part) => sum + countDisjuncts(part), 0);
    case "and":
      return filter.filters.reduce((product, part) => product * countDisjuncts(part), 1);
  }
}

/** The filter as a union of conjunctions; `in` and `array-contains-any` become one conjunction for each value. */
export function disjuncts(filter: Filter | null): readonly Conjunction[] {
  if (filter === null) return [[]];
  switch (filter.kind) {
    case "field":
      return expandField(filter);
    case "or":
      return filter.filters.flatMap(disjuncts);
    case "and":
      return filter.filters.reduce<readonly Conjunction[]>(
        (all, part) => {
          const some = disjuncts(part);
          return all.flatMap((left) => some.map((right) => [...left, ...right]));
        },
        [[]],
      );
  }
}

function expandField(filter: FieldFilter): readonly Conjunction[] {
  const single = filter.op === "in" ? "==" : filter.op === "array-contains-any" ? "array-contains" : null;
  if (single === null || !isArray(filter.value)) return [[filter]];
  return filter.value.map((value) => [{ kind: "field", field: filter.field, op: single, value }]);
}
