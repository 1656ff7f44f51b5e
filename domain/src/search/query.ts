import { nationalDigits } from "../text/calling-code.ts";
import { digitsOf, fold } from "../text/fold.ts";

/** A word that must be found; one written like a phone number may be found by one of its spellings in digits instead. */
export interface Word {
  readonly text: string;
  readonly digits: readonly string[];
}

/** What was typed into a search box, taken apart. */
export interface Query {
  /** `#6` asks for exactly that number (14 §4.2); nothing else is looked at then. */
  readonly number: number | null;
  /** The number that comes first if it exists: of `#6` and of `6`. */
  readonly first: number | null;
  /** Each must be found somewhere. */
  readonly words: readonly Word[];
  /**
   * The digits of a query that is a phone number as a whole, however it is grouped, and those without the calling code
   * of a country; finding one of them is enough.
   */
  readonly phone: readonly string[];
  /** All words, as they would stand at the start of a name. */
  readonly whole: string;
}

const NUMBER = /^\s*#\s*(\d{1,9})\s*$/;
const PHONE_WORD = /^[+()./-]*\d[\d+()./-]*$/;
const PHONE = /^[\s+()./-]*\d[\d\s+()./-]*$/;
// Fewer digits would find too many phones.
const FEWEST_DIGITS = 3;

/** Reads what was typed into a search box. */
export function parseQuery(typed: string): Query {
  // oxlint-disable-next-line no-control-regex -- the index uses them to part its values
  const text = fold(typed.replace(/[\u0000-\u001f\u007f]+/g, " "));
  const exact = NUMBER.exec(text);
  if (exact !== null) {
    const number = Number(exact[1]);
    return { number, first: number, words: [], phone: [], whole: text };
  }
  const words = text
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => ({ text: word, digits: PHONE_WORD.test(word) ? spellings(word) : [] }));
  return {
    number: null,
    first: /^\d{1,9}$/.test(text) ? Number(text) : null,
    words,
    phone: words.length > 1 && PHONE.test(text) ? spellings(text) : [],
    whole: text,
  };
}

/** How a phone number may be stored, apart from how it was typed: as its digits, and without the calling code. */
function spellings(text: string): readonly string[] {
  const digits = digitsOf(text);
  const national = nationalDigits(text);
  return [
    ...(digits.length < FEWEST_DIGITS || digits === text ? [] : [digits]),
    ...(national === null ? [] : [national]),
  ];
}

/** True when nothing was asked. */
export function isEmptyQuery(query: Query): boolean {
  return query.number === null && query.words.length === 0;
}

const DIGIT = /\d/;

/** True when whoever answers this query answered the other one, which was typed on from; told only of words. */
export function narrows(query: Query, before: Query): boolean {
  // Longer numbers may be phones in more spellings than shorter ones.
  return query.whole.startsWith(before.whole) && before.words.length > 0 && !DIGIT.test(query.whole);
}

/** True when a customer's search text answers the query; the empty one is answered by everybody. */
export function matches(text: string, query: Query): boolean {
  if (query.number !== null) return text.startsWith(`\t#${query.number}\t`);
  const holds = (wanted: string) => text.includes(wanted);
  return query.phone.some(holds) || query.words.every((word) => holds(word.text) || word.digits.some(holds));
}

/** How near an answer is to what was asked; smaller is nearer. */
export const RANK = { id: 0, login: 1, loginStart: 2, nameStart: 3, wordStart: 4, rest: 5 } as const;

/** The rank of a search text that matches the query. */
export function rank(text: string, query: Query): number {
  if (query.first !== null && text.startsWith(`\t#${query.first}\t`)) return RANK.id;
  const login = text.indexOf("\t", 1) + 1;
  const name = text.indexOf("\t", login) + 1;
  if (name > 0 && text.startsWith(query.whole, login)) {
    return login + query.whole.length === name - 1 ? RANK.login : RANK.loginStart;
  }
  if (name > 0 && text.startsWith(query.whole, name)) return RANK.nameStart;
  return query.words.every((word) => startsWord(text, word.text)) ? RANK.wordStart : RANK.rest;
}

const IN_WORD = /[\p{L}\p{N}]/u;
/** What of each unit of text is known: 1 in a word, 2 not. A single letter asks thousands of times. */
const known = new Uint8Array(0x1_0000);

function inWord(unit: number): boolean {
  if (known[unit] === 0) known[unit] = IN_WORD.test(String.fromCharCode(unit)) ? 1 : 2;
  return known[unit] === 1;
}

function startsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (at === 0 || !inWord(text.charCodeAt(at - 1))) return true;
  }
  return false;
}
