import { LINE_END, placeInLine, VALUE, valuesInLine, type IndexedFields } from "../search/line.ts";
import { digitsOf, fold } from "../text/fold.ts";

/** Lines of one partner, and the additional fields in them. */
export interface LineBlock {
  readonly partner: string;
  readonly lines: readonly string[];
  readonly fields: IndexedFields;
}

/**
 * Rows of the index, column by column. A column is cut out of the lines when it is first asked for, which costs one
 * pass over memory, and then kept.
 */
export interface Columns {
  readonly lines: readonly string[];
  /** As stored; several values are parted by `VALUE`. */
  raw(key: string): readonly string[];
  /** Each value folded. */
  folded(key: string): readonly string[];
  /** Each value's digits. */
  digits(key: string): readonly string[];
  /** As numbers; NaN where there is none. */
  numbers(key: string): Float64Array;
  /** A column as one long text, its cells parted by line feeds. */
  stretch(kind: "folded" | "digits", key: string): Stretch;
}

export interface Stretch {
  readonly text: string;
  /** Where each row starts in the text; one more at the end. */
  readonly starts: Uint32Array;
}

function stretchOf(cells: readonly string[]): Stretch {
  const starts = new Uint32Array(cells.length + 1);
  let at = 0;
  for (const [row, cell] of cells.entries()) {
    at += cell.length + LINE_END.length;
    starts[row + 1] = at;
  }
  return { text: cells.join(LINE_END), starts };
}

// oxlint-disable-next-line no-control-regex -- "ASCII" begins at zero
const ASCII = /^[\u0000-\u007f]*$/;

const each = (cell: string, change: (value: string) => string): string =>
  cell.includes(VALUE) ? cell.split(VALUE).map(change).join(VALUE) : change(cell);

function kept<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let column = known.get(key);
    if (column === undefined) known.set(key, (column = make(key)));
    return column;
  };
}

/** The columns of all blocks, one after the other. */
export function createColumns(blocks: readonly LineBlock[]): Columns {
  const raw = kept((key) =>
    blocks.flatMap(({ partner, lines, fields }) => {
      if (key === "partnerId") return lines.map(() => partner);
      const place = placeInLine(key, fields);
      return lines.map((line) => (place === undefined ? "" : valuesInLine(line, place)));
    }),
  );
  const cells = {
    // A line is cleaned: of plain letters only the case is left to take away.
    folded: kept((key) => raw(key).map((cell) => (ASCII.test(cell) ? cell.toLowerCase() : each(cell, fold)))),
    digits: kept((key) => raw(key).map((cell) => (cell === "" ? "" : each(cell, digitsOf)))),
  };
  const stretches = {
    folded: kept((key) => stretchOf(cells.folded(key))),
    digits: kept((key) => stretchOf(cells.digits(key))),
  };
  return {
    lines: blocks.flatMap(({ lines }) => lines),
    raw,
    ...cells,
    stretch: (kind, key) => stretches[kind](key),
    numbers: kept((key) => Float64Array.from(raw(key), (cell) => (cell === "" ? Number.NaN : Number(cell)))),
  };
}
