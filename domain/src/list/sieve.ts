import { idOfLine, VALUE, type IndexedFields } from "../search/line.ts";
import type { IndexPart } from "../search/index-of-lines.ts";
import type { Condition } from "./condition.ts";
import { createColumns, type Columns, type LineBlock } from "./columns.ts";
import { marksOf } from "./marks.ts";

/*
 * The list answered from the index in the browser: which of all customers pass, in which order. The order of the base is
 * found once for each column and kept; what changed since is sifted apart and merged in.
 */

/** By what the rows are ordered. Rows that are equal stand in the order of their ids, as in the database. */
export interface SiftOrder {
  readonly key: string;
  /**
   * `stored`: as the database compares; `folded`: as people read; `ranked`: as the values stand in `ranks`; `given`: as
   * the ids stand there, and nobody else passes.
   */
  readonly by: "stored" | "folded" | "number" | "ranked" | "given";
  readonly ranks?: readonly string[];
  readonly descending: boolean;
}

/** What the list asks of the index. */
export interface SiftQuestion {
  /** All of these hold. */
  readonly conditions: readonly Condition[];
  readonly order: SiftOrder;
}

/** The rows that pass, in order. */
export interface Sifted {
  readonly total: number;
  idAt(place: number): string | undefined;
  /** A stored value of the row at a place. */
  valueAt(place: number, key: string): string;
  /** The line of the row at a place, and whose partner's it is. */
  lineAt(place: number): { readonly line: string; readonly partner: string };
  /** Where a customer stands, or -1. */
  placeOf(id: string): number;
}

export interface Sieve {
  sift(question: SiftQuestion): Sifted;
  /** Customers there are, sifted or not. */
  count(): number;
}

interface Held {
  readonly parts: () => ReadonlyMap<string, IndexPart>;
  readonly fields: (partner: string) => IndexedFields;
}

type Compare = (a: number, b: number) => number;

function keysOf(columns: Columns, { key, by, ranks }: SiftOrder): readonly string[] | Float64Array {
  if (by === "stored") return columns.raw(key);
  if (by === "folded") return columns.folded(key);
  // What has no number, or no rank, comes first, as the empty text does.
  if (by === "number") {
    return columns.numbers(key).map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value));
  }
  const rank = new Map((ranks ?? []).map((value, index) => [value, index]));
  return Float64Array.from(columns.raw(key), (cell) => {
    const known = cell.split(VALUE).map((one) => rank.get(one) ?? Number.POSITIVE_INFINITY);
    const least = Math.min(...known);
    return Number.isFinite(least) ? least : Number.NEGATIVE_INFINITY;
  });
}

/** One set of rows with the orders that were asked of it. */
function createShelf(blocks: readonly LineBlock[]) {
  const columns = createColumns(blocks);
  const ids = columns.lines.map(idOfLine);
  const orders = new Map<string, { readonly rows: Uint32Array; readonly keys: ArrayLike<string | number> }>();
  return {
    columns,
    ids,
    /** The rows in ascending order, and what they were compared by. */
    ordered(order: SiftOrder) {
      const name = JSON.stringify([order.key, order.by, order.ranks]);
      let known = orders.get(name);
      if (known === undefined) {
        const keys = keysOf(columns, order);
        const compare: Compare = (a, b) => compareKeys(keys[a], keys[b]) || compareKeys(ids[a], ids[b]);
        known = { rows: Uint32Array.from(ids.keys()).sort(compare), keys };
        orders.set(name, known);
      }
      return known;
    },
  };
}
type Shelf = ReturnType<typeof createShelf>;

function compareKeys(a: string | number | undefined, b: string | number | undefined): number {
  if (a === b || a === undefined || b === undefined) return 0;
  return a < b ? -1 : 1;
}

/** The rows of a shelf that pass, ascending. */
function passing(
  shelf: Shelf,
  { conditions, order }: SiftQuestion,
  hidden: Uint8Array | undefined,
): Uint32Array {
  const marks = marksOf(shelf.columns, conditions);
  const rows = order.by === "given" ? Uint32Array.from(shelf.ids.keys()) : shelf.ordered(order).rows;
  if (marks === undefined && hidden === undefined) return rows;
  const found = new Uint32Array(rows.length);
  let count = 0;
  for (const row of rows) if (hidden?.[row] !== 1 && marks?.[row] !== 0) found[count++] = row;
  return found.subarray(0, count);
}

interface Passed {
  readonly shelf: Shelf;
  readonly since: Shelf;
  /** Rows of either that pass, ascending. */
  readonly old: Uint32Array;
  readonly young: Uint32Array;
  readonly order: SiftOrder;
}

