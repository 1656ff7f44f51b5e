import { digitsOf } from "../text/fold.ts";
import type { Day } from "../time/day.ts";
import type { LoginVariable, PasswordRules, Piece } from "./format.ts";
import { alphabetOf, checkPasswordRules } from "./format.ts";

/** Uniformly random bytes from a cryptographic generator (10 §3.12); `length` of them. */
export type RandomBytes = (length: number) => Uint8Array;

const DIGITS = "0123456789";
const DEFAULT_RANDOM = 6;
export const MOST_ROLLS = 20;

/** `length` characters of the alphabet, each equally likely. */
export function randomText(alphabet: readonly string[], length: number, random: RandomBytes): string {
  if (alphabet.length < 1 || alphabet.length > 256)
    throw new RangeError("An alphabet has 1 to 256 characters");
  // Bytes above the largest multiple of the size are thrown away, or the first characters would come up more often.
  const limit = 256 - (256 % alphabet.length);
  let text = "";
  let left = length;
  while (left > 0) {
    for (const byte of random(left)) {
      if (byte >= limit) continue;
      text += alphabet[byte % alphabet.length];
      left -= 1;
    }
  }
  return text;
}

/** What a login is made from (10 §3.8); `next` is the own counter's value. */
export interface LoginParts {
  readonly id: number;
  readonly email: string;
  readonly phone: string;
  readonly partnerNumber: number;
  readonly locationNumber: number;
  readonly dateAdded: Day;
  readonly next: number;
  readonly characters: string;
}

/** A login by the format: numbers padded with zeros, random values of exactly their length, text cut to it. */
export function makeLogin(pieces: readonly Piece[], parts: LoginParts, random: RandomBytes): string {
  return pieces
    .map((piece) =>
      piece.kind === "text" ? piece.text : loginValue(piece.name, piece.length, parts, random),
    )
    .join("")
    .slice(0, 64);
}

function loginValue(
  name: LoginVariable,
  length: number | null,
  parts: LoginParts,
  random: RandomBytes,
): string {
  const number = (value: number | string) => cut(String(value).padStart(length ?? 0, "0"), length);
  switch (name) {
    case "id":
      // Two customers must never meet in a cut number, so a number only ever grows.
      return String(parts.id).padStart(length ?? 0, "0");
    case "next":
      return String(parts.next).padStart(length ?? 0, "0");
    case "partner_id":
      return number(parts.partnerNumber);
    case "location_id":
      return number(parts.locationNumber);
    case "year":
      return number(parts.dateAdded.slice(0, 4));
    case "month":
      return number(parts.dateAdded.slice(5, 7));
    case "day":
      return number(parts.dateAdded.slice(8, 10));
    case "email":
      return cut(parts.email.replace(/[^A-Za-z0-9._@+-]/g, ""), length);
    case "phone":
      return cut(digitsOf(parts.phone), length);
    case "rand_string":
      return randomText(alphabetOf(parts.characters), length ?? DEFAULT_RANDOM, random);
    case "rand_number":
      return randomText([...DIGITS], length ?? DEFAULT_RANDOM, random);
  }
}

function cut(text: string, length: number | null): string {
  return length === null ? text : text.slice(0, length);
}

/** True when pressing Generate again can give another login (10 §3.9). */
export function varies(pieces: readonly Piece[]): boolean {
  return pieces.some(
    (piece) => piece.kind === "variable" && /^(rand_string|rand_number|next)$/.test(piece.name),
  );
}

/** True when the login cannot be known before the number is (10 §3.10). */
export function needsNumber(pieces: readonly Piece[]): boolean {
  return pieces.some((piece) => piece.kind === "variable" && piece.name === "id");
}

/**
 * The next login to try after `taken` tries met a login in use: rolled anew up to 20 times where something is
 * random, otherwise with `-2`, `-3` … behind it (10 §3.11).
 */
export function nextLogin(
  pieces: readonly Piece[],
  parts: LoginParts,
  taken: number,
  random: RandomBytes,
): string {
  const login = makeLogin(pieces, parts, random);
  const rolls = pieces.some((piece) => piece.kind === "variable" && piece.name.startsWith("rand_"))
    ? MOST_ROLLS
    : 0;
  if (taken <= rolls) return login;
  const suffix = `-${taken - rolls + 1}`;
  return `${login.slice(0, 64 - suffix.length)}${suffix}`;
}

/** A password by the configured rules; throws when the rules are not good, which the settings page prevents. */
export function makePassword(rules: PasswordRules, random: RandomBytes): string {
  const pieces = checkPasswordRules(rules);
  if (!pieces.ok) throw new Error(`Password rules refused: ${pieces.error.kind}`);
  const alphabet = alphabetOf(rules.passwordCharacters);
  return pieces.value
    .map((piece) => {
      if (piece.kind === "text") return piece.text;
      const from = piece.name === "rand_number" ? [...DIGITS] : alphabet;
      return randomText(from, piece.length ?? rules.passwordLength, random);
    })
    .join("");
}
