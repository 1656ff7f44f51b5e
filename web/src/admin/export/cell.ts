/** One cell of a file: days, moments, money and numbers are told from text, so that a spreadsheet can sort and count them. */
export type Cell =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "day"; readonly day: string }
  /** What the clock of the provider's zone says then, `YYYY-MM-DD HH:MM`. */
  | { readonly kind: "moment"; readonly wall: string }
  | { readonly kind: "money"; readonly amount: number }
  | { readonly kind: "number"; readonly value: number };

/** A cell in a file that knows only text; days as `YYYY-MM-DD`, moments with the time behind, amounts with a point. */
export function textOf(cell: Cell, decimals: number): string {
  if (cell.kind === "day") return cell.day;
  if (cell.kind === "moment") return cell.wall;
  if (cell.kind === "number") return String(cell.value);
  return cell.kind === "money" ? cell.amount.toFixed(decimals) : cell.text;
}
