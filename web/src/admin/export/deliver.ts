import type { GeneralConfig } from "@trunkline/domain/config/general";
import type { Amount } from "@trunkline/domain/money/amount";
import { formatAmount } from "@trunkline/domain/money/format";
import { formatDay } from "@trunkline/domain/time/format";
import type { Day } from "@trunkline/domain/time/day";
import { formatTime } from "@trunkline/domain/time/typed";
import { printSheet } from "../../ui/print/print-sheet.ts";
import { textOf, type Cell } from "./cell.ts";
import { csvOf } from "./csv.ts";
import { FORMATS, fileOf, type Delimiter } from "./file.ts";

/** Where a table can go (14 §2.5); what is printed is saved as PDF by the browser, in every script that it can write. */
export const WAYS = [
  ...FORMATS,
  { value: "print", label: "Print or PDF" },
  { value: "copy", label: "Copy" },
] as const;
export type Way = (typeof WAYS)[number]["value"];

/** A table on its way out. */
export interface Sheet {
  /** What the file is called, without its ending. */
  readonly name: string;
  readonly heads: readonly string[];
  readonly lines: readonly (readonly Cell[])[];
  readonly title: string;
  /** What was filtered. */
  readonly note: string;
}

interface Place {
  readonly general: GeneralConfig | undefined;
  readonly save: (name: string, content: Blob) => void;
}

/** As it stands in the list: days, moments and money in the way of the installation. */
function shown(cell: Cell, general: GeneralConfig | undefined): string {
  if (cell.kind === "text" || cell.kind === "number" || general === undefined) return textOf(cell, 2);
  if (cell.kind === "day") return formatDay(cell.day as Day, general.dateFormat);
  if (cell.kind === "moment") {
    const [day = "", time = ""] = cell.wall.split(" ");
    return `${formatDay(day as Day, general.dateFormat)} ${formatTime(time, general.hours)}`;
  }
  return formatAmount(Math.round(cell.amount * 10 ** general.money.decimals) as Amount, general.money);
}

/** Brings the sheet where it is to go. Gives what is left to do by the press of a button, where the browser insists on one. */
export async function deliver(
  aim: { readonly format: Way; readonly delimiter: Delimiter },
  sheet: Sheet,
  { general, save }: Place,
): Promise<"done" | (() => Promise<void>)> {
  const { heads, lines, title } = sheet;
  const { format, delimiter } = aim;
  const decimals = general?.money.decimals ?? 2;
  if (format === "xlsx" || format === "csv") {
    save(`${sheet.name}.${format}`, await fileOf(heads, lines, { format, delimiter, decimals, title }));
  } else if (format === "print") {
    printSheet({
      title,
      note: sheet.note,
      heads: heads.map((text, column) => ({ text, end: lines[0]?.[column]?.kind === "money" })),
      lines: lines.map((line) => line.map((cell) => shown(cell, general))),
    });
  } else {
    const texts = [heads, ...lines.map((line) => line.map((cell) => textOf(cell, decimals)))];
    // Sheets take tabs; the mark of a file has no place in a clipboard.
    const copy = () => navigator.clipboard.writeText(csvOf(texts, "\t").slice(1));
    try {
      await copy();
    } catch {
      return copy;
    }
  }
  return "done";
}
