import { textOf, type Cell } from "../cell.ts";
import { CONTENT_TYPES, RELATIONS, WORKBOOK_RELATIONS, XLSX, stylesXml, workbookXml } from "./package-xml.ts";
import { SharedTexts, sheetXml } from "./sheet-xml.ts";
import { zipOf } from "./zip.ts";

/** Widths of a column, in letters: narrower hides headings, wider pushes the next columns off the screen. */
const NARROWEST = 8;
const WIDEST = 48;

function widthOf(head: string, at: number, lines: readonly (readonly Cell[])[], decimals: number): number {
  let longest = head.length;
  for (const line of lines) {
    const cell = line[at];
    if (cell !== undefined) longest = Math.max(longest, textOf(cell, decimals).length);
  }
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function* headed(pieces: Iterable<string>): Iterable<string> {
  yield HEAD;
  yield* pieces;
}

/** A sheet with a heading line; days and moments are dates of the spreadsheet, money and numbers count, everything else is text. */
export async function xlsxOf(
  heads: readonly string[],
  lines: readonly (readonly Cell[])[],
  { decimals, title }: { readonly decimals: number; readonly title: string },
): Promise<Blob> {
  const texts = new SharedTexts();
  const widths = heads.map((head, at) => widthOf(head, at, lines, decimals));
  const files: readonly (readonly [string, Iterable<string>])[] = [
    ["[Content_Types].xml", [CONTENT_TYPES]],
    ["_rels/.rels", [RELATIONS]],
    ["xl/workbook.xml", [workbookXml(title)]],
    ["xl/_rels/workbook.xml.rels", [WORKBOOK_RELATIONS]],
    ["xl/styles.xml", [stylesXml(decimals)]],
    ["xl/worksheets/sheet1.xml", sheetXml(heads, lines, widths, texts)],
    // After the sheet, which is what tells the texts.
    ["xl/sharedStrings.xml", texts.xml()],
  ];
  return zipOf(
    files.map(([path, pieces]) => [path, headed(pieces)] as const),
    XLSX,
  );
}
