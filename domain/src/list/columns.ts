import { placeInLine, VALUE, valuesInLine, type IndexedFields } from "../search/line.ts";
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
  return {
    lines: blocks.flatMap(({ lines }) => lines),
    raw,
    // A line is cleaned: of plain letters only the case is left to take away.
    folded: kept((key) => raw(key).map((cell) => (ASCII.test(cell) ? cell.toLowerCase() : each(cell, fold)))),
    digits: kept((key) => raw(key).map((cell) => (cell === "" ? "" : each(cell, digitsOf)))),
    numbers: kept((key) => Float64Array.from(raw(key), (cell) => (cell === "" ? Number.NaN : Number(cell)))),
  };
}
