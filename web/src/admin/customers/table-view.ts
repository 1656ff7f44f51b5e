import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { PreferencesPort } from "../../data/ports.tsx";
import { browserClock, type Clock } from "../../lib/clock.ts";
import { createLiveDoc } from "../../lib/live/create-live.ts";
import type { TableView } from "../../ui/table/types.ts";

type Arrangement = Omit<TableView, "filters">;

export interface ArrangedView {
  readonly view: Accessor<Arrangement>;
  set(view: Arrangement): void;
  reset(): void;
}

/** Which columns there are. */
export interface Offer {
  /** What a fresh administrator sees, in this order. */
  readonly usual: readonly string[];
  /** Every column that can be shown. */
  readonly all: readonly string[];
}

/** A column dragged wider is one write, not one for each pixel. */
const PAUSE_MS = 600;

/** How the administrator arranged one table; kept on the server, so that it follows him to another browser. */
export function createTableView(
  port: PreferencesPort,
  table: string,
  columns: Accessor<Offer> | readonly string[],
  clock: Clock = browserClock,
): ArrangedView {
  const preferences = createLiveDoc(() => port.mine());
  const offer = typeof columns === "function" ? columns : () => ({ usual: columns, all: columns });
  const usual = createMemo<Arrangement>(() => ({ columns: offer().usual.map((id) => ({ id })) }));
  // What was just arranged shows at once; it gives way to the stored one when that moves, also by another window.
  const [local, setLocal] = createSignal<Arrangement>();
  let waiting: { readonly arrangement: Arrangement; readonly cancel: () => void } | undefined;

  const stored = createMemo<Arrangement | undefined>(() => {
    const kept = preferences.value()?.tables[table];
    if (kept === undefined) return undefined;
    const shown = kept.columns.filter((column) => column.shown);
    const decided = new Set(kept.columns.map(({ key }) => key));
    // A column that came since he arranged the table, and is to show, shows (10 §8.9).
    const late = offer().usual.filter((id) => id.startsWith("attr_") && !decided.has(id));
    return {
      columns:
        shown.length === 0
          ? usual().columns
          : [
              ...shown.map(({ key, width }) => ({ id: key, ...(width === null ? {} : { width }) })),
              ...late.map((id) => ({ id })),
            ],
      ...(kept.sort === null ? {} : { sort: { column: kept.sort.key, descending: kept.sort.descending } }),
    };
  });
  createEffect(on(stored, () => waiting === undefined && setLocal(undefined), { defer: true }));

  const write = () => {
    if (waiting === undefined) return;
    const { columns: chosen, sort } = waiting.arrangement;
    waiting.cancel();
    waiting = undefined;
    const hidden = offer().all.filter((id) => !chosen.some((column) => column.id === id));
    void port.keepTable(table, {
      columns: [
        ...chosen.map(({ id, width }) => ({ key: id, shown: true, width: width ?? null })),
        ...hidden.map((id) => ({ key: id, shown: false, width: null })),
      ],
      sort: sort === undefined ? null : { key: sort.column, descending: sort.descending },
      pageSize: 100,
    });
  };
  onCleanup(write);

  const set = ({ columns: chosen, sort }: Arrangement) => {
    const arrangement = { columns: chosen, ...(sort === undefined ? {} : { sort }) };
    setLocal(arrangement);
    waiting?.cancel();
    waiting = { arrangement, cancel: clock.after(PAUSE_MS, write) };
  };
  return {
    view: () => local() ?? stored() ?? usual(),
    set,
    reset: () => set(usual()),
  };
}
