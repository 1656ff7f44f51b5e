import type { Document } from "../api.ts";
import type { Order, Query } from "../query.ts";
import { AFTER, KeyWriter, pathKey } from "../store/keys.ts";
import { writeOrderKey } from "../store/secondary-index.ts";
import type { Store } from "../store/store.ts";
import { cursorSpan, within } from "./bounds.ts";
import type { Span } from "./bounds.ts";
import { planConjunction } from "./conjunction.ts";
import type { Access } from "./conjunction.ts";
import { matches } from "./filter.ts";
import { completeOrder, disjuncts } from "./normalize.ts";
import { inScope, scopeOf, walkNames } from "./scope.ts";

/** Documents that were different in the past state that is read; null: they did not exist. */
export type Overlay = ReadonlyMap<string, Document | null>;

/** Counts what running a query looked at. */
export interface Effort {
  scanned: number;
}

export interface Machine {
  readonly store: Store;
  /** `projects/{p}/databases/{d}` */
  readonly database: string;
  /** Scopes of up to this many documents are read through and sorted; larger ones get an index. */
  readonly scanLimit: number;
}

interface Row {
  /** The document's place in the query's order, in the direction of the keys. */
  readonly key: string;
  readonly path: string;
}

/** All documents a query selects in its order, before offset and limit. Reads only as far as it is asked. */
export function* rows(
  machine: Machine,
  query: Query,
  overlay: Overlay | null,
  effort: Effort,
): Generator<Document> {
  const orders = completeOrder(query);
  const reverse = orders[0]?.direction === "desc";
  const normal = reverse ? orders.map(flip) : orders;
  const span = cursorSpan(query, normal, reverse, machine.database);
  if (span.low >= span.high) return;
  const sources = currentRows(machine, query, normal, reverse, span, overlay, effort);
  if (overlay !== null)
    sources.push(sortedRows(overlaid(overlay), machine, query, normal, reverse, span, effort));
  let last: string | null = null;
  for (const row of merge(sources, reverse)) {
    // A document that satisfies several conjunctions has the same key in each.
    if (row.key === last) continue;
    last = row.key;
    const document = overlay?.get(row.path) ?? machine.store.get(row.path);
    if (document !== null) yield document;
  }
}

function flip(order: Order): Order {
  return { field: order.field, direction: order.direction === "asc" ? "desc" : "asc" };
}

function* overlaid(overlay: Overlay): Generator<Document> {
  for (const document of overlay.values()) if (document !== null) yield document;
}

function currentRows(
  machine: Machine,
  query: Query,
  orders: readonly Order[],
  reverse: boolean,
  span: Span,
  overlay: Overlay | null,
  effort: Effort,
): Generator<Row>[] {
  const scope = scopeOf(query);
  if (scope === null) return [walkRows(machine, query, reverse, span, overlay, effort)];
  const plans = disjuncts(query.where)
    .map((filters) => planConjunction(machine, scope, query, filters, orders))
    .filter((plan) => plan !== null);
  const small = machine.store.sizeOf(scope) <= machine.scanLimit;
  if (
    small &&
    plans.some((plan) => plan.kind === "index" && machine.store.findIndex(plan.shape) === undefined)
  ) {
    return [
      sortedRows(
        without(machine.store.inScope(scope), overlay),
        machine,
        query,
        orders,
        reverse,
        span,
        effort,
      ),
    ];
  }
  return plans.map((plan) => accessRows(machine, plan, orders, reverse, span, overlay, effort));
}

function* without(documents: Iterable<Document>, overlay: Overlay | null): Generator<Document> {
  for (const document of documents) if (overlay?.has(document.path) !== true) yield document;
}

/** Reads an index (or the few documents that are named) for one conjunction. */
function* accessRows(
  machine: Machine,
  access: Access,
  orders: readonly Order[],
  reverse: boolean,
  cursors: Span,
  overlay: Overlay | null,
  effort: Effort,
): Generator<Row> {
  if (access.kind === "named") {
    const document = overlay?.has(access.path) === true ? null : machine.store.get(access.path);
    if (document === null) return;
    effort.scanned++;
    const key = keyOf(document, orders);
    if (key !== null && key >= cursors.low && key < cursors.high && access.accepts(document))
      yield { key, path: document.path };
    return;
  }
  const entries =
    access.kind === "names"
      ? access.names
      : (machine.store.findIndex(access.shape) ?? machine.store.buildIndex(access.shape)).entries;
  const low = access.span.low > cursors.low ? access.span.low : cursors.low;
  const high = access.span.high < cursors.high ? access.span.high : cursors.high;
  if (low >= high) return;
  const { prefix } = access;
  const span = within(prefix, { low, high });
  for (const [key, path] of reverse
    ? entries.rangeBackwards(span.low, span.high)
    : entries.range(span.low, span.high)) {
    effort.scanned++;
    if (overlay?.has(path) === true) continue;
    if (access.accepts !== null) {
      const document = machine.store.get(path);
      if (document === null || !access.accepts(document)) continue;
    }
    yield { key: prefix === "" ? key : key.slice(prefix.length), path };
  }
}

const writer = new KeyWriter();

function keyOf(document: Document, orders: readonly Order[]): string | null {
  return writeOrderKey(writer.reset(), document, orders) ? writer.take() : null;
}

/** Reads documents through, keeps those that match and sorts them. */
function* sortedRows(
  documents: Iterable<Document>,
  machine: Machine,
  query: Query,
  orders: readonly Order[],
  reverse: boolean,
  span: Span,
  effort: Effort,
): Generator<Row> {
  const found: Row[] = [];
  for (const document of documents) {
    effort.scanned++;
    if (!inScope(query, document.path)) continue;
    if (query.where !== null && !matches(query.where, document, machine.database)) continue;
    const key = keyOf(document, orders);
    if (key !== null && key >= span.low && key < span.high) found.push({ key, path: document.path });
  }
  found.sort((a, b) => (a.key < b.key ? -1 : 1));
  if (reverse) found.reverse();
  yield* found;
}

/** A query over every collection, in the order of names. */
function* walkRows(
  machine: Machine,
  query: Query,
  reverse: boolean,
  span: Span,
  overlay: Overlay | null,
  effort: Effort,
): Generator<Row> {
  for (const path of walkNames(machine.store, query, reverse)) {
    const key = pathKey(path);
    if (key < span.low || key >= span.high || overlay?.has(path) === true) continue;
    effort.scanned++;
    const document = machine.store.get(path);
    if (document === null || (query.where !== null && !matches(query.where, document, machine.database)))
      continue;
    yield { key, path };
  }
}

/** Rows of several ordered sources in order. */
function* merge(sources: readonly Generator<Row>[], reverse: boolean): Generator<Row> {
  const [only] = sources;
  if (sources.length === 1 && only !== undefined) return yield* only;
  const heads = sources.map((source) => ({ source, row: take(source) })).filter((head) => head.row !== null);
  for (;;) {
    let best: (typeof heads)[number] | null = null;
    for (const head of heads) {
      if (head.row === null) continue;
      const bestKey: string = best?.row?.key ?? (reverse ? "" : AFTER);
      if (best === null || (reverse ? head.row.key > bestKey : head.row.key < bestKey)) best = head;
    }
    if (best === null || best.row === null) return;
    yield best.row;
    best.row = take(best.source);
  }
}

function take(source: Generator<Row>): Row | null {
  const next = source.next();
  return next.done === true ? null : next.value;
}
