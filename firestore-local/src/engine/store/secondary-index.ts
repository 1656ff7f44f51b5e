import type { Document } from "../api.ts";
import { getField } from "../fields.ts";
import { isArray } from "../order.ts";
import { fieldKey, isNamePath } from "../path.ts";
import type { FieldPath, Order } from "../query.ts";
import { KeyWriter } from "./keys.ts";
import { SortedMap } from "./sorted-map.ts";

/** What an index holds, in the order of its keys: equality fields, one array's elements, then the orders. */
export interface Shape {
  readonly scope: string;
  readonly equal: readonly FieldPath[];
  readonly contains: FieldPath | null;
  /** Ends with `__name__`, so keys are unique. */
  readonly orders: readonly Order[];
  /** The same for the same shape, scope aside. */
  readonly key: string;
}

/** A shape with its key. */
export function shapeOf(
  scope: string,
  equal: readonly FieldPath[],
  contains: FieldPath | null,
  orders: readonly Order[],
): Shape {
  const key = JSON.stringify([
    equal.map(fieldKey),
    contains,
    orders.map((order) => [fieldKey(order.field), order.direction]),
  ]);
  return { scope, equal, contains, orders, key };
}

const writer = new KeyWriter();

/** Writes the key of a document's place in the orders; false when the document lacks one of the fields. */
export function writeOrderKey(to: KeyWriter, document: Document, orders: readonly Order[]): boolean {
  for (const order of orders) {
    const descending = order.direction === "desc";
    if (isNamePath(order.field)) {
      to.path(document.path, descending);
      continue;
    }
    const value = getField(document.fields, order.field);
    if (value === undefined) return false;
    to.value(value, descending);
  }
  return true;
}

/** An index of one shape: keys in order, each with its document's path. */
export class SecondaryIndex {
  readonly shape: Shape;
  readonly entries = new SortedMap<string>();

  constructor(shape: Shape) {
    this.shape = shape;
  }

  /** Fills the index. */
  build(documents: Iterable<Document>): void {
    const entries: [string, string][] = [];
    for (const document of documents) {
      for (const key of this.keysOf(document)) entries.push([key, document.path]);
    }
    entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this.entries.load(entries);
  }

  /** Follows one document from a state to the next. */
  move(before: Document | null, after: Document | null): void {
    const old = before === null ? [] : this.keysOf(before);
    const fresh = after === null ? [] : this.keysOf(after);
    if (old.length === 1 && fresh.length === 1 && old[0] === fresh[0]) return;
    const kept = new Set(fresh);
    for (const key of old) if (!kept.has(key)) this.entries.delete(key);
    const path = (after ?? before)?.path ?? "";
    const had = new Set(old);
    for (const key of fresh) if (!had.has(key)) this.entries.set(key, path);
  }

  /** A document's keys: none when it lacks a field, several when an array's elements are indexed. */
  keysOf(document: Document): readonly string[] {
    writer.reset();
    for (const field of this.shape.equal) {
      const value = getField(document.fields, field);
      if (value === undefined) return [];
      writer.value(value);
    }
    if (this.shape.contains === null)
      return writeOrderKey(writer, document, this.shape.orders) ? [writer.take()] : [];
    const elements = getField(document.fields, this.shape.contains);
    if (!isArray(elements)) return [];
    const keys = new Set<string>();
    const start = writer.position;
    for (const element of elements) {
      writer.truncate(start);
      writer.value(element);
      if (!writeOrderKey(writer, document, this.shape.orders)) return [];
      keys.add(writer.take());
    }
    return [...keys];
  }
}
