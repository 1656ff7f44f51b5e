import { idOfLine, LINE_END, PART, searchText } from "./line.ts";
import { isEmptyQuery, matches, narrows, rank, type Query } from "./query.ts";
import { createStarts, type Starts } from "./starts.ts";

/*
 * The index as the browser holds it: one long folded text per shard, looked through from end to end. That beats an
 * inverted index here: nothing to build, any substring is found, and a miss costs one pass over memory.
 */

/** A found line, before it is made a result row. */
export interface Found {
  readonly line: string;
  readonly rank: number;
  readonly number: number;
}

export interface Answer {
  readonly found: readonly Found[];
  /** More customers answer than are given. */
  readonly more: boolean;
}

export interface LineIndex {
  /** Replaces the base of a partner; what was told about his customers before is forgotten. */
  setBase(
    partner: string,
    shards: readonly (readonly string[])[],
    since: ReadonlyMap<string, string | null>,
  ): void;
  /** The line of a customer is this one now; null: he is no longer among the partner's. False: it was known. */
  tell(partner: string, id: string, line: string | null): boolean;
  /** Forgets a partner. */
  drop(partner: string): void;
  /** The best answers, nearest first, then by number. */
  find(query: Query, limit: number): Answer;
  readonly rows: () => number;
  /** Everything it holds, for other questions than what was typed. */
  readonly parts: () => ReadonlyMap<string, IndexPart>;
}

/** What is held of one partner. */
export interface IndexPart {
  readonly shards: readonly { readonly lines: readonly string[] }[];
  /** What changed since the base, instead of the rows there; null: gone. */
  readonly now: ReadonlyMap<string, { readonly line: string } | null>;
}

interface Shard {
  readonly lines: readonly string[];
  readonly text: string;
  /** Where each row starts in the text; one more at the end. */
  readonly starts: Uint32Array;
}

interface Part {
  readonly shards: readonly Shard[];
  /** What changed since the base, instead of the rows there. */
  readonly now: Map<string, { readonly line: string; readonly text: string } | null>;
  /** Lines of the base by id, once somebody asked. */
  byId?: ReadonlyMap<string, string>;
  /** The rows of the base by how their login and their name start, once somebody asked. */
  starts?: { readonly rows: readonly Row[]; readonly by: readonly Starts[] };
}

/** A row: its line, and what of it is looked through. */
type Row = readonly [line: string, text: string];

function baseLine(part: Part, id: string): string | null {
  part.byId ??= new Map(
    part.shards.flatMap(({ lines }) => lines.map((line): [string, string] => [idOfLine(line), line])),
  );
  return part.byId.get(id) ?? null;
}

// A query that so many answer is not finished; beyond, only who is called so, or starts so, is looked for.
const MOST_LOOKED_AT = 1500;

/** Of the rows of the base whose login or name starts with a text, so many with the smallest numbers, unless they changed since. */
function* startingWith(part: Part, start: string, most: number): Iterable<Row> {
  part.starts ??= startsOf(part.shards);
  const { rows, by } = part.starts;
  const asItWas = (row: number) => part.now.size === 0 || !part.now.has(idOfLine(rows[row]?.[0] ?? ""));
  for (const starts of by) {
    for (const row of smallest(starts(start), most, asItWas)) {
      const found = rows[row];
      if (found !== undefined) yield found;
    }
  }
}

/** The base holds its rows by number, so that the first rows have the smallest. */
function smallest(rows: Uint32Array, most: number, wanted: (row: number) => boolean): readonly number[] {
  const least: number[] = [];
  for (const row of rows) {
    const last = least.at(-1);
    if (least.length >= most && last !== undefined && row > last) continue;
    if (!wanted(row)) continue;
    const place = least.findIndex((other) => other > row);
    least.splice(place < 0 ? least.length : place, 0, row);
    if (least.length > most) least.pop();
  }
  return least;
}

function startsOf(shards: readonly Shard[]): NonNullable<Part["starts"]> {
  const rows = shards.flatMap(({ lines, text, starts }) =>
    lines.map((line, row): Row => [
      line,
      text.slice(starts[row], (starts[row + 1] ?? text.length + 1) - LINE_END.length),
    ]),
  );
  const valueOf = (which: 1 | 2) => rows.map(([, text]) => text.split(PART, which + 2)[which + 1] ?? "");
  return { rows, by: [createStarts(valueOf(1)), createStarts(valueOf(2))] };
}

function shardOf(lines: readonly string[]): Shard {
  const texts = lines.map(searchText);
  const starts = new Uint32Array(lines.length + 1);
  let at = 0;
  texts.forEach((text, row) => {
    starts[row] = at;
    at += text.length + LINE_END.length;
  });
  starts[lines.length] = at;
  return { lines, text: texts.join(LINE_END), starts };
}

