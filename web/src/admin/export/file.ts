import { csvOf, type Delimiter } from "./csv.ts";
import { textOf, type Cell } from "./cell.ts";

export type { Delimiter } from "./csv.ts";
export type Format = "xlsx" | "csv";

/** The kinds of file that every table exports (14 §2.5–2.6). */
export const FORMATS = [
  { value: "xlsx", label: "Excel (XLSX)" },
  { value: "csv", label: "CSV" },
] as const satisfies readonly { readonly value: Format; readonly label: string }[];
export const DELIMITERS = [
  { value: ",", label: "Comma" },
  { value: ";", label: "Semicolon" },
  { value: "\t", label: "Tab" },
] as const satisfies readonly { readonly value: Delimiter; readonly label: string }[];

interface Aim {
  readonly format: Format;
  readonly delimiter: Delimiter;
  /** Digits after the point of the currency. */
  readonly decimals: number;
  /** Names the sheet; at most 31 characters, none of `\ / ? * [ ] :`. */
  readonly title: string;
}

/** A heading line and the lines below it as a file; what writes spreadsheets is fetched when one is wanted. */
export async function fileOf(
  heads: readonly string[],
  lines: readonly (readonly Cell[])[],
  { format, delimiter, decimals, title }: Aim,
): Promise<Blob> {
  if (format === "xlsx") return (await import("./xlsx/xlsx.ts")).xlsxOf(heads, lines, { decimals, title });
  const texts = [heads, ...lines.map((line) => line.map((cell) => textOf(cell, decimals)))];
  return new Blob([csvOf(texts, delimiter)], { type: "text/csv;charset=utf-8" });
}
