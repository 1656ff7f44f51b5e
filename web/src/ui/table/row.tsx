import { For, Show, createEffect, on, type JSX } from "solid-js";
import { Checkbox } from "../check.tsx";
import type { Column } from "./types.ts";

interface RowProps<Row> {
  /** Undefined while it is on its way. */
  readonly row: Row | undefined;
  readonly place: number;
  readonly top: number;
  readonly domId: string;
  readonly columns: readonly Column<Row>[];
  readonly active: boolean;
  readonly selectable: boolean;
  /** Undefined where nothing can be selected. */
  readonly picked: boolean | undefined;
  readonly nameOf: (row: Row) => string;
  readonly mark: () => unknown;
  readonly onPick: (wanted: boolean, range: boolean) => void;
  readonly onActivate: () => void;
  readonly onOpen: () => void;
}

/** One row: its cells, or their shapes at the same height while it is on its way. */
export function TableRow<Row>(props: RowProps<Row>): JSX.Element {
  let element!: HTMLDivElement;
  let range = false;
  // Drawn by the browser's animation engine, so lighting up changes no attribute and no node.
  createEffect(
    on(
      () => props.mark(),
      (_mark, before) => {
        // A row that only now arrived was not changed.
        if (before === undefined || typeof element.animate !== "function") return;
        if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
        element.animate([{ backgroundColor: "var(--lit)" }, {}], { duration: 1400, easing: "ease-out" });
      },
      { defer: true },
    ),
  );
  // All anew when the columns change, which is rare: a list that keeps each cell would cost every row more than its cells.
  const cells = (row: Row) =>
    props.columns.map((column) => (
      <div class={column.align === "end" ? "cell end" : "cell"} role="gridcell">
        {column.cell(row)}
      </div>
    ));
  return (
    <div
      ref={element}
      id={props.domId}
      class="table-row"
      role="row"
      aria-rowindex={props.place + 2}
      aria-selected={props.picked}
      aria-busy={props.row === undefined ? true : undefined}
      data-active={props.active ? "" : undefined}
      style={{ translate: `0 ${props.top}px` }}
      onClick={() => props.onActivate()}
      onDblClick={() => props.onOpen()}
    >
      <Show
        when={props.row}
        keyed
        fallback={
          <>
            <Show when={props.selectable}>
              <div class="cell pick" role="gridcell" />
            </Show>
            <For each={props.columns}>
              {() => (
                <div class="cell" role="gridcell">
                  <span class="skeleton cell-shape" aria-hidden="true" />
                </div>
              )}
            </For>
          </>
        }
      >
        {(row) => (
          <>
            <Show when={props.selectable}>
              <div class="cell pick" role="gridcell">
                <Checkbox
                  label={`Select ${props.nameOf(row)}`}
                  hideLabel
                  checked={props.picked === true}
                  onClick={(event) => (range = event.shiftKey)}
                  onChange={(wanted) => props.onPick(wanted, range)}
                />
              </div>
            </Show>
            {cells(row)}
          </>
        )}
      </Show>
    </div>
  );
}
