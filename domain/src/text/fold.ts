// Letters that Unicode does not take apart into a base letter and a mark, but that people type without.
const SPECIAL = new Map([
  ["ß", "ss"],
  ["æ", "ae"],
  ["œ", "oe"],
  ["ø", "o"],
  ["đ", "d"],
  ["ð", "d"],
  ["þ", "th"],
  ["ł", "l"],
  ["ı", "i"],
  ["ħ", "h"],
  ["ŧ", "t"],
  ["ŋ", "n"],
  ["ĸ", "k"],
  ["ſ", "s"],
]);
const SPECIAL_SHAPE = new RegExp(`[${[...SPECIAL.keys()].join("")}]`, "g");

// oxlint-disable-next-line no-control-regex -- "ASCII" begins at zero
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Text as it is compared: lower case, without diacritics and invisible characters, compatibility forms made plain
 * (full-width letters, ligatures), white space collapsed. Folding folded text changes nothing.
 */
export function fold(text: string): string {
  // Most values: the same result at a fraction of the work, which counts when an index is read.
  if (ASCII.test(text)) return text.toLowerCase().replace(/\s+/g, " ").trim();
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\p{Default_Ignorable_Code_Point}]+/gu, "")
    .replace(SPECIAL_SHAPE, (letter) => SPECIAL.get(letter) ?? letter)
    .normalize("NFKC")
    .replace(/\s+/g, " ")
    .trim();
}

/** A name as the list sorts it: folded, cut to what the rules and an index entry hold. */
export function foldName(name: string): string {
  // A cut through a pair of surrogates would leave half a character, which no document can hold.
  return fold(name)
    .slice(0, 300)
    .replace(/[\ud800-\udbff]$/, "");
}

/** Only the digits of a text, for comparing phones (10 §5.4). */
export function digitsOf(text: string): string {
  return text.normalize("NFKC").replace(/[^0-9]/g, "");
}
