/** What XML cannot hold at all. */
// oxlint-disable-next-line no-control-regex
const IMPOSSIBLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
/** A spreadsheet reads `_x0041_` as a letter; escaped itself, the first sign stays what it is. */
const LOOKS_ESCAPED = /_(?=x[0-9A-Fa-f]{4}_)/g;

/** A text as it stands in the XML of a spreadsheet, between tags or in quotes. */
export function texted(text: string): string {
  return text
    .replace(IMPOSSIBLE, "")
    .replace(LOOKS_ESCAPED, "_x005F_")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
