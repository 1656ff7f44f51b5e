import { fold } from "../text/fold.ts";
import type { Query } from "./query.ts";

/** From (inclusive) and to (exclusive), in UTF-16 units of the text. */
export type Range = readonly [from: number, to: number];

/** A text and what of it was found; screens make elements of it. */
export interface Marked {
  readonly text: string;
  readonly ranges: readonly Range[];
}

/** A text as it is compared, with the place in the original that each of its units comes from. */
interface Traced {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

// A letter with the marks that stand on it is one: half of it is never highlighted.
const CLUSTER = /\P{M}\p{M}*|\p{M}+/gu;

function traced(original: string, compare: (cluster: string) => string): Traced {
  let text = "";
  const from: number[] = [];
  const to: number[] = [];
  for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
    const folded = compare(cluster);
    text += folded;
    for (let unit = 0; unit < folded.length; unit += 1) {
      from.push(index);
      to.push(index + cluster.length);
    }
  }
  return { text, from, to };
}

function* places({ text, from, to }: Traced, wanted: string): Iterable<Range> {
  for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
    const first = from[at];
    const last = to[at + wanted.length - 1];
    if (first !== undefined && last !== undefined) yield [first, last];
  }
}

/** The parts of a text that a query found: in order, apart from each other, never through the middle of a letter. */
export function highlight(text: string, query: Query): Marked {
  const letters = traced(text, (cluster) => fold(cluster) || (/^\s/.test(cluster) ? " " : ""));
  const digits = traced(text, (cluster) => (/^[0-9]/.test(fold(cluster)) ? fold(cluster) : ""));
  const found: Range[] = [];
  for (const word of query.words) {
    const before = found.length;
    found.push(...places(letters, word.text));
    const phones = [...(/^\d{3,}$/.test(word.text) ? [word.text] : []), ...word.digits];
    if (found.length === before) for (const phone of phones) found.push(...places(digits, phone));
  }
  for (const phone of query.phone) found.push(...places(digits, phone));
  return { text, ranges: merged(found) };
}

function merged(ranges: readonly Range[]): readonly Range[] {
  const result: Range[] = [];
  for (const [from, to] of ranges.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], to)];
    else result.push([from, to]);
  }
  return result;
}
