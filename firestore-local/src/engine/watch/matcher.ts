import type { Document } from "../api.ts";
import { cursorSpan } from "../plan/bounds.ts";
import type { Span } from "../plan/bounds.ts";
import { matches } from "../plan/filter.ts";
import { completeOrder } from "../plan/normalize.ts";
import { inScope } from "../plan/scope.ts";
import type { Order, Query } from "../query.ts";
import { KeyWriter } from "../store/keys.ts";
import { writeOrderKey } from "../store/secondary-index.ts";

const writer = new KeyWriter();

/** Tells, from a document alone, whether and where it stands among a query's matches (offset and limit aside). */
export class Matcher {
  readonly #query: Query;
  readonly #database: string;
  readonly #orders: readonly Order[];
  readonly #span: Span;
  readonly #sign: 1 | -1;

  /** Throws INVALID_ARGUMENT for cursors that do not fit the query's order. */
  constructor(query: Query, database: string) {
    this.#query = query;
    this.#database = database;
    const orders = completeOrder(query);
    const reverse = orders[0]?.direction === "desc";
    this.#orders = reverse ? orders.map(flip) : orders;
    this.#span = cursorSpan(query, this.#orders, reverse, database);
    this.#sign = reverse ? -1 : 1;
  }

  /** The document's place in the query's order; null when the query does not select it. */
  placeOf(document: Document | null): string | null {
    if (document === null || !inScope(this.#query, document.path)) return null;
    const { where } = this.#query;
    if (where !== null && !matches(where, document, this.#database)) return null;
    if (!writeOrderKey(writer.reset(), document, this.#orders)) return null;
    const key = writer.take();
    return key >= this.#span.low && key < this.#span.high ? key : null;
  }

  /** Whether the query selects the document. */
  selects(document: Document | null): boolean {
    return this.placeOf(document) !== null;
  }

  /** Negative when place `a` comes before place `b` in the results. */
  compare(a: string, b: string): number {
    return a === b ? 0 : a < b ? -this.#sign : this.#sign;
  }
}

function flip(order: Order): Order {
  return { field: order.field, direction: order.direction === "asc" ? "desc" : "asc" };
}
