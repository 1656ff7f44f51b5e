import type { JSX } from "solid-js";
import type { StampCell, TextCell } from "./types.ts";

/** Writes into one cell of one row what its record says there, and touches nothing that is there already. */
export type Writer<Row> = (row: Row) => void;

/** Writes into the text that the mould left in an element, however deep. */
function wordsWriter<Row>(element: Element, text: (row: Row) => string): Writer<Row> {
  let node: Node = element;
  while (node.firstChild !== null) node = node.firstChild;
  let shown = "";
  return (row) => {
    const said = text(row);
    if (said !== shown) node.nodeValue = shown = said;
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
export function textWriter<Row>(cell: Element, { text, href, look }: TextCell<Row>): Writer<Row> {
  const element = cell.firstElementChild ?? cell;
  const writeWords = wordsWriter(element, text);
  let address: string | undefined;
  let classes = "";
  return (row) => {
    writeWords(row);
    const leads = href?.(row);
    if (leads !== undefined && leads !== address) element.setAttribute("href", (address = leads));
    const looks = look?.(row) ?? "";
    if (looks !== classes) element.className = classes = looks;
  };
}

/** Puts copies of a few pictures there; those that stay where they are keep their elements. */
export function stampWriter<Row>(cell: Element, { stamp }: StampCell<Row>, width: () => number): Writer<Row> {
  let shown: readonly (() => JSX.Element)[] = [];
  return (row) => {
    const made = stamp(row, width);
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
