import { wordsOf } from "@trunkline/domain/comment/markup";

/** A text with what is selected of it. */
export interface Selected {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export type Mark = "**" | "*" | "__";

/** Puts marks around what is selected, or takes them away where they stand. */
export function toggleMark({ text, start, end }: Selected, mark: Mark): Selected {
  const size = mark.length;
  // One star is no mark where it is half of two.
  const single = mark === "*";
  const before = text.slice(start - size, start) === mark && !(single && text[start - 2] === "*");
  const after = text.slice(end, end + size) === mark && !(single && text[end + 1] === "*");
  if (start >= size && before && after) {
    const inner = text.slice(start, end);
    return {
      text: text.slice(0, start - size) + inner + text.slice(end + size),
      start: start - size,
      end: end - size,
    };
  }
  // Blanks at the edges stay outside: a mark beside a blank is none.
  const selected = text.slice(start, end);
  const inner = selected.trim();
  const from = start + (selected.length - selected.trimStart().length);
  const marked = text.slice(0, from) + mark + inner + mark + text.slice(from + inner.length);
  return { text: marked, start: from + size, end: from + size + inner.length };
}

const BULLET = /^ {0,3}[-*+][ \t]+/;
const NUMBER = /^ {0,3}\d{1,9}[.)][ \t]+/;

/** Makes the selected lines a list, or plain lines where they are one already. */
export function toggleList({ text, start, end }: Selected, ordered: boolean): Selected {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const found = text.indexOf("\n", end);
  const to = found < 0 ? text.length : found;
  const lines = text.slice(from, to).split("\n");
  const own = ordered ? NUMBER : BULLET;
  const isList = lines.every((line) => own.test(line));
  const changed = lines.map((line, index) => {
    const bare = line.replace(BULLET, "").replace(NUMBER, "");
    if (isList) return bare;
    return `${ordered ? `${index + 1}.` : "-"} ${bare}`;
  });
  const block = changed.join("\n");
  return {
    text: text.slice(0, from) + block + text.slice(to),
    start: from + block.length,
    end: from + block.length,
  };
}

const ADDRESS = "https://";

/** Makes what is selected a link and selects where its address goes. */
export function addLink({ text, start, end }: Selected): Selected {
  const selected = text.slice(start, end);
  const isAddress = /^(https?:\/\/|mailto:|tel:)\S+$/i.test(selected);
  const label = isAddress || selected === "" ? "text" : selected;
  const address = isAddress ? selected : ADDRESS;
  const link = `[${label}](${address})`;
  const [first, length] =
    isAddress || selected === "" ? [1, label.length] : [label.length + 3, address.length];
  return {
    text: text.slice(0, start) + link + text.slice(end),
    start: start + first,
    end: start + first + length,
  };
}

const TABLE = "| Column | Column |\n| --- | --- |\n|  |  |";

/** Adds an empty table on lines of its own and selects its first heading. */
export function addTable({ text, end }: Selected): Selected {
  const before = text.slice(0, end);
  const gap = before === "" || before.endsWith("\n\n") ? "" : before.endsWith("\n") ? "\n" : "\n\n";
  const rest = text.slice(end);
  const start = end + gap.length + 2;
  return {
    text: `${before}${gap}${TABLE}${rest.startsWith("\n") || rest === "" ? "" : "\n\n"}${rest}`,
    start,
    end: start + "Column".length,
  };
}

/** Leaves the words of what is selected, or of all of it. */
export function clearFormat({ text, start, end }: Selected): Selected {
  const [from, to] = start === end ? [0, text.length] : [start, end];
  const words = wordsOf({ format: "markup", text: text.slice(from, to) });
  return { text: text.slice(0, from) + words + text.slice(to), start: from, end: from + words.length };
}

/** The part of a text that another one replaces: from where to where, by what. */
export function difference(was: string, will: string): readonly [start: number, end: number, part: string] {
  let start = 0;
  while (start < was.length && start < will.length && was[start] === will[start]) start += 1;
  let tail = 0;
  const most = Math.min(was.length, will.length) - start;
  while (tail < most && was[was.length - 1 - tail] === will[will.length - 1 - tail]) tail += 1;
  return [start, was.length - tail, will.slice(start, will.length - tail)];
}
