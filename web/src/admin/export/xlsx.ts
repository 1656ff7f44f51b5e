import writeExcelFile from "write-excel-file/universal";
import type { Cell } from "./cell.ts";

/** A sheet with a heading line; days are dates of the spreadsheet, money counts, everything else is text. */
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
        return cell.text === "" ? null : { value: cell.text, type: String };
      }),
    ),
  ];
  return writeExcelFile(sheet, { sheet: title, stickyRowsCount: 1 }).toBlob();
}
