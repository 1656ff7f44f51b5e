import { digitsOf } from "./fold.ts";

/*
 * Calling codes of the world (ITU-T E.164): one digit for North America and for Russia with Kazakhstan, two for these,
 * three for all others. No code begins like another one, so the digits alone tell where the number of the country
 * starts; the country need not be known.
 */
const ONE = /^[17]/;
const TWO = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

/** Fewer digits than these after the calling code say too little: half of all numbers hold them. */
const FEWEST_DIGITS = 6;

/**
 * The digits after the calling code of a number as callers show it (`+420 727 …`, `00420 727 …`); null for one that is
 * written without, or of which too little is typed.
 */
export function nationalDigits(phone: string): string | null {
  const digits = digitsOf(phone);
  const plus = /^[\s(]*\+/.test(phone.normalize("NFKC"));
  if (!plus && !digits.startsWith("00")) return null;
  const whole = plus ? digits.replace(/^00/, "") : digits.slice(2);
  const rest = whole.slice(ONE.test(whole) ? 1 : TWO.test(whole) ? 2 : 3);
  return rest.length < FEWEST_DIGITS ? null : rest;
}
