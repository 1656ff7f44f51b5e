import { Show, createMemo, createRenderEffect, untrack, type Accessor, type JSX } from "solid-js";
import { insert } from "solid-js/web";
import type { DrawnRow } from "./create-drawn.ts";
import type { RowMould } from "./mould.tsx";
import type { Column, TextCell } from "./types.ts";
import { labelWriter, stampWriter, textWriter, type Writer } from "./writers.ts";

interface RowProps<Row> {
  readonly mould: RowMould<Row>;
  readonly drawn: DrawnRow<Row>;
  readonly height: number;
  /** Rows of the heading. */
  readonly headed: number;
  readonly domId: string;
  readonly active: boolean;
  /** Undefined where nothing can be selected. */
  readonly picked: boolean | undefined;
  readonly nameOf: (row: Row) => string;
  readonly mark: (row: Row) => unknown;
  readonly widthOf: (column: Column<Row>) => number;
}

/**
 * One row, copied from the mould of its table: its cells, or their shapes at the same height while it is on its way.
 * It has no listeners: the table hears what is done in its rows.
 */
export function TableRow<Row>(props: RowProps<Row>): JSX.Element {
  // A row keeps these for its life; a table with other columns has other rows.
  const { mould, drawn, domId } = untrack(() => ({
    mould: props.mould,
    drawn: props.drawn,
    domId: props.domId,
  }));
  const here = createMemo(() => drawn.row() !== undefined);
  const copy = (known: boolean) => (known ? mould.plain : mould.coming).cloneNode(true) as HTMLElement;
  const element = copy(untrack(here));
  element.id = domId;
  createRenderEffect(() => {
    const place = drawn.place();
    element.setAttribute("aria-rowindex", String(place + props.headed + 1));
    element.style.top = `${place * props.height}px`;
  });
  let box: HTMLInputElement | null = null;
  // What the row holds is made anew when it comes and goes; whichever of the two hears of a change first, both look right.
  const look = (picked: boolean | undefined) => {
    if (picked === undefined) return;
    element.setAttribute("aria-selected", String(picked));
    if (box !== null) box.checked = picked;
  };
  createRenderEffect<boolean | undefined>((before) => {
    const known = here();
    if (before !== undefined) {
      element.replaceChildren(...copy(known).childNodes);
      element.ariaBusy = known ? null : "true";
    }
    box = known ? element.querySelector("input") : null;
    if (known) fill(element, props, drawn.row);
    if (before !== undefined) look(untrack(() => props.picked));
    return known;
  });
  createRenderEffect(() => element.toggleAttribute("data-active", props.active));
  createRenderEffect(() => look(props.picked));
  return element;
}

/** Keeps what the cells say as the record has it: the texts and pictures in one go, everything else by itself. */
function fill<Row>(element: HTMLElement, props: RowProps<Row>, drawn: Accessor<Row | undefined>): void {
  const { columns, selectable } = props.mould;
  const cells = [...element.children];
  const box = selectable ? cells.shift()?.querySelector("input") : undefined;
  const writers: Writer<Row>[] = [];
  // While another page is on its way, this can hear that the row went before it is taken away: it says the last then.
  let last: Row | undefined;
  const row = () => (last = drawn() ?? last) as Row;
  if (box) writers.push(labelWriter(box, (shown) => `Select ${props.nameOf(shown)}`));
  for (const [index, column] of columns.entries()) {
    const { cell } = column;
    const into = cells[index];
    if (into === undefined) continue;
    if (typeof cell === "function") insert(into, () => cell(row));
    else if ("stamp" in cell) writers.push(stampWriter(into, cell, () => props.widthOf(column)));
    else writers.push(textWriter(into, cell, () => props.widthOf(column), besides(into, cell.beside, row)));
  }
  createRenderEffect<unknown>((before) => {
    const shown = row();
    for (const write of writers) write(shown);
    const mark = props.mark(shown);
    // What only now arrived was not changed, nor was what is no longer listened to.
    if (before !== undefined && mark !== undefined && mark !== before) lightUp(element);
    return mark;
  });
}

/** Draws what else stands in a cell, while something does, and tells whether. */
function besides<Row>(into: Element, beside: TextCell<Row>["beside"], row: Accessor<Row>): Accessor<boolean> {
  if (beside === undefined) return () => false;
  const shown = createMemo(() => beside.when(row()));
  insert(into, <Show when={shown()}>{beside.draw(row)}</Show>, null);
  return shown;
}

let calm: MediaQueryList | undefined;

// Drawn by the browser's animation engine, so lighting up changes no attribute and no node.
function lightUp(element: HTMLElement): void {
  if (typeof element.animate !== "function") return;
  calm ??= matchMedia("(prefers-reduced-motion: reduce)");
  if (calm.matches) return;
  element.animate([{ backgroundColor: "var(--lit)" }, {}], { duration: 1400, easing: "ease-out" });
}
