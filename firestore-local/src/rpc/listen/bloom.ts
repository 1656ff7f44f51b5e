import { createHash } from "node:crypto";
import type { Message } from "../api.ts";

/** One name in about 2,000 is taken for another's: a client that has a few stale documents nearly always finds them. */
const BITS_PER_NAME = 16;
const HASHES = 11;
const WORD = 1n << 64n;

/**
 * The filter by which a client finds out which of its documents are no longer in a target, without asking for all of
 * them again: a `google.firestore.v1.BloomFilter` of the full names of those that are.
 */
export function bloomFilter(names: readonly string[]): Message {
  // An odd number of bits is coprime to steps that are powers of two, whose hashes would fall on few bits.
  const size = names.length === 0 ? 0 : names.length * BITS_PER_NAME + 1;
  const bitmap = new Uint8Array(Math.ceil(size / 8));
  for (const name of names) {
    const digest = createHash("md5").update(name, "utf8").digest();
    const start = digest.readBigUInt64LE(0);
    const step = digest.readBigUInt64LE(8);
    for (let hash = 0n; hash < BigInt(HASHES); hash++) {
      const bit = Number(((start + hash * step) % WORD) % BigInt(size));
      bitmap[bit >> 3] = (bitmap[bit >> 3] ?? 0) | (1 << (bit & 7));
    }
  }
  return { bits: { bitmap, padding: bitmap.length * 8 - size }, hashCount: HASHES };
}
