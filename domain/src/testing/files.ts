/* Files for tests: bytes written as text, and ids as uploads have them. */

/** The bytes of a text whose characters are single bytes; others are cut to one. */
export function fileBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);
}

/** An id of an upload that begins with that. */
export function cut20(start: string): string {
  return start.padEnd(20, "0").slice(0, 20);
}
