import { For, Show, createRoot, type JSX } from "solid-js";
import "../check.css";
import type { Column, TextCell } from "./types.ts";

/** What the rows of a table are copied from: to copy a whole row costs a fraction of making its cells one by one. */
export interface RowMould<Row> {
  readonly columns: readonly Column<Row>[];
  readonly selectable: boolean;
  /** A row whose cells say nothing yet. */
  readonly plain: HTMLElement;
  /** A row that is on its way: shapes of the same height, in a single cell, as hundreds of them may fly past. */
  readonly coming: HTMLElement;
}

/** The mould for these columns. */
export function rowMould<Row>(columns: readonly Column<Row>[], selectable: boolean): RowMould<Row> {
  return createRoot((dispose) => {
    const plain = (
      <div class="table-row" role="row">
        <Show when={selectable}>
          <div class="cell pick" role="gridcell">
            <label class="check">
              <input type="checkbox" />
            </label>
          </div>
        </Show>
        <For each={columns}>
          {({ align, cell, pinned }) => (
            <div
              class={`${classOf(cell, align)}${pinned === true ? " pin" : ""}`}
              role="gridcell"
              dir={"text" in cell && ofWords(cell) ? directionOf(cell) : undefined}
            >
              {"text" in cell ? textMould(cell) : undefined}
            </div>
          )}
        </For>
      </div>
    ) as HTMLElement;
    const coming = (
      <div class="table-row" role="row" aria-busy="true">
        <div class="cell-shapes" role="gridcell" />
      </div>
    ) as HTMLElement;
    dispose();
    return { columns, selectable, plain, coming };
  });
}

const ofWords = <Row,>(cell: TextCell<Row>) => cell.beside === undefined;

// Told to the box that cuts a long text: one that is written from right to left is cut at its end too.
const directionOf = <Row,>({ isolated }: TextCell<Row>) => (isolated === true ? "auto" : undefined);

// A cell of words alone is a line of text and no more: laying one out costs a fraction of boxes in a row.
function classOf<Row>(cell: Column<Row>["cell"], align: Column<Row>["align"]): string {
  const words = "text" in cell && ofWords(cell);
  // What is drawn freely can be of any width.
  const cut = typeof cell === "function";
  return `cell${words ? " words" : ""}${cut ? " cut" : ""}${align === "end" ? " end" : ""}`;
}

// A text of its own, which is copied with the element around it and written into.
const noWords = () => document.createTextNode("");

function textMould<Row>(cell: TextCell<Row>): JSX.Element {
  const dir = ofWords(cell) ? undefined : directionOf(cell);
  if (cell.href !== undefined) {
    return (
      <a tabIndex={-1} dir={dir}>
        {noWords()}
      </a>
    );
  }
  return cell.look === undefined && ofWords(cell) ? noWords() : <span dir={dir}>{noWords()}</span>;
}
