import { $TRACK, createMemo, type Accessor } from "solid-js";
import type { LongRows } from "./types.ts";

/** Rows that are all here, as the table reads rows of any kind. */
export function createRowsHere<Row extends { readonly id: string }>(
  rows: Accessor<readonly Row[]>,
): Accessor<LongRows<Row>> {
  return createMemo(() => {
    const list: readonly Row[] & { readonly [$TRACK]?: unknown } = rows();
    // A store keeps its list and changes what is in it; this is how it tells.
    void list[$TRACK];
    let places: ReadonlyMap<string, number> | undefined;
    // Made only where somebody asks: a long list is not gone through to be drawn.
    const placeOf = (id: string) =>
      (places ??= new Map(list.map((row, place) => [row.id, place]))).get(id) ?? -1;
    return {
      count: list.length,
      idAt: (place) => list[place]?.id,
      placeOf,
      row(id, place) {
        const row = list[place];
        return row?.id === id ? row : list[placeOf(id)];
      },
      between: async (from, to) => list.slice(from, to + 1).map(({ id }) => id),
    };
  });
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
