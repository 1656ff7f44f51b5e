import type { JSX } from "solid-js";
import type { StampCell, TextCell } from "./types.ts";

/** Writes into one cell of one row what its record says there, and touches nothing that is there already. */
export type Writer<Row> = (row: Row) => void;

/** Writes into the text that the mould left in an element, however deep. */
export function wordsWriter<Row>(element: Element, text: (row: Row) => string): Writer<Row> {
  let node: Node = element;
  while (node.firstChild !== null) node = node.firstChild;
  let shown = "";
  return (row) => {
    const said = text(row);
    if (said !== shown) node.nodeValue = shown = said;
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

/** Puts a copy of one of a few pictures there. */
export function stampWriter<Row>(cell: Element, { stamp }: StampCell<Row>): Writer<Row> {
  let shown: (() => JSX.Element) | undefined;
  return (row) => {
    const made = stamp(row);
    if (made !== shown) cell.replaceChildren(made() as Node);
    shown = made;
  };
}
