/** Where every unpredictable thing comes from; tests pass a predictable one. */
export interface Random {
  /** So many unpredictable bytes. */
  bytes(count: number): Uint8Array;
  /** A whole number from 0 up to, not including, `below`; every one equally likely. */
  below(below: number): number;
}
/** The machine's cryptographic generator (10 §3.12). */
export declare const cryptographic: Random;
/** A document id as Firestore makes them: 20 letters and digits, never sequential. */
export declare function newId<T extends string>(random: Random): T;
/** `length` characters drawn from `alphabet`. */
export declare function randomText(random: Random, alphabet: string, length: number): string;
