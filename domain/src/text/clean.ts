/** True when the text holds what no field may hold: control characters (NUL among them) or half a surrogate pair. */
export function hasBadCharacters(text: string, multiLine: boolean): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  const control = multiLine ? /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/ : /[\u0000-\u001f\u007f]/;
  return control.test(text) || !text.isWellFormed();
}

const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** Text without what nobody sees or types: joiners, direction marks and the like that come along when text is pasted. */
export function withoutInvisible(text: string): string {
  return text.replace(INVISIBLE, "");
}

/** True for text that shows nothing at all; a name of such text could be neither read nor clicked. */
export function isBlank(text: string): boolean {
  // The blank of Braille takes space and shows nothing, but counts as a symbol.
  return /^[\s\u2800]*$/.test(withoutInvisible(text));
}
