/** True when the text holds what no field may hold: control characters (NUL among them) or half a surrogate pair. */
export function hasBadCharacters(text: string, multiLine: boolean): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are exactly what is looked for
  const control = multiLine ? /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/ : /[\u0000-\u001f\u007f]/;
  return control.test(text) || !text.isWellFormed();
}
