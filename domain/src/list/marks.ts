import { idOfLine, VALUE } from "../search/line.ts";
import type { Columns, Stretch } from "./columns.ts";
import type { Condition } from "./condition.ts";

/*
 * Which rows of the index hold a condition. A text is looked for through a whole column at once, as one long text: to
 * ask each of a hundred thousand cells takes ten times as long, and that for every letter somebody types.
 */

/** One byte for each row: 1 where it passes. */
export type Marks = Uint8Array;

/**
 * Marks every row whose cell holds the text, and `really` does. No text holds a line feed, so none goes across two
 * cells. Rows that are marked already are passed over: of a single letter most columns hold most of them.
 */
function markHolding(
  { text, starts }: Stretch,
  wanted: string,
  really: (row: number) => boolean,
  marks: Marks,
): void {
  for (let row = marks.indexOf(0); row >= 0; row = marks.indexOf(0, row + 1)) {
    const at = text.indexOf(wanted, starts[row]);
    if (at < 0) return;
    while ((starts[row + 1] ?? Number.POSITIVE_INFINITY) <= at) row += 1;
    if (marks[row] === 0 && really(row)) marks[row] = 1;
  }
}

function markText(
  columns: Columns,
  { key, text, digits, whole }: Extract<Condition, { kind: "text" }>,
  marks: Marks,
): void {
  const holding = (kind: "folded" | "digits", wanted: string) => {
    const cells = columns[kind](key);
    const really = whole
      ? (row: number) => `${VALUE}${cells[row] ?? ""}${VALUE}`.includes(`${VALUE}${wanted}${VALUE}`)
      : () => true;
    markHolding(columns.stretch(kind, key), wanted, really, marks);
  };
  holding("folded", text);
  for (const one of digits) holding("digits", one);
}

/** How each row by itself is looked at, where that is no text. */
function testOf(
  columns: Columns,
  condition: Exclude<Condition, { kind: "text" | "either" }>,
): (row: number) => boolean {
  switch (condition.kind) {
    case "any": {
      const cells = columns.raw(condition.key);
      const wanted = new Set(condition.values);
      return (row) => {
        const cell = cells[row] ?? "";
        return cell.includes(VALUE) ? cell.split(VALUE).some((one) => wanted.has(one)) : wanted.has(cell);
      };
    }
    case "days": {
      const cells = columns.raw(condition.key);
      const { from, to } = condition;
      return (row) => {
        const day = (cells[row] ?? "").slice(0, 10);
        return day !== "" && (from === null || day >= from) && (to === null || day <= to);
      };
    }
    case "numbers": {
      const cells = columns.numbers(condition.key);
      const { from, to } = condition;
      return (row) => {
        const value = cells[row] ?? Number.NaN;
        return !Number.isNaN(value) && (from === null || value >= from) && (to === null || value <= to);
      };
    }
    case "ids": {
      const wanted = new Set(condition.ids);
      return (row) => wanted.has(idOfLine(columns.lines[row] ?? ""));
    }
  }
}

/** Marks the rows that hold a condition; those that no other one lets pass need not be looked at. */
function mark(columns: Columns, condition: Condition, within: Marks | undefined, marks: Marks): void {
  if (condition.kind === "text") markText(columns, condition, marks);
  else if (condition.kind === "either") for (const one of condition.of) mark(columns, one, within, marks);
  else {
    const test = testOf(columns, condition);
    for (let row = 0; row < marks.length; row += 1)
      if (within?.[row] !== 0 && marks[row] === 0 && test(row)) marks[row] = 1;
  }
}

/** The rows that hold all of the conditions; undefined where there is none, and every row passes. */
export function marksOf(columns: Columns, conditions: readonly Condition[]): Marks | undefined {
  let all: Marks | undefined;
  for (const condition of conditions) {
    const own = new Uint8Array(columns.lines.length);
    mark(columns, condition, all, own);
    if (all !== undefined) for (let row = 0; row < own.length; row += 1) if (all[row] === 0) own[row] = 0;
    all = own;
  }
  return all;
}
