/** One cell of a file: a day and money are told from text, so that a spreadsheet can count with them. */
export type Cell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "money"; readonly amount: number };

/** A cell in a file that knows only text; days as `YYYY-MM-DD`, amounts with a point. */
export function textOf(cell: Cell, decimals: number): string {
  if (cell.kind === "day") return cell.day;
  return cell.kind === "money" ? cell.amount.toFixed(decimals) : cell.text;
}
