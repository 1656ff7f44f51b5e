import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";

export const LOGIN_VARIABLES = [
  "id",
  "email",
  "phone",
  "partner_id",
  "location_id",
  "rand_string",
  "rand_number",
  "year",
  "month",
  "day",
  "next",
] as const;
export type LoginVariable = (typeof LOGIN_VARIABLES)[number];

/** One piece of a parsed format: literal text, or a variable with the length written behind it. */
export type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "variable"; readonly name: LoginVariable; readonly length: number | null };

/** Why the settings page refuses a format (10 §3.8). */
export type FormatProblem =
  | { readonly kind: "unbalanced-brace" }
  | { readonly kind: "unknown-variable"; readonly name: string }
  | { readonly kind: "bad-length"; readonly name: string }
  | { readonly kind: "empty" }
  | { readonly kind: "bad-characters" };

const LONGEST = 64;

/** Takes a login or password format apart: literal text, `{variable}` and `{variable|length}` (10 §3.8). */
export function parseFormat(format: string): Result<readonly Piece[], FormatProblem> {
  if (format.trim() === "") return refuse({ kind: "empty" });
  const pieces: Piece[] = [];
  let rest = format;
  while (rest !== "") {
    const open = rest.search(/[{}]/);
    if (open !== 0) {
      const text = open < 0 ? rest : rest.slice(0, open);
      pieces.push({ kind: "text", text });
      rest = rest.slice(text.length);
      continue;
    }
    const inside = /^\{([^{}]*)\}/.exec(rest);
    if (inside === null) return refuse({ kind: "unbalanced-brace" });
    const variable = parseVariable(inside[1] ?? "");
    if (!variable.ok) return variable;
    pieces.push(variable.value);
    rest = rest.slice(inside[0].length);
  }
  return ok(pieces);
}

function parseVariable(inside: string): Result<Piece, FormatProblem> {
  const [name = "", length, ...more] = inside.split("|");
  const known = LOGIN_VARIABLES.find((one) => one === name);
  if (known === undefined) return refuse({ kind: "unknown-variable", name });
  if (length === undefined) return ok({ kind: "variable", name: known, length: null });
  const size = /^[1-9]\d?$/.test(length) && more.length === 0 ? Number(length) : 0;
  return size < 1 || size > LONGEST
    ? refuse({ kind: "bad-length", name })
    : ok({ kind: "variable", name: known, length: size });
}

/** Checks a login format: known variables, and no literal character a login cannot hold. */
export function checkLoginFormat(format: string): Result<readonly Piece[], FormatProblem> {
  const parsed = parseFormat(format);
  if (!parsed.ok) return parsed;
  const good = parsed.value.every(
    (piece) => piece.kind === "variable" || /^[A-Za-z0-9._@+-]+$/.test(piece.text),
  );
  return good ? parsed : refuse({ kind: "bad-characters" });
}

export const FEWEST_CHARACTERS = 10;
export const SHORTEST_PASSWORD = 6;
export const LONGEST_PASSWORD = 64;

/** Why the settings page refuses how passwords are made (10 §3.6–3.7a). */
export type PasswordRuleProblem =
  | FormatProblem
  | { readonly kind: "too-few-characters"; readonly min: number }
  | { readonly kind: "length-out-of-range"; readonly min: number; readonly max: number }
  | { readonly kind: "not-in-a-password"; readonly name: string }
  | { readonly kind: "too-little-random"; readonly min: number }
  | { readonly kind: "too-long"; readonly max: number };

/** The parts of `config/customers` that decide a password. */
export interface PasswordRules {
  readonly passwordCharacters: string;
  readonly passwordLength: number;
  readonly passwordFormat: string;
}

/** The distinct characters of an alphabet, in their order. */
export function alphabetOf(characters: string): readonly string[] {
  return [...new Set(characters)];
}

/** Checks alphabet, length and format of passwords together; gives the parsed format (10 §3.6–3.7a). */
export function checkPasswordRules(rules: PasswordRules): Result<readonly Piece[], PasswordRuleProblem> {
  const alphabet = alphabetOf(rules.passwordCharacters);
  if (alphabet.length < FEWEST_CHARACTERS)
    return refuse({ kind: "too-few-characters", min: FEWEST_CHARACTERS });
  if (alphabet.some((one) => !/^[!-~]$/.test(one))) return refuse({ kind: "bad-characters" });
  const { passwordLength: length } = rules;
  if (!Number.isInteger(length) || length < SHORTEST_PASSWORD || length > LONGEST_PASSWORD) {
    return refuse({ kind: "length-out-of-range", min: SHORTEST_PASSWORD, max: LONGEST_PASSWORD });
  }
  const parsed = parseFormat(rules.passwordFormat);
  if (!parsed.ok) return parsed;
  return checkPasswordPieces(parsed.value, length);
}

function checkPasswordPieces(
  pieces: readonly Piece[],
  length: number,
): Result<readonly Piece[], PasswordRuleProblem> {
  let random = 0;
  let literal = 0;
  for (const piece of pieces) {
    if (piece.kind === "text") {
      if (!/^[!-~]+$/.test(piece.text)) return refuse({ kind: "bad-characters" });
      literal += piece.text.length;
    } else if (piece.name === "rand_string" || piece.name === "rand_number") random += piece.length ?? length;
    else return refuse({ kind: "not-in-a-password", name: piece.name });
  }
  if (random < SHORTEST_PASSWORD) return refuse({ kind: "too-little-random", min: SHORTEST_PASSWORD });
  if (random + literal > LONGEST_PASSWORD) return refuse({ kind: "too-long", max: LONGEST_PASSWORD });
  return ok(pieces);
}
