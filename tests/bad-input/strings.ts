/** A text that programs trip over, and whether a line of a record may hold it. */
export interface Naughty {
  readonly what: string;
  readonly text: string;
  readonly storable: boolean;
}

const good = (what: string, text: string): Naughty => ({ what, text, storable: true });
const bad = (what: string, text: string): Naughty => ({ what, text, storable: false });

/** Short enough for every line of a customer's record (20 characters). */
export const NAUGHTY: readonly Naughty[] = [
  good("a quote of each kind", `O'Brien "x" \`y\``),
  good("what databases mean something by", `'; DROP TABLE x;--`),
  good("a formula", "=1+1"),
  good("a command of a spreadsheet", "@SUM(A1)"),
  good("a minus that is no number", "-1+1"),
  good("a path", "../../etc/passwd"),
  good("a path of another system", String.raw`C:\con\nul`),
  good("a slash", "/"),
  good("a lone dot", "."),
  good("underscores around", "__name__"),
  good("a name every object has", "__proto__"),
  good("another one", "constructor"),
  good("no value, in words", "null"),
  good("no value, in other words", "undefined"),
  good("no number", "NaN"),
  good("no, in words", "false"),
  good("nothing", "0"),
  good("zeros in front", "000123"),
  good("a number beyond all bounds", "1e308"),
  good("a date that does not exist", "2026-02-30"),
  good("places of a template", "{{ customer.name }}"),
  good("places of another", "%s %d %n"),
  good("wild cards", "% _ * ?"),
  good("an address", "javascript:ran()"),
  good("a tag", "<b>x</b>"),
  good("an entity", "&lt;&amp;&#0;"),
  good("combining marks by the dozen", `Z${"\u0321\u0335\u035b\u0489".repeat(4)}`),
  good("letters composed and decomposed", "é e\u0301"),
  good("an emoji of many parts", "👩‍👩‍👧‍👦 x"),
  good("flags and skin", "🇨🇿 👍🏽"),
  good("from right to left", "شركة الاتصالات"),
  good("Hebrew with points", "שָׁלוֹם עֲלֵיכֶם"),
  good("Chinese, Japanese, Korean", "株式会社 山田 김"),
  good("a letter beyond the first plane", "𠮷野家"),
  good("full width", "ＦＵＬＬ　ｗｉｄｔｈ"),
  good("an order turned round and left so", "x\u202etxt.exe"),
  good("isolates left open", "\u2066\u2067x"),
  good("characters nobody sees", "a\u200b\u2060\u00adb"),
  good("a name that folds long", "ﷺﷺﷺ"),
  good("letters that change their number with their case", "ŉ ß İ ǰ"),
  good("a line that only Unicode breaks", "a\u2028b\u0085c"),
  good("characters of a private area", "\ue000\uf8ff"),
  good("characters that are none", "\ufffe\uffff".slice(1)),
  bad("NUL", "a\u0000b"),
  bad("a bell", "a\u0007b"),
  bad("an escape", "\u001b[31mred"),
  bad("a line feed", "a\nb"),
  bad("a carriage return", "a\rb"),
  bad("a tab", "a\tb"),
  bad("a unit separator, which the search index keeps for itself", "a\u001fb"),
  bad("delete", "a\u007fb"),
];

/** Texts of which half a character is missing; nothing that carries documents can carry them. */
export const HALF_CHARACTERS: readonly string[] = ["\ud83d", "a\udc00b", "\udc00\ud83d", "x\ud800"];

/** Numbers that no field of a number may hold. */
export const NAUGHTY_NUMBERS: readonly unknown[] = [
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  "1e308",
  "0x10",
  "1,5",
  "١٢٣",
  "--1",
  "1.2.3",
  "9".repeat(400),
  {},
  [1],
  true,
];

/** Days that no calendar has. */
export const NO_DAYS: readonly string[] = [
  "2026-02-30",
  "2023-02-29",
  "1900-02-29",
  "2026-00-10",
  "2026-13-01",
  "2026-04-31",
  "0000-00-00",
  "10000-01-01",
  "-001-01-01",
  "2026-1-1",
  "20260101",
  "2026-01-01T00:00:00Z",
  "٢٠٢٦-٠١-٠١",
  "today",
];
