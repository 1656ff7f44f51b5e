import type { FieldFilter, Filter, Query } from "../../engine/query.ts";
import { Reference, type Value } from "../../engine/value.ts";
import { isList } from "../values/value.ts";
import { Facts } from "./open.ts";

/** More than Firestore lets a query have; a query beyond it is judged as if it had no filter. */
const MAX_ALTERNATIVES = 200;

/** One way in which a document can be in the result. */
export interface Alternative {
  /** Facts about `resource.data`. */
  readonly data: Facts;
  /** The document's path relative to the database, when the query names it. */
  readonly path: string | null;
}

/** The disjuncts of a query's filter; the rules must allow each. */
export function alternativesOf(query: Query, database: string): readonly Alternative[] {
  const disjuncts = query.where === null ? [[]] : (expand(query.where) ?? [[]]);
  return disjuncts.map((filters) => {
    const data = new Facts();
    data.exists = true;
    data.map = true;
    for (const { field } of query.orderBy) if (!isName(field)) factsAt(data, field);
    let path: string | null = null;
    for (const filter of filters) {
      if (!isName(filter.field)) note(factsAt(data, filter.field), filter);
      else if (filter.op === "==" && filter.value instanceof Reference)
        path = relativePath(filter.value, database);
    }
    return { data, path };
  });
}

function isName(field: readonly string[]): boolean {
  return field.length === 1 && field[0] === "__name__";
}

function relativePath(reference: Reference, database: string): string | null {
  const [, , , named, documents, ...segments] = reference.name.split("/");
  return named === database && documents === "documents" ? segments.join("/") : null;
}

/** Disjunctive normal form; null when there are too many. */
function expand(filter: Filter): FieldFilter[][] | null {
  switch (filter.kind) {
    case "field":
      return expandField(filter);
    case "or": {
      const all: FieldFilter[][] = [];
      for (const part of filter.filters) {
        const expanded = expand(part);
        if (expanded === null) return null;
        all.push(...expanded);
      }
      return all.length <= MAX_ALTERNATIVES ? all : null;
    }
    case "and": {
      let product: FieldFilter[][] = [[]];
      for (const part of filter.filters) {
        const expanded = expand(part);
        if (expanded === null || product.length * expanded.length > MAX_ALTERNATIVES) return null;
        product = product.flatMap((left) => expanded.map((right) => [...left, ...right]));
      }
      return product;
    }
  }
}

/** `in` and `array-contains-any` are an "or" over their values. */
function expandField(filter: FieldFilter): FieldFilter[][] {
  const { op, value } = filter;
  if (op === "in" && isList(value))
    return value.map((each) => [{ ...filter, op: "==", value: each as Value }]);
  if (op === "array-contains-any" && isList(value))
    return value.map((each) => [{ ...filter, op: "array-contains", value: each as Value }]);
  return [[filter]];
}

/** The facts of a field that a filter or an order makes exist, and with it the maps it is in. */
function factsAt(root: Facts, field: readonly string[]): Facts {
  let facts = root;
  for (const name of field) {
    facts.map = true;
    facts = facts.child(name);
    facts.exists = true;
  }
  return facts;
}

/** What one filter says of its field. */
function note(facts: Facts, { op, value }: FieldFilter): void {
  switch (op) {
    case "==":
      facts.equals ??= value;
      break;
    case "is-null":
      facts.equals = null;
      break;
    case "is-nan":
      facts.equals = Number.NaN;
      break;
    case "<":
    case "<=":
      facts.upper = { value, inclusive: op === "<=" };
      break;
    case ">":
    case ">=":
      facts.lower = { value, inclusive: op === ">=" };
      break;
    case "!=":
      facts.notEquals.push(value, null);
      break;
    case "not-in":
      facts.notEquals.push(...(isList(value) ? (value as readonly Value[]) : []), null);
      break;
    case "is-not-null":
      facts.notEquals.push(null);
      break;
    case "is-not-nan":
      facts.notEquals.push(Number.NaN);
      break;
    case "array-contains":
      facts.contains.push(value);
      break;
    case "in":
    case "array-contains-any":
      break;
  }
}
