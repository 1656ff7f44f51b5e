import type { Cell } from "../cell.ts";
import { STYLES } from "./package-xml.ts";
import { texted } from "./xml.ts";

/** Lines written at once: some hundred KB of XML. */
const PIECE = 500;
/** Longer texts a spreadsheet takes for a broken file. */
const LONGEST = 32_767;
const DAY_MS = 86_400_000;
/** Day 0 of a spreadsheet. From 1 March 1900 on; before it counts a day that never was. */
const EPOCH = Date.UTC(1899, 11, 30);
const FIRST_DAY = 61;

/** The texts of a sheet, each once: its cells name them by number. */
export class SharedTexts {
  readonly #numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    const number = this.#numbers.size;
    this.#numbers.set(text, number);
    return number;
  }

  *xml(): Iterable<string> {
    yield `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`;
    let piece = "";
    let held = 0;
    for (const text of this.#numbers.keys()) {
      piece += `<si><t xml:space="preserve">${texted(text.slice(0, LONGEST))}</t></si>`;
      held += 1;
      if (held % (PIECE * 10) !== 0) continue;
      yield piece;
      piece = "";
    }
    yield `${piece}</sst>`;
  }
}

/** `A` for the first column, `AA` for the 27th. */
function columnName(at: number): string {
  const last = String.fromCharCode(65 + (at % 26));
  return at < 26 ? last : columnName(Math.floor(at / 26) - 1) + last;
}

function cellXml(place: string, cell: Cell, texts: SharedTexts): string {
  const number = (value: number, style: number) => `<c r="${place}" s="${style}"><v>${value}</v></c>`;
  const text = (said: string) =>
    said === "" ? "" : `<c r="${place}" t="s"><v>${texts.numberOf(said)}</v></c>`;
  if (cell.kind === "text") return text(cell.text);
  if (cell.kind === "number") return number(cell.value, STYLES.plain);
  if (cell.kind === "money") return number(cell.amount, STYLES.money);
  // A spreadsheet's dates have no zone.
  const [said, wall] =
    cell.kind === "day" ? [cell.day, `${cell.day}T00:00`] : [cell.wall, cell.wall.replace(" ", "T")];
  const serial = (Date.parse(`${wall}:00Z`) - EPOCH) / DAY_MS;
  return serial >= FIRST_DAY ? number(serial, STYLES[cell.kind]) : text(said);
}

/** The sheet, in pieces: headings that stay in view, columns as wide as these (in letters), and the lines. */
export function* sheetXml(
  heads: readonly string[],
  lines: readonly (readonly Cell[])[],
  widths: readonly number[],
  texts: SharedTexts,
): Iterable<string> {
  const columns = widths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`,
  );
  const names = heads.map((_, at) => columnName(at));
  const headings = heads.map(
    (head, at) => `<c r="${names[at]}1" s="${STYLES.heading}" t="s"><v>${texts.numberOf(head)}</v></c>`,
  );
  yield `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView tabSelected="1" workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${columns.join("")}</cols><sheetData><row r="1">${headings.join("")}</row>`;
  for (let from = 0; from < lines.length; from += PIECE) {
    const rows = lines.slice(from, from + PIECE).map((line, below) => {
      const row = from + below + 2;
      const cells = line.map((cell, at) => cellXml(`${names[at]}${row}`, cell, texts));
      return `<row r="${row}">${cells.join("")}</row>`;
    });
    yield rows.join("");
  }
  yield "</sheetData></worksheet>";
}
