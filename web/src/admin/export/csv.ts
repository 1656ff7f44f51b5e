/** How the values of a line are parted (14 §2.6). */
export type Delimiter = "," | ";" | "\t";

/**
 * Spreadsheets read a cell that begins so as a formula; some of them also the wide signs of East Asia. Apostrophes
 * before it are kept apart from the one that is put there, so that a reader can take exactly that one off.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
/** A plain number is no formula, also a negative one. */
const NUMBER = /^-?\d+([.,]\d+)?$/;
/**
 * Phones of digits and blanks calculate nothing. With dashes or strokes between they would: 420-777 is -357. Brackets
 * and dots are read as parts of a number or a formula too, so only what certainly is none goes without an apostrophe.
 */
const PHONES = /^\+\d[\d ]*(, \+?\d[\d ]*)*$/;

const harmless = (text: string) => !FORMULA.test(text) || NUMBER.test(text) || PHONES.test(text);

function cell(text: string, delimiter: Delimiter): string {
  const safe = harmless(text) ? text : `'${text}`;
  const quoted = safe.includes(delimiter) || /["\r\n]/.test(safe) || safe !== safe.trim();
  return quoted ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/**
 * Lines of texts as CSV by RFC 4180, with the mark by which spreadsheets know UTF-8. Cells that a spreadsheet would run
 * as a formula begin with an apostrophe (docs/decisions/spreadsheets.md).
 */
export function csvOf(lines: readonly (readonly string[])[], delimiter: Delimiter): string {
  return `\uFEFF${lines.map((line) => `${line.map((text) => cell(text, delimiter)).join(delimiter)}\r\n`).join("")}`;
}
