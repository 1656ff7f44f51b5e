import { parseInline, type Inline } from "./inline.ts";

/** What a formatted comment is made of; screens draw exactly these as elements, and nothing as HTML (12 §5.8). */
export type Block =
  | { readonly kind: "paragraph"; readonly children: readonly Inline[] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: "table"; readonly head: Row; readonly rows: readonly Row[] };

/** The cells of one line of a table. */
export type Row = readonly (readonly Inline[])[];

const MOST_COLUMNS = 20;

const BULLET = /^ {0,3}[-*+][ \t]+(?=\S)/;
const NUMBER = /^ {0,3}\d{1,9}[.)][ \t]+(?=\S)/;
const FIRST_NUMBER = /^ {0,3}1[.)][ \t]/;

/** The cells of a line, by the bars that are not escaped. */
function cellsOf(line: string): readonly string[] {
  const cells: string[] = [];
  let start = 0;
  for (let at = 0; at < line.length; at += 1) {
    if (line[at] === "\\") at += 1;
    else if (line[at] === "|") {
      cells.push(line.slice(start, at).trim());
      start = at + 1;
    }
  }
  cells.push(line.slice(start).trim());
  if (cells.length > 1 && cells[0] === "") cells.shift();
  if (cells.length > 1 && cells.at(-1) === "") cells.pop();
  return cells;
}

const isBar = (line: string | undefined): line is string => line?.includes("|") === true;

function isRuler(line: string | undefined, columns: number): boolean {
  if (!isBar(line)) return false;
  const cells = cellsOf(line);
  return cells.length === columns && cells.every((cell) => /^:?-+:?$/.test(cell));
}

/**
 * Reads the small dialect in which comments are stored (12 §5.3, docs/data-model.md): paragraphs, lists, tables as
 * Markdown writes them; within a line `**bold**`, `*italic*`, `__underlined__`, `[text](address)`. Everything else is
 * the text it is. Pure, and linear in the length of the text.
 */
export function parseMarkup(text: string): readonly Block[] {
  const lines = text.split(/\r\n?|\n/);
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ kind: "paragraph", children: parseInline(paragraph.join("\n")) });
    paragraph = [];
  };
  const listFrom = (start: number, mark: RegExp): number => {
    const items: (readonly Inline[])[] = [];
    let at = start;
    for (; at < lines.length; at += 1) {
      const line = lines[at] ?? "";
      const found = mark.exec(line);
      if (found === null) break;
      items.push(parseInline(line.slice(found[0].length).trimEnd()));
    }
    blocks.push({ kind: "list", ordered: mark === NUMBER, items });
    return at;
  };
  const tableFrom = (start: number, head: readonly string[]): number => {
    const rows: Row[] = [];
    let at = start + 2;
    for (; at < lines.length; at += 1) {
      const line = lines[at];
      if (!isBar(line)) break;
      rows.push(cellsOf(line).slice(0, head.length).map(parseInline));
    }
    blocks.push({ kind: "table", head: head.map(parseInline), rows });
    return at;
  };

  for (let at = 0; at < lines.length;) {
    const line = lines[at] ?? "";
    // A year at the start of a line is no list; a list of numbers starts with 1.
    const mark = BULLET.test(line) ? BULLET : FIRST_NUMBER.test(line) && NUMBER.test(line) ? NUMBER : null;
    const head = isBar(line) ? cellsOf(line) : [];
    if (mark !== null) {
      endParagraph();
      at = listFrom(at, mark);
    } else if (head.length > 0 && head.length <= MOST_COLUMNS && isRuler(lines[at + 1], head.length)) {
      endParagraph();
      at = tableFrom(at, head);
    } else {
      if (line.trim() === "") endParagraph();
      else paragraph.push(line);
      at += 1;
    }
  }
  endParagraph();
  return blocks;
}

const inlineText = (children: readonly Inline[]): string =>
  children
    .map((one) => {
      if (one.kind === "break") return "\n";
      return "text" in one ? one.text : inlineText(one.children);
    })
    .join("");

const blockText = (block: Block): string => {
  if (block.kind === "paragraph") return inlineText(block.children);
  if (block.kind === "list") return block.items.map(inlineText).join("\n");
  return [block.head, ...block.rows].map((row) => row.map(inlineText).join(" ")).join("\n");
};

/** A comment's words without marks: for copying, searching, quoting. */
export function wordsOf(comment: { readonly format: string; readonly text: string }): string {
  return comment.format === "markup" ? parseMarkup(comment.text).map(blockText).join("\n") : comment.text;
}
