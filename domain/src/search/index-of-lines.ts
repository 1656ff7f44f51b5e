import { idOfLine, LINE_END, PART, searchText } from "./line.ts";
import { isEmptyQuery, matches, rank, type Query } from "./query.ts";

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
  shards: readonly Shard[];
  /** What changed since the base, instead of the rows there. */
  readonly now: Map<string, { readonly line: string; readonly text: string } | null>;
  /** Lines of the base by id, once somebody asked. */
  byId?: ReadonlyMap<string, string>;
}

function baseLine(part: Part, id: string): string | null {
  part.byId ??= new Map(
    part.shards.flatMap(({ lines }) => lines.map((line): [string, string] => [idOfLine(line), line])),
  );
  return part.byId.get(id) ?? null;
}

// A query that so many answer is not finished; beyond, only starts of values are looked for.
const MOST_LOOKED_AT = 1500;

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

  function* candidates(needles: readonly string[]): Iterable<readonly [line: string, text: string]> {
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
      const now = new Map([...since].map(([id, line]) => [id, told(line)] as const));
      parts.set(partner, { shards: shards.map(shardOf), now });
    },
    tell(partner, id, line) {
      const part = partOf(partner);
      const known = part.now.get(id);
      // Each row a page shows is told; most are as they were.
      if (line === (known === undefined ? baseLine(part, id) : (known?.line ?? null))) return false;
      part.now.set(id, told(line));
      return true;
    },
    drop: (partner) => void parts.delete(partner),
    find(query, limit) {
      if (isEmptyQuery(query)) return { found: [], more: false };
      const most = Number.isFinite(limit) ? Math.max(limit, MOST_LOOKED_AT) : limit;
      const found = new Map<string, Found>();
      const look = (needles: readonly string[]): boolean => {
        let looked = 0;
        for (const [line, text] of candidates(needles)) {
          if (!matches(text, query)) continue;
          const number = Number(text.slice(2, text.indexOf("\t", 2)));
          found.set(idOfLine(line), { line, rank: rank(text, query), number });
          looked += 1;
          if (looked >= most) return true;
        }
        return false;
      };
      const needles = needlesOf(query);
      const unfinished = look(needles);
      // The best answers are the ID and the values that are what was typed, or start so: never lost among others.
      if (unfinished) {
        if (query.first !== null) look([`\t#${query.first}\t`]);
        // Those that are it start so too.
        if (look([`\t${query.whole}`])) look([`\t${query.whole}\t`]);
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

function* inShard(
  shard: Shard,
  now: Part["now"],
  needles: readonly string[],
): Iterable<readonly [line: string, text: string]> {
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
