import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

const Head = z.object({
  /** Grows with every build; names the shards. */
  version: z.int(),
  format: z.int(),
  shards: z.int(),
  rows: z.int(),
  /** The number of the first customer in each shard, so that one customer's shard is known. */
  firsts: z.array(z.int()),
  /** The additional fields that search finds by. */
  fields: z.array(z.string()),
  /** The other additional fields, for the list alone. */
  listed: z._default(z.array(z.string()), []),
});

/** `search/{partnerId}`: which shards make up the index of a partner. */
export type SearchHead = Readonly<z.output<typeof Head>>;

/** Reads `search/{partnerId}`; undefined reads as null: nothing was built yet. */
export function readSearchHead(partner: string, data: unknown): Result<SearchHead | null, BadRecord> {
  if (data === undefined) return ok(null);
  const parsed = Head.safeParse(data);
  return parsed.success ? ok(parsed.data) : badRecord(`search/${partner}`, parsed.error);
}

const CommentHead = z.object({ version: z.int(), format: z.int(), shards: z.int() });

/** `commentSearch/{partnerId}`: which shards make up the index of a partner's comments. */
export type CommentSearchHead = Readonly<z.output<typeof CommentHead>>;

/** Reads `commentSearch/{partnerId}`; undefined reads as null: nothing was built yet. */
export function readCommentSearchHead(
  partner: string,
  data: unknown,
): Result<CommentSearchHead | null, BadRecord> {
  if (data === undefined) return ok(null);
  const parsed = CommentHead.safeParse(data);
  return parsed.success ? ok(parsed.data) : badRecord(`commentSearch/${partner}`, parsed.error);
}

const Delta = z.object({ line: z.nullable(z.string()) });

/** Reads a delta of either index: the line of a customer or comment now, or null when it is no longer there. */
export function readSearchDelta(path: string, data: unknown): Result<string | null, BadRecord> {
  const parsed = Delta.safeParse(data);
  return parsed.success ? ok(parsed.data.line) : badRecord(path, parsed.error);
}