/** All rows that pass, ascending: those of the base as they are, those told since as -1, -2, … */
function merge({ shelf, since, old, young, order }: Passed): ArrayLike<number> {
  if (young.length === 0) return old;
  const oldKeys = shelf.ordered(order).keys;
  const youngKeys = since.ordered(order).keys;
  const merged = new Int32Array(old.length + young.length);
  let count = 0;
  let next = 0;
  for (const row of old) {
    for (; next < young.length; next += 1) {
      const other = young[next] ?? 0;
      const before =
        compareKeys(youngKeys[other], oldKeys[row]) || compareKeys(since.ids[other], shelf.ids[row]);
      if (before > 0) break;
      merged[count++] = -1 - other;
    }
    merged[count++] = row;
  }
  for (; next < young.length; next += 1) merged[count++] = -1 - (young[next] ?? 0);
  return merged;
}

/** The same, as somebody else put them in order: few, so that nothing is kept of it. */
function asGiven({ shelf, since, old, young, order }: Passed): readonly number[] {
  const places = new Map((order.ranks ?? []).map((id, place) => [id, place]));
  const placed: (readonly [place: number, row: number])[] = [];
  const put = (id: string | undefined, row: number) => {
    const place = id === undefined ? undefined : places.get(id);
    if (place !== undefined) placed.push([place, row]);
  };
  for (const row of old) put(shelf.ids[row], row);
  for (const row of young) put(since.ids[row], -1 - row);
  return placed.sort(([a], [b]) => a - b).map(([, row]) => row);
}

/** Sifts what a line index holds, as it is at each question. */
export function createSieve(held: Held): Sieve {
  let base: { readonly of: string; readonly shards: readonly unknown[]; readonly shelf: Shelf } | undefined;
  let rowById: ReadonlyMap<string, number> = new Map();

  const baseShelf = (): Shelf => {
    const parts = [...held.parts()];
    const shards = parts.flatMap(([, part]) => part.shards);
    const of = parts.map(([partner]) => JSON.stringify([partner, held.fields(partner)])).join();
    const same =
      base?.of === of &&
      base.shards.length === shards.length &&
      shards.every((shard, index) => shard === base?.shards[index]);
    if (base !== undefined && same) return base.shelf;
    const blocks = parts.flatMap(([partner, part]) =>
      part.shards.map(({ lines }) => ({ partner, lines, fields: held.fields(partner) })),
    );
    base = { of, shards, shelf: createShelf(blocks) };
    rowById = new Map(base.shelf.ids.map((id, row) => [id as string, row]));
    return base.shelf;
  };

  /** The rows told since, each customer once, and the rows of the base that they stand for. */
  const changes = (shelf: Shelf): { readonly since: Shelf; readonly hidden: Uint8Array } => {
    const hidden = new Uint8Array(shelf.ids.length);
    const partners = shelf.columns.raw("partnerId");
    const lines = new Map<string, { readonly partner: string; readonly line: string }>();
    for (const [partner, { now }] of held.parts()) {
      for (const [id, current] of now) {
        const row = rowById.get(id);
        // Who was told to be here is here, whatever another partner's base says still.
        if (row !== undefined && (current !== null || partners[row] === partner)) hidden[row] = 1;
        if (current !== null) lines.set(id, { partner, line: current.line });
      }
    }
    const blocks = [...Map.groupBy(lines.values(), ({ partner }) => partner)].map(([partner, own]) => ({
      partner,
      lines: own.map(({ line }) => line),
      fields: held.fields(partner),
    }));
    return { since: createShelf(blocks), hidden };
  };

  return {
    sift(question) {
      const { order } = question;
      const shelf = baseShelf();
      const { since, hidden } = changes(shelf);
      const old = passing(shelf, question, hidden);
      const young = passing(since, question, undefined);
      const merged = (order.by === "given" ? asGiven : merge)({ shelf, since, old, young, order });
      const total = merged.length;
      const rowAt = (place: number) => merged[order.descending ? total - 1 - place : place];

      const idOf = (row: number): string => (row < 0 ? since.ids[-1 - row] : shelf.ids[row]) ?? "";
      const columnAt = (place: number, cells: (columns: Columns) => readonly string[]): string => {
        const row = rowAt(place) ?? 0;
        return (row < 0 ? cells(since.columns)[-1 - row] : cells(shelf.columns)[row]) ?? "";
      };
      let places: ReadonlyMap<string, number> | undefined;
      return {
        total,
        idAt(place) {
          const row = rowAt(place);
          return row === undefined ? undefined : idOf(row);
        },
        valueAt: (place, key) => columnAt(place, (columns) => columns.raw(key)),
        lineAt: (place) => ({
          line: columnAt(place, ({ lines }) => lines),
          partner: columnAt(place, (columns) => columns.raw("partnerId")),
        }),
        placeOf(id) {
          places ??= new Map(
            Array.from({ length: total }, (_unused, place) => [idOf(rowAt(place) ?? 0), place]),
          );
          return places.get(id) ?? -1;
        },
      };
    },
    count() {
      const shelf = baseShelf();
      const { since, hidden } = changes(shelf);
      return shelf.ids.length - hidden.reduce((sum, one) => sum + one, 0) + since.ids.length;
    },
  };
}
