import { LINE_END } from "./line.ts";

/*
 * A base shard holds lines in the order of their numbers. It is cut by its bytes before compression, which shrinks such
 * lines to a third; who packs it cuts once more what compression leaves too large for a document.
 */

// Every place this runs in has them; the domain names no place and so declares what it uses.
declare const TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
declare const TextDecoder: new () => { decode(bytes: Uint8Array): string };

/** The most bytes of one shard as it is stored: a document holds 1 MiB. */
export const MOST_SHARD_BYTES = 900_000;

/** The most bytes of lines in one shard, before compression. */
export const MOST_LINES_BYTES = 2 * MOST_SHARD_BYTES;

/** The changes since the last build at which the index is built anew. */
export const MOST_DELTAS = 200;

/** The id of a shard; versions never share one, so a shard never changes once it is written. */
export function shardId(version: number, index: number): string {
  return `${version}-${index}`;
}

/** Where the ids of a version's shards begin, and the first id behind all of them. */
export function shardsOf(version: number): { readonly first: string; readonly behind: string } {
  return { first: `${version}-`, behind: `${version}.` };
}

/** The lines of a shard as the bytes to compress. */
export function joinLines(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(lines.join(LINE_END));
}

/** The lines of a shard out of its bytes. */
export function splitLines(bytes: Uint8Array): readonly string[] {
  const text = new TextDecoder().decode(bytes);
  return text === "" ? [] : text.split(LINE_END);
}

/** The rows in shards, in their order; at least one in each, and no more bytes of lines than agreed. */
export function cutIntoShards<T extends { readonly line: string }>(
  rows: readonly T[],
): readonly (readonly T[])[] {
  const shards: T[][] = [];
  const encoder = new TextEncoder();
  let room = 0;
  for (const row of rows) {
    const bytes = encoder.encode(row.line).length + 1;
    if (shards.length === 0 || bytes > room) {
      shards.push([]);
      room = MOST_LINES_BYTES;
    }
    shards.at(-1)?.push(row);
    room -= bytes;
  }
  return shards;
}
