import { fileTypesText, sizeText } from "../fields/file.ts";
import type { CustomerNumber } from "../ids/ids.ts";
import { EARLIEST_DAY } from "./table.ts";

/** Why a value of a field is refused; the same for form, function and import. */
export type FieldProblem =
  | { readonly kind: "required" }
  | { readonly kind: "wrong-type" }
  | { readonly kind: "too-long"; readonly max: number }
  | { readonly kind: "too-short"; readonly min: number }
  | { readonly kind: "bad-characters" }
  | { readonly kind: "bad-login" }
  | { readonly kind: "bad-value"; readonly value: string }
  | { readonly kind: "too-many"; readonly max: number }
  | { readonly kind: "not-a-date" }
  /** A time over which the office's clock goes forward. */
  | { readonly kind: "skipped-time" }
  /** After today: no other day bounds a field from above. */
  | { readonly kind: "after"; readonly limit: string }
  | { readonly kind: "before"; readonly limit: string }
  | { readonly kind: "not-a-number" }
  | { readonly kind: "not-whole" }
  | { readonly kind: "out-of-range"; readonly min: number | null; readonly max: number | null }
  | { readonly kind: "not-an-option" }
  | { readonly kind: "bad-format" }
  /** Not of a kind that a field of type File takes, whatever its name says. */
  | { readonly kind: "file-kind" }
  | { readonly kind: "file-size"; readonly max: number }
  /** The upload was never finished, is another's, or was given up since. */
  | { readonly kind: "file-gone" }
  /** `number` is null when the owner lies outside the asker's partner. */
  | { readonly kind: "taken"; readonly number: CustomerNumber | null }
  | { readonly kind: "not-yours-to-change" };

const TEXT: {
  [K in FieldProblem["kind"]]: (problem: Extract<FieldProblem, { kind: K }>, noun: string) => string;
} = {
  required: () => "This field is required.",
  "wrong-type": () => "This value cannot be stored here.",
  "too-long": ({ max }) => `At most ${max} characters.`,
  "too-short": ({ min }) => `At least ${min} characters.`,
  "bad-characters": () => "Contains characters that cannot be stored.",
  "bad-login": () => "Only letters, digits and . _ - @ + are allowed.",
  "bad-value": ({ value }) => `“${value}” is not valid.`,
  "too-many": ({ max }) => `At most ${max} values.`,
  "not-a-date": () => "This is not a date.",
  "skipped-time": () => "There is no such time on this day: the clock goes forward over it.",
  after: () => "Not later than today.",
  before: ({ limit }) => `Not before ${limit === EARLIEST_DAY ? "the year 1900" : limit}.`,
  "not-a-number": () => "This is not a number. Write it like 1.5.",
  "not-whole": () => "Only a whole number, like 15.",
  "out-of-range": ({ min, max }) =>
    min === null ? `At most ${max}.` : max === null ? `At least ${min}.` : `Between ${min} and ${max}.`,
  "not-an-option": () => "Choose one of the list.",
  "bad-format": () => "This is not in the right form.",
  "file-kind": () => `This kind of file is not taken. Possible: ${fileTypesText()}.`,
  "file-size": ({ max }) => `At most ${sizeText(max)}.`,
  "file-gone": () => "The file is no longer there. Choose it again.",
  taken: ({ number }, noun) =>
    number === null
      ? `This ${noun} is already used by a customer of another partner.`
      : `This ${noun} is already used by customer #${number}.`,
  "not-yours-to-change": () => "You may not change this field.",
};

const NOUNS: Readonly<Record<string, string>> = { login: "login", emails: "e-mail address" };

/** The sentence shown at the field with that key. */
export function problemText(problem: FieldProblem, key?: string): string {
  const say = TEXT[problem.kind] as (problem: FieldProblem, noun: string) => string;
  return say(problem, NOUNS[key ?? ""] ?? "value");
}
