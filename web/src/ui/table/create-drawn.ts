import { createMemo, createSignal, type Accessor } from "solid-js";
import type { Span } from "./create-span.ts";
import type { LongRows } from "./types.ts";

/** A row in sight, which hears of nothing but what changes for it. */
export interface DrawnRow<Row> {
  /** Its id; while that is not known, its place. */
  readonly key: string;
  readonly place: Accessor<number>;
  /** Undefined while it is on its way. */
  readonly row: Accessor<Row | undefined>;
}

interface Held<Row> extends DrawnRow<Row> {
  move(place: number): void;
  show(row: Row | undefined): void;
}

function hold<Row>(key: string, at: number, first: Row | undefined): Held<Row> {
  const [place, move] = createSignal(at);
  const [row, setRow] = createSignal(first);
  return { key, place, row, move, show: (next) => void setRow(() => next) };
}

/**
 * The rows in sight, in order. A row is the same one while its id is in sight; when the list changes, the places and
 * records are compared here once, so that only what is another one now is told to its row.
 */
export function createDrawn<Row>(
  span: Accessor<Span>,
  rows: Accessor<LongRows<Row>>,
): Accessor<readonly DrawnRow<Row>[]> {
  let held = new Map<string, Held<Row>>();
  return createMemo<readonly DrawnRow<Row>[]>(
    () => {
      const { start, end } = span();
      const list = rows();
      const now = new Map<string, Held<Row>>();
      for (let place = start; place < end; place += 1) {
        const id = list.idAt(place);
        const key = id ?? `#${place}`;
        const row = id === undefined ? undefined : list.row(id, place);
        const known = held.get(key);
        known?.move(place);
        known?.show(row);
        now.set(key, known ?? hold(key, place, row));
      }
      held = now;
      return [...now.values()];
    },
    [],
    { equals: (a, b) => a.length === b.length && a.every((row, index) => row === b[index]) },
  );
}
