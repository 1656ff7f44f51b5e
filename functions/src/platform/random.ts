import { randomBytes, randomInt } from "node:crypto";

/** Where every unpredictable thing comes from; tests pass a predictable one. */
export interface Random {
  /** So many unpredictable bytes. */
  bytes(count: number): Uint8Array;
  /** A whole number from 0 up to, not including, `below`; every one equally likely. */
  below(below: number): number;
}

/** The machine's cryptographic generator (10 §3.12). */
export const cryptographic: Random = {
  bytes: (count) => randomBytes(count),
  below: (below) => randomInt(below),
};

const ID_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** A document id as Firestore makes them: 20 letters and digits, never sequential. */
export function newId<T extends string>(random: Random): T {
  return randomText(random, ID_LETTERS, 20) as T;
}

/** `length` characters drawn from `alphabet`. */
export function randomText(random: Random, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(random.below(alphabet.length))).join("");
}
