import writeExcelFile from "write-excel-file/universal";
import { textOf, type Cell } from "./cell.ts";

/** Widths of a column, in letters: narrower hides headings, wider pushes the next columns off the screen. */
const NARROWEST = 8;
const WIDEST = 48;

function widthOf(head: string, cells: readonly Cell[], decimals: number): number {
  const longest = cells.reduce((most, cell) => Math.max(most, textOf(cell, decimals).length), head.length);
  return Math.min(WIDEST, Math.max(NARROWEST, longest + 2));
}

/** A sheet with a heading line; days are dates of the spreadsheet, money and numbers count, everything else is text. */
export async function xlsxOf(
  heads: readonly string[],
  lines: readonly (readonly Cell[])[],
  { decimals, title }: { readonly decimals: number; readonly title: string },
): Promise<Blob> {
  const money = decimals === 0 ? "#,##0" : `#,##0.${"0".repeat(decimals)}`;
  const sheet = [
    heads.map((value) => ({ value, type: String, fontWeight: "bold" as const })),
    ...lines.map((line) =>
      line.map((cell) => {
        // A spreadsheet's date has no zone: midnight UTC is what the writer takes as that day.
        if (cell.kind === "day") {
          return { value: new Date(`${cell.day}T00:00:00Z`), type: Date, format: "yyyy-mm-dd" };
        }
        if (cell.kind === "money") return { value: cell.amount, type: Number, format: money };
        if (cell.kind === "number") return { value: cell.value, type: Number };
        return cell.text === "" ? null : { value: cell.text, type: String };
      }),
    ),
  ];
  const columns = heads.map((head, at) => ({
    width: widthOf(
      head,
      lines.flatMap((line) => line[at] ?? []),
      decimals,
    ),
  }));
  return writeExcelFile(sheet, { sheet: title, stickyRowsCount: 1, columns }).toBlob();
}
