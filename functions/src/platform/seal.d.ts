import type { Random } from "./random.ts";
/** Whose text it is, and which one of his: a sealed text moved to another owner or version does not open. */
export interface Binding {
  readonly purpose: string;
  readonly owner: string;
  readonly version: number;
}
/** Seals texts so that only the holder of the key reads them (AES-256-GCM, 10 §4). */
export interface Sealer {
  seal(text: string, binding: Binding): string;
  /** The text, or undefined when key, owner, version or the sealed text itself are not the right ones. */
  open(sealed: string, binding: Binding): string | undefined;
}
/** A sealer with that key: 32 bytes in base64. Throws when the key is anything else. */
export declare function makeSealer(keyInBase64: string, random: Random): Sealer;