/** The last row that starts at or before a place in the text. */
function rowAt({ starts, lines }: Shard, place: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** What a row must hold, in one of these spellings, to answer at all: the longest word leaves the fewest rows. */
function needlesOf(query: Query): readonly string[] {
  if (query.number !== null) return [`\t#${query.number}\t`];
  const longest = query.words.toSorted((a, b) => b.text.length - a.text.length)[0];
  return longest === undefined ? [] : [longest.text, ...longest.digits, ...query.phone];
}

const told = (line: string | null) => (line === null ? null : { line, text: searchText(line) });

/** An empty index. */
export function createLineIndex(): LineIndex {
  const parts = new Map<string, Part>();
  const partOf = (partner: string): Part => {
    let part = parts.get(partner);
    if (part === undefined) parts.set(partner, (part = { shards: [], now: new Map() }));
    return part;
  };

  // What was found for the letters before: those that follow only narrow it.
  let before: { readonly query: Query; readonly rows: readonly Row[] } | undefined;

  function* candidates(needles: readonly string[]): Iterable<Row> {
    for (const { shards, now } of parts.values()) {
      for (const current of now.values()) {
        if (current !== null && needles.some((needle) => current.text.includes(needle))) {
          yield [current.line, current.text];
        }
      }
      for (const shard of shards) yield* inShard(shard, now, needles);
    }
  }

  return {
    setBase(partner, shards, since) {
      before = undefined;
      const now = new Map([...since].map(([id, line]) => [id, told(line)] as const));
      parts.set(partner, { shards: shards.map(shardOf), now });
    },
    tell(partner, id, line) {
      const part = partOf(partner);
      const known = part.now.get(id);
      // Each row a page shows is told; most are as they were.
      if (line === (known === undefined ? baseLine(part, id) : (known?.line ?? null))) return false;
      part.now.set(id, told(line));
      before = undefined;
      return true;
    },
    drop(partner) {
      before = undefined;
      parts.delete(partner);
    },
    find(query, limit) {
      if (isEmptyQuery(query)) return { found: [], more: false };
      const most = Number.isFinite(limit) ? Math.max(limit, MOST_LOOKED_AT) : limit;
      const rows: Row[] = [];
      const found = new Map<string, Found>();
      const add = ([line, text]: Row) => {
        const number = Number(text.slice(2, text.indexOf(PART, 2)));
        found.set(idOfLine(line), { line, rank: rank(text, query), number });
      };
      const look = (among: Iterable<Row>): boolean => {
        for (const row of among) {
          if (!matches(row[1], query)) continue;
          rows.push(row);
          add(row);
          if (rows.length >= most) return true;
        }
        return false;
      };
      const narrowed = before !== undefined && narrows(query, before.query);
      const unfinished = look(narrowed ? (before?.rows ?? []) : candidates(needlesOf(query)));
      before = unfinished ? undefined : { query, rows };
      // The best answers are the ID, and who is called what was typed or starts so: never lost among others.
      if (unfinished) {
        if (query.first !== null) for (const row of candidates([`\t#${query.first}\t`])) add(row);
        for (const part of parts.values()) for (const row of startingWith(part, query.whole, limit)) add(row);
      }
      const sorted = [...found.values()].sort((a, b) => a.rank - b.rank || a.number - b.number);
      return { found: sorted.slice(0, limit), more: unfinished || sorted.length > limit };
    },
    parts: () => parts,
    rows() {
      let rows = 0;
      for (const { shards, now } of parts.values()) {
        for (const { lines } of shards) rows += lines.filter((line) => !now.has(idOfLine(line))).length;
        for (const current of now.values()) rows += current === null ? 0 : 1;
      }
      return rows;
    },
  };
}

function* inShard(shard: Shard, now: Part["now"], needles: readonly string[]): Iterable<Row> {
  const { text, starts, lines } = shard;
  for (const needle of needles) {
    let at = placeOf(text, needle, 0);
    while (at >= 0) {
      const row = rowAt(shard, at);
      const end = starts[row + 1] ?? text.length + 1;
      const line = lines[row] ?? "";
      if (now.size === 0 || !now.has(idOfLine(line)))
        yield [line, text.slice(starts[row], end - LINE_END.length)];
      at = placeOf(text, needle, end - LINE_END.length);
    }
  }
}

/**
 * `indexOf`, quicker for what begins with a tab: there is one before every value, and each would be stopped at, so that
 * what follows it is looked for.
 */
function placeOf(text: string, needle: string, from: number): number {
  if (!needle.startsWith(PART)) return text.indexOf(needle, from);
  const rest = needle.slice(PART.length);
  let at = text.indexOf(rest, from + 1);
  while (at >= 0 && text[at - 1] !== PART) at = text.indexOf(rest, at + 1);
  return at < 0 ? at : at - 1;
}
