import type { Column, TableView } from "./types.ts";

export const MIN_WIDTH = 56;
/** By so many pixels a press makes a column wider or narrower. */
export const WIDTH_STEP = 16;

/** The columns to draw, in the view's order; ids the table no longer knows are left out. */
export function shownColumns<Row>(columns: readonly Column<Row>[], view: TableView): readonly Column<Row>[] {
  const known = new Map(columns.map((column) => [column.id, column]));
  return view.columns.flatMap(({ id }) => known.get(id) ?? []);
}

/** True for the same columns in the same order. */
export function sameColumns<Row>(a: readonly Column<Row>[], b: readonly Column<Row>[]): boolean {
  return a.length === b.length && a.every((column, place) => column === b[place]);
}

/** Pixels of a column: as the person set it, else as it comes. */
export function widthOf<Row>(column: Column<Row>, view: TableView): number {
  return view.columns.find(({ id }) => id === column.id)?.width ?? column.width;
}

/** The columns as a CSS grid track list; one column takes the room that is left. */
export function trackList<Row>(
  columns: readonly Column<Row>[],
  view: TableView,
  selectable: boolean,
): string {
  const grows = columns.some((column) => column.grows === true);
  const tracks = columns.map((column) => {
    const width = widthOf(column, view);
    return column.grows === true ? `minmax(${width}px, 1fr)` : `${width}px`;
  });
  return [...(selectable ? ["40px"] : []), ...tracks, ...(grows ? [] : ["1fr"])].join(" ");
}

/** Total width the columns ask for, in pixels. */
export function askedWidth<Row>(
  columns: readonly Column<Row>[],
  view: TableView,
  selectable: boolean,
): number {
  return columns.reduce((sum, column) => sum + widthOf(column, view), selectable ? 40 : 0);
}

/** Sort after a click on a heading: ascending, then descending, then as the list comes. */
export function nextSort(view: TableView, column: string): TableView {
  const { sort, ...rest } = view;
  if (sort?.column !== column) return { ...rest, sort: { column, descending: false } };
  return sort.descending ? rest : { ...rest, sort: { column, descending: true } };
}

/** The view with one column made `width` wide, never too narrow to grab again. */
export function withWidth(view: TableView, column: string, width: number): TableView {
  const columns = view.columns.map((entry) =>
    entry.id === column ? { id: entry.id, width: Math.max(MIN_WIDTH, Math.round(width)) } : entry,
  );
  return { ...view, columns };
}

/** The view with one column shown (at the end) or hidden; the last one stays. */
export function withShown(view: TableView, column: string, shown: boolean): TableView {
  const others = view.columns.filter(({ id }) => id !== column);
  if (!shown) return others.length === 0 ? view : { ...view, columns: others };
  return others.length < view.columns.length ? view : { ...view, columns: [...others, { id: column }] };
}

/** The view with one column moved by `steps` places, within the ends. */
export function withMoved(view: TableView, column: string, steps: number): TableView {
  const from = view.columns.findIndex(({ id }) => id === column);
  const moved = view.columns[from];
  if (moved === undefined) return view;
  const to = Math.min(view.columns.length - 1, Math.max(0, from + steps));
  const columns = view.columns.toSpliced(from, 1).toSpliced(to, 0, moved);
  return { ...view, columns };
}

/** The view with one filter set; an empty text takes it away. */
export function withFilter(view: TableView, column: string, text: string): TableView {
  const { [column]: _gone, ...others } = view.filters;
  return { ...view, filters: text === "" ? others : { ...others, [column]: text } };
}
