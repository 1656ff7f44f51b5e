import { createMemo, createSignal, type Accessor } from "solid-js";
import { useSearchParams } from "@solidjs/router";
import { readTableFilters, type TableFilters } from "@trunkline/domain/list/condition";
import type { ListField } from "@trunkline/domain/list/fields";
import type { SavedView } from "@trunkline/domain/views/views";
import type { PreferencesPort, ViewContent, ViewsPort } from "../../../data/ports.tsx";
import { createLiveList } from "../../../lib/live/create-live.ts";
import type { TableView } from "../../../ui/table/types.ts";
import { createTableView, type Offer } from "../table-view.ts";

const TABLE = "customers";

export interface ListView {
  readonly view: Accessor<TableView>;
  readonly filters: Accessor<TableFilters>;
  /** The address names columns that are not known yet. */
  readonly unread: Accessor<boolean>;
  set(view: TableView): void;
  reset(): void;
  /** The saved view that the address names; undefined for the administrator's own arrangement. */
  readonly saved: Accessor<SavedView | undefined>;
  /** What is on the screen differs from the saved view it came from. */
  readonly changed: Accessor<boolean>;
  /** Own views and those colleagues share, by name; brought once somebody looks for them, or the address names one. */
  readonly all: Accessor<readonly SavedView[]>;
  look(): void;
  /** Shows a saved view; undefined goes back to one's own arrangement, unfiltered. */
  choose(view: SavedView | undefined): void;
  /** What is on the screen, to be saved under a name. */
  content(name: string, shared: boolean): ViewContent;
}

type Arrangement = Omit<TableView, "filters">;

interface ListColumns {
  readonly offer: Accessor<Offer>;
  /** What narrows the list. */
  readonly fields: Accessor<readonly ListField[]>;
  /** Whether all of them are known, additional fields too. */
  readonly known: Accessor<boolean>;
  /** Whether rows can be ordered so while these filters are set. */
  readonly orders: (column: string, filters: TableFilters) => boolean;
}

function arrangementOf(saved: SavedView): Arrangement {
  return {
    columns: saved.columns
      .filter((column) => column.shown)
      .map(({ key, width }) => ({ id: key, ...(width === null ? {} : { width }) })),
    ...(saved.sort === null ? {} : { sort: { column: saved.sort.key, descending: saved.sort.descending } }),
  };
}

/** Kept in the address beside the filters. */
const VIEW = "view";

const differs = (a: Arrangement, b: Arrangement) => JSON.stringify(a) !== JSON.stringify(b);

/**
 * What the list shows: the arrangement of the administrator or of a saved view, and the filters of the address. The
 * address names both, so that going back and reloading keep them.
 */
export function createListView(
  ports: { readonly preferences: PreferencesPort; readonly views: ViewsPort },
  columns: ListColumns,
): ListView {
  const [address, setAddress] = useSearchParams();
  const arranged = createTableView(ports.preferences, TABLE, columns.offer);
  // Two questions that cost a read each time the list is opened: asked where somebody looks for a view.
  const [looking, setLooking] = createSignal(false);
  const wanted = createMemo(() => looking() || address[VIEW] !== undefined);
  const own = createLiveList(() => (wanted() ? ports.views.own(TABLE) : undefined));
  const shared = createLiveList(() => (wanted() ? ports.views.shared(TABLE) : undefined));
  const all = createMemo(() =>
    [
      ...new Map([...shared.rows(), ...own.rows()].map((view) => [view.id as string, view])).values(),
    ].toSorted((a, b) => a.name.localeCompare(b.name)),
  );
  // A view is rearranged on the screen first; saving it is asked for.
  const [touched, setTouched] = createSignal<{ readonly of: string; readonly arrangement: Arrangement }>();

  // What stands in the address and is wanted no more goes; what is no filter is not ours to take away.
  const addressFor = (wanted: TableFilters, view: string | null) => ({
    ...Object.fromEntries(Object.keys(filters()).map((key) => [key, null])),
    ...wanted,
    [VIEW]: view,
  });
  const filters = createMemo<TableFilters>(
    () => readTableFilters(address, columns.fields()),
    {},
    {
      equals: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    },
  );
  const saved = createMemo(() => all().find((view) => view.id === address[VIEW]));
  const arrangement = createMemo<Arrangement>(() => {
    const from = saved();
    if (from === undefined) return arranged.view();
    const mine = touched();
    return mine?.of === from.id ? mine.arrangement : arrangementOf(from);
  });
  const view = createMemo<TableView>(() => {
    const { sort, ...rest } = arrangement();
    // An order that nobody can give with these filters is kept until they are taken away.
    const kept = sort !== undefined && columns.orders(sort.column, filters()) ? sort : undefined;
    return { ...rest, ...(kept === undefined ? {} : { sort: kept }), filters: filters() };
  });
  return {
    view,
    filters,
    unread: () => !columns.known() && Object.keys(address).some((key) => key.startsWith("attr_")),
    saved,
    all,
    look: () => void setLooking(true),
    set(next) {
      const { filters: texts, ...rest } = next;
      const narrowed = readTableFilters(texts, columns.fields());
      if (JSON.stringify(narrowed) !== JSON.stringify(filters())) {
        setAddress(addressFor(narrowed, saved()?.id ?? null), { replace: true });
      }
      // A narrowed list has lost its order on the screen, not in the arrangement.
      const sort = rest.sort ?? (view().sort === undefined ? arrangement().sort : undefined);
      const kept = { columns: rest.columns, ...(sort === undefined ? {} : { sort }) };
      const from = saved();
      if (!differs(kept, arrangement())) return;
      if (from === undefined) arranged.set(kept);
      else setTouched({ of: from.id, arrangement: kept });
    },
    reset() {
      setTouched(undefined);
      if (saved() === undefined) arranged.reset();
    },
    changed: () => {
      const from = saved();
      if (from === undefined) return false;
      const same =
        JSON.stringify(readTableFilters(from.filters, columns.fields())) === JSON.stringify(filters());
      return !same || differs(arrangement(), arrangementOf(from));
    },
    choose(wanted) {
      setTouched(undefined);
      setAddress(
        wanted === undefined
          ? addressFor({}, null)
          : addressFor(readTableFilters(wanted.filters, columns.fields()), wanted.id),
      );
    },
    content: (name, isShared) => {
      const { columns: shown, sort } = arrangement();
      return {
        table: TABLE,
        name,
        shared: isShared,
        columns: shown.map(({ id, width }) => ({ key: id, shown: true, width: width ?? null })),
        filters: { ...filters() },
        sort: sort === undefined ? null : { key: sort.column, descending: sort.descending },
      };
    },
  };
}
