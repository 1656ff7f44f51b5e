import { withoutInvisible } from "./clean.ts";

export const MOST_VALUES = 20;

// The same shape as in firestore.rules; tests hold both against one list of addresses.
const EMAIL = /^[^\s@,:;<>"()[\]\\]{1,64}@[^\s@,:;<>"()[\]\\.]{1,63}(?:\.[^\s@,:;<>"()[\]\\.]{1,63}){1,8}$/;
const PHONE = /^\+?(?:[ .()/-]{0,9}[0-9]){5,20}[ .()/-]{0,9}$/;

/**
 * Splits on commas, and on the semicolons of other programs' lists, trims, drops empties and exact duplicates, keeps the order (10 §5.2). What comes along unseen when
 * an address or a number is pasted from a phone book or a web page falls away, odd blanks become plain ones.
 */
export function splitValues(text: string): readonly string[] {
  return [
    ...new Set(
      withoutInvisible(text)
        .replace(/[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g, " ")
        .split(/[,;]/)
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    ),
  ];
}

/** How a list is shown and typed again: joined with `, `. */
export function joinValues(values: readonly string[]): string {
  return values.join(", ");
}

/** True for `local@domain.tld` of at most 254 characters (10 §5.3). */
export function isEmail(text: string): boolean {
  return text.length <= 254 && EMAIL.test(text);
}

/** True for an optional leading `+` and 5–20 digits among spaces, dashes, dots, slashes and brackets (10 §5.4). */
export function isPhone(text: string): boolean {
  return PHONE.test(text);
}
