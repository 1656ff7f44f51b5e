import type { Document } from "../api.ts";
import { compareStrings } from "../strings.ts";
import { fieldKey, isNamePath } from "../path.ts";
import type { FieldFilter, FieldPath, Order, Query } from "../query.ts";
import { AFTER, KeyWriter, pathKey, valueKey } from "../store/keys.ts";
import { shapeOf } from "../store/secondary-index.ts";
import type { Shape } from "../store/secondary-index.ts";
import type { SortedMap } from "../store/sorted-map.ts";
import { EVERYTHING, fieldSpan, isRange, pathOperand, within } from "./bounds.ts";
import type { Span } from "./bounds.ts";
import type { Machine } from "./execute.ts";
import { isUnfindable, matches } from "./filter.ts";
import type { Conjunction } from "./normalize.ts";
import { inScope } from "./scope.ts";

/**
 * How one conjunction is read: a document that it names, a collection's own order of names, or an index. `span` bounds
 * the order keys behind `prefix`; `accepts` (null: nothing) is what the keys do not say.
 */
export type Access =
  | { readonly kind: "named"; readonly path: string; readonly accepts: (document: Document) => boolean }
  | {
      readonly kind: "names";
      readonly names: SortedMap<string>;
      readonly prefix: "";
      readonly span: Span;
      readonly accepts: ((document: Document) => boolean) | null;
    }
  | {
      readonly kind: "index";
      readonly shape: Shape;
      readonly prefix: string;
      readonly span: Span;
      readonly accepts: ((document: Document) => boolean) | null;
    };

const writer = new KeyWriter();

/** Decides how to read a conjunction; null when it contradicts itself or its collection is empty. */
export function planConjunction(
  machine: Machine,
  scope: string,
  query: Query,
  filters: Conjunction,
  orders: readonly Order[],
): Access | null {
  const equal = new Map<
    string,
    { readonly field: FieldPath; readonly key: string; readonly filter: FieldFilter }
  >();
  let contains: FieldFilter | null = null;
  const rest: FieldFilter[] = [];
  for (const filter of filters) {
    if ((filter.op === "==" || filter.op === "array-contains") && isUnfindable(filter.value)) return null;
    const operand = equalityOperand(filter);
    if (operand !== null) {
      const key = isNamePath(filter.field)
        ? pathKey(pathOperand(filter.value, machine.database))
        : valueKey(operand.value);
      const known = equal.get(fieldKey(filter.field));
      if (known !== undefined && known.key !== key) return null;
      equal.set(fieldKey(filter.field), { field: filter.field, key, filter });
    } else if (filter.op === "array-contains" && contains === null) contains = filter;
    else rest.push(filter);
  }

  const named = equal.get("__name__");
  if (named !== undefined) {
    const path = pathOperand(named.filter.value, machine.database);
    const accepts = (document: Document): boolean =>
      inScope(query, path) && filters.every((filter) => matches(filter, document, machine.database));
    return { kind: "named", path, accepts };
  }

  const { span, used } = orderSpan(machine, query, orders, equal, rest);
  const open = rest.filter((filter) => !used.includes(filter));
  const accepts = acceptor(machine, query, open);
  if (equal.size === 0 && contains === null && orders.length === 1 && !query.allDescendants) {
    const collection = machine.store.collection(scope);
    return collection === undefined
      ? null
      : { kind: "names", names: collection.names, prefix: "", span, accepts };
  }
  const fields = [...equal.entries()].sort(([a], [b]) => compareStrings(a, b));
  const shape = shapeOf(
    scope,
    fields.map(([, { field }]) => field),
    contains?.field ?? null,
    orders,
  );
  const prefix =
    fields.map(([, { key }]) => key).join("") + (contains === null ? "" : valueKey(contains.value));
  return { kind: "index", shape, prefix, span, accepts };
}

function equalityOperand(filter: FieldFilter): Pick<FieldFilter, "value"> | null {
  if (filter.op === "==" || filter.op === "is-null")
    return { value: filter.op === "==" ? filter.value : null };
  return filter.op === "is-nan" ? { value: Number.NaN } : null;
}

/**
 * The span of order keys that the filters leave: leading orders on fields that are equal to one value are fixed, and
 * the first other order is bounded by the filters on its field (`used` are those it says in full).
 */
function orderSpan(
  machine: Machine,
  query: Query,
  orders: readonly Order[],
  equal: ReadonlyMap<string, { readonly filter: FieldFilter }>,
  rest: readonly FieldFilter[],
): { readonly span: Span; readonly used: readonly FieldFilter[] } {
  writer.reset();
  for (const order of orders) {
    const fixed = equal.get(fieldKey(order.field));
    if (fixed !== undefined) {
      writer.value(equalityOperand(fixed.filter)?.value ?? null, order.direction === "desc");
      continue;
    }
    const lead = writer.take();
    const own = rest.filter((filter) => fieldKey(filter.field) === fieldKey(order.field));
    const all = isNamePath(order.field) ? namesOf(query) : EVERYTHING;
    const span = fieldSpan(own, order, machine.database, all);
    return { span: within(lead, span), used: own.filter(isRange) };
  }
  return { span: EVERYTHING, used: [] };
}

/** Where the names lie that a query can give. */
function namesOf(query: Query): Span {
  if (query.parent === "") return EVERYTHING;
  // Keys of what is below a path start with the path's key but for the byte that ends it.
  const below = pathKey(query.parent).slice(0, -1);
  return { low: below, high: below + AFTER };
}

function acceptor(
  machine: Machine,
  query: Query,
  filters: readonly FieldFilter[],
): ((document: Document) => boolean) | null {
  const below = query.allDescendants && query.parent !== "";
  if (filters.length === 0 && !below) return null;
  return (document) =>
    (!below || inScope(query, document.path)) &&
    filters.every((filter) => matches(filter, document, machine.database));
}
