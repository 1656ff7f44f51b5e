import { createMemo, type Accessor } from "solid-js";
import type { LongRows } from "./types.ts";

/** Rows that are all here, as the table reads rows of any kind. */
export function createRowsHere<Row extends { readonly id: string }>(
  rows: Accessor<readonly Row[]>,
): LongRows<Row> {
  // Made only where somebody asks: a long list is not gone through to be drawn.
  const places = createMemo(() => {
    const list = rows();
    let known: ReadonlyMap<string, number> | undefined;
    return () => (known ??= new Map(list.map((row, place) => [row.id, place])));
  });
  const placeOf = (id: string) => places()().get(id) ?? -1;
  return {
    get count() {
      return rows().length;
    },
    idAt: (place) => rows()[place]?.id,
    placeOf,
    row(id, place) {
      const row = rows()[place];
      return row?.id === id ? row : rows()[placeOf(id)];
    },
    between: async (from, to) =>
      rows()
        .slice(from, to + 1)
        .map(({ id }) => id),
  };
}

/** The ids from one place to another where all of them are known; undefined where one is not. */
export function knownBetween(
  rows: Pick<LongRows<unknown>, "idAt">,
  from: number,
  to: number,
): readonly string[] | undefined {
  const ids: string[] = [];
  for (let place = from; place <= to; place += 1) {
    const id = rows.idAt(place);
    if (id === undefined) return undefined;
    ids.push(id);
  }
  return ids;
}
