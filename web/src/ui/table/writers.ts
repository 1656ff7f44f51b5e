import type { JSX } from "solid-js";
import { fits, textWidth } from "./fits.ts";
import type { StampCell, TextCell } from "./types.ts";

/** Writes into one cell of one row what its record says there, and touches nothing that is there already. */
export type Writer<Row> = (row: Row) => void;

/** Writes into the text that the mould left in an element, however deep. */
function wordsWriter<Row>(element: Element, text: (row: Row) => string): (row: Row) => string {
  let node: Node = element;
  while (node.firstChild !== null) node = node.firstChild;
  let shown = "";
  return (row) => {
    const said = text(row);
    if (said !== shown) node.nodeValue = shown = said;
    return said;
  };
}

/** Has a cell cut what may not stand whole in it. */
function cutter(cell: Element): (whole: boolean) => void {
  let cut = false;
  return (whole) => {
    if (cut === whole) cell.classList.toggle("cut", (cut = !whole));
  };
}

/** Writes what an element is called where no words stand beside it. */
export function labelWriter<Row>(element: Element, text: (row: Row) => string): Writer<Row> {
  let shown = "";
  return (row) => {
    const said = text(row);
    if (said !== shown) element.setAttribute("aria-label", (shown = said));
  };
}

/** Writes a text, where it leads and how it looks. */
export function textWriter<Row>(
  cell: Element,
  { text, href, look }: TextCell<Row>,
  width: () => number,
  /** Something else stands in the cell. */
  shared: () => boolean,
): Writer<Row> {
  const element = cell.firstElementChild ?? cell;
  const writeWords = wordsWriter(element, text);
  const cut = cutter(cell);
  let address: string | undefined;
  let classes = "";
  return (row) => {
    const said = writeWords(row);
    cut(!shared() && fits(textWidth(said), width()));
    const leads = href?.(row);
    if (leads !== undefined && leads !== address) element.setAttribute("href", (address = leads));
    const looks = look?.(row) ?? "";
    if (looks !== classes) element.className = classes = looks;
  };
}

/** Puts copies of a few pictures there; those that stay where they are keep their elements. */
export function stampWriter<Row>(cell: Element, { stamp }: StampCell<Row>, width: () => number): Writer<Row> {
  let shown: readonly (() => JSX.Element)[] = [];
  const cut = cutter(cell);
  return (row) => {
    const { pictures: made, whole } = stamp(row, width);
    cut(whole);
    for (const [place, picture] of made.entries()) {
      if (picture === shown[place]) continue;
      const there = cell.children[place];
      if (there === undefined) cell.append(picture() as Node);
      else there.replaceWith(picture() as Node);
    }
    while (cell.children.length > made.length) cell.lastElementChild?.remove();
    shown = made;
  };
}
