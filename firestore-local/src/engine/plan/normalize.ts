import { compareStrings } from "../strings.ts";
import { fieldKey, formatFieldPath, isNamePath } from "../path.ts";
import { isArray } from "../order.ts";
import type { FieldFilter, FieldOp, FieldPath, Filter, Order, Query } from "../query.ts";

const NAME: FieldPath = ["__name__"];

const INEQUALITIES: ReadonlySet<FieldOp> = new Set<FieldOp>(["<", "<=", ">", ">=", "!=", "not-in", "is-not-null", "is-not-nan"]);

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
  const open = new Map<string, FieldPath>();
  for (const filter of fieldFilters(query.where)) {
    if (isInequality(filter.op) && !isNamePath(filter.field)) open.set(formatFieldPath(filter.field), filter.field);
  }
  for (const [, field] of [...open].sort(([a], [b]) => compareStrings(a, b))) {
    if (!present.has(fieldKey(field))) orders.push({ field, direction });
  }
  // After the name nothing can decide any more.
  const name = orders.findIndex((order) => isNamePath(order.field));
  return name >= 0 ? orders.slice(0, name + 1) : [...orders, { field: NAME, direction }];
}

/** A conjunction of field filters without `in` and `array-contains-any`. */
export type Conjunction = readonly FieldFilter[];

/**
 * The filter as a union of conjunctions, or null when there would be more than `limit`. `in` and `array-contains-any`
 * become one conjunction for each value.
 */
export function disjuncts(filter: Filter | null, limit: number): readonly Conjunction[] | null {
  if (filter === null) return [[]];
  switch (filter.kind) {
    case "field":
      return expandField(filter, limit);
    case "or": {
      const all: Conjunction[] = [];
      for (const part of filter.filters) {
        const some = disjuncts(part, limit);
        if (some === null || all.length + some.length > limit) return null;
        all.push(...some);
      }
      return all;
    }
    case "and": {
      let all: readonly Conjunction[] = [[]];
      for (const part of filter.filters) {
        const some = disjuncts(part, limit);
        if (some === null || all.length * some.length > limit) return null;
        all = all.flatMap((left) => some.map((right) => [...left, ...right]));
      }
      return all;
    }
  }
}

function expandField(filter: FieldFilter, limit: number): readonly Conjunction[] | null {
  const single = filter.op === "in" ? "==" : filter.op === "array-contains-any" ? "array-contains" : null;
  if (single === null || !isArray(filter.value)) return [[filter]];
  if (filter.value.length > limit) return null;
  return filter.value.map((value) => [{ kind: "field", field: filter.field, op: single, value }]);
}
