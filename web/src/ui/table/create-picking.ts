import { createMemo, createSelector, type Accessor } from "solid-js";
import { knownBetween } from "./rows.ts";
import { coverage, toggled, withAll } from "./selection.ts";
import type { LongRows, TableSelection } from "./types.ts";

interface PickingNeeds {
  /** Undefined where nothing can be selected. */
  readonly selection: Accessor<TableSelection | undefined>;
  /** Rows that are here. */
  readonly shown: Accessor<readonly { readonly id: string }[]>;
  readonly rows: Accessor<LongRows<unknown>>;
  readonly question: Accessor<string | undefined>;
}

export interface Picking {
  /** Whether a row is selected; undefined where nothing can be. */
  has(id: string): boolean | undefined;
  /** How much of the list is selected, for the box in the heading. */
  readonly coverage: Accessor<"none" | "some" | "all" | undefined>;
  /** A row is to be selected or not; with `range`, everything from the one that was picked before to it. */
  pick(id: string, wanted: boolean, range: boolean): Promise<void>;
  /** The other way round whoever stands at a place, also one who is still on his way. */
  at(place: number, range: boolean): void;
  all(wanted: boolean): void;
}

/** Picks rows of a table by mouse and keys, one by one, from one to another, or all. */
export function createPicking({ selection, shown, rows, question }: PickingNeeds): Picking {
  const selectable = createMemo(() => selection() !== undefined);
  const covered = createMemo(() => {
    const now = selection();
    return now === undefined ? undefined : (now.coverage ?? coverage(now.ids, shown()));
  });
  // Whoever is ticked is one row's matter, and that of the one before.
  const chosen = createSelector(
    () => selection()?.ids,
    (id: string, ids) => ids?.has(id) === true,
  );
  /** Where a range begins, and where it stood when it was picked. */
  let anchor: { readonly id: string; readonly place: number } | undefined;

  const pick = async (id: string, wanted: boolean, range: boolean, place = -1) => {
    const now = selection();
    if (now === undefined) return;
    const known = anchor === undefined ? -1 : rows().placeOf(anchor.id);
    const from = known >= 0 ? known : (anchor?.place ?? -1);
    const stands = rows().placeOf(id);
    const to = stands >= 0 ? stands : place;
    anchor = { id, place: to };
    if (!range || from < 0 || to < 0) {
      now.onChange(toggled(now.ids, id, wanted));
      return;
    }
    const [start, end] = from < to ? ([from, to] as const) : ([to, from] as const);
    const between = knownBetween(rows(), start, end) ?? (await rows().between(start, end));
    now.onChange(withAll(selection()?.ids ?? new Set(), between, wanted));
  };
  const flip = (id: string, place: number, range: boolean) =>
    pick(id, selection()?.ids.has(id) !== true, range, place);

  // Picked by keys before it was known who stands there: each when it has come, in the order of the keys.
  let coming: Promise<void> | undefined;
  return {
    has: (id) => (selectable() ? chosen(id) : undefined),
    coverage: covered,
    pick: (id, wanted, range) => pick(id, wanted, range),
    at(place, range) {
      const id = rows().idAt(place);
      if (place < 0 || !selectable()) return;
      if (id !== undefined && coming === undefined) {
        void flip(id, place, range);
        return;
      }
      const asked = question();
      const list = rows();
      const before = coming;
      const mine = (async () => {
        const found = id ?? (await list.between(place, place))[0];
        await before;
        if (found !== undefined && question() === asked) await flip(found, place, range);
      })().finally(() => {
        if (coming === mine) coming = undefined;
      });
      coming = mine;
    },
    all(wanted) {
      const now = selection();
      if (now?.onAll !== undefined) now.onAll(wanted);
      else now?.onChange(wanted ? new Set(shown().map((row) => row.id)) : new Set());
    },
  };
}
