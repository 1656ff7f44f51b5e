/** How the values of a line are parted (14 §2.6). */
export type Delimiter = "," | ";" | "\t";

/** Spreadsheets read a cell that begins so as a formula. */
const FORMULA = /^[=+\-@\t\r]/;
/** A plain number is no formula, also a negative one. */
const NUMBER = /^-?\d+([.,]\d+)?$/;

function cell(text: string, delimiter: Delimiter): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  const quoted = safe.includes(delimiter) || /["\r\n]/.test(safe) || safe !== safe.trim();
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Lines of texts as CSV by RFC 4180, with the mark by which spreadsheets know UTF-8. Cells that a spreadsheet would run
 * as a formula begin with an apostrophe.
 */
export function csvOf(lines: readonly (readonly string[])[], delimiter: Delimiter): string {
  return `\uFEFF${lines.map((line) => `${line.map((text) => cell(text, delimiter)).join(delimiter)}\r\n`).join("")}`;
}
