import { gunzipSync } from "node:zlib";
import { readComment } from "@trunkline/domain/comment/comment";
import type { CommentId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  commentDeltaPath,
  commentDeltasOf,
  commentPath,
  commentSearchPath,
  commentShardPath,
  counterPath,
} from "@trunkline/domain/paths";
import { commentsOfPartner } from "@trunkline/domain/queries";
import {
  COMMENT_LINE_FORMAT,
  commentKey,
  commentLine,
  keyOfCommentLine,
} from "@trunkline/domain/search/comment-lines";
import { readCommentSearchHead, readSearchDelta } from "@trunkline/domain/search/documents";
import { shardId, splitLines } from "@trunkline/domain/search/shard";
import { FieldPath, FieldValue, type DocumentSnapshot } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { buildShards } from "./shards.ts";
import { canStay, eachIndex, heldBy } from "./upkeep.ts";

/*
 * The index that finds customers by their comments (14 §4.1.10, docs/decisions/search-in-comments.md). The trigger of a
 * comment tells its line to the index of its partner; the sweep folds what was told into the shards, and goes through
 * the comments themselves only for an index that there is not yet.
 */

const PAGE = 1000;

/** Tells the index what a comment says now, whatever was told before and in whichever order. */
export async function tellComment(platform: Platform, customer: CustomerId, id: CommentId): Promise<void> {
  const { db } = platform;
  await db.runTransaction(async (tx) => {
    const line = lineIn(await tx.get(db.doc(commentPath(customer, id))));
    if (line === undefined) return;
    const at = FieldValue.serverTimestamp();
    tx.set(db.doc(commentDeltaPath(line.partnerId, commentKey(customer, id))), { line: line.line, at });
  });
}

function lineIn(doc: DocumentSnapshot) {
  const customer = doc.ref.parent.parent?.id;
  if (!doc.exists || customer === undefined) return undefined;
  const read = readComment(customer, doc.id, doc.data());
  return read.ok ? { partnerId: read.value.partnerId, line: commentLine(read.value) } : undefined;
}

/** The lines of a partner at this moment; undefined while nothing was built. */
export async function commentLines(
  platform: Platform,
  partner: PartnerId,
): Promise<Iterable<string> | undefined> {
  const { db } = platform;
  // What was told first: a build that ends meanwhile has it in its shards by then.
  const told = await toldIn(platform, partner);
  let seen: number | undefined;
  for (;;) {
    const head = readCommentSearchHead(partner, (await db.doc(commentSearchPath(partner)).get()).data());
    if (!head.ok) throw new Error(head.error.problems.join(", "));
    if (head.value === null || head.value.format !== COMMENT_LINE_FORMAT) return undefined;
    const { version, shards } = head.value;
    // The same head again, and still not all of its shards: it is damaged, and as good as none.
    if (version === seen) return undefined;
    seen = version;
    const refs = Array.from({ length: shards }, (_unused, index) =>
      db.doc(commentShardPath(partner, shardId(version, index))),
    );
    const docs = refs.length === 0 ? [] : await db.getAll(...refs);
    // Built anew while it was read: the head names others now.
    if (docs.some((doc) => !doc.exists)) continue;
    return overlaid(docs, told);
  }
}

/** One shard is taken apart at a time, so that a large index needs no large memory. */
function* overlaid(
  shards: readonly DocumentSnapshot[],
  told: ReadonlyMap<string, string | null>,
): Generator<string> {
  for (const shard of shards)
    for (const line of splitLines(gunzipSync(shard.get("bytes") as Buffer)))
      if (!told.has(keyOfCommentLine(line))) yield line;
  for (const line of told.values()) if (line !== null) yield line;
}

async function toldIn({ db }: Platform, partner: PartnerId): Promise<ReadonlyMap<string, string | null>> {
  const told = new Map<string, string | null>();
  for (const delta of (await db.collection(commentDeltasOf(partner)).get()).docs) {
    const line = readSearchDelta(delta.ref.path, delta.data());
    if (line.ok) told.set(delta.id, line.value);
  }
  return told;
}

/** Builds what there is not yet or has lost a part, and folds in what was told where that is much, or a day old. */
export async function buildCommentIndexes(platform: Platform, until: number): Promise<number> {
  const { db } = platform;
  const places = (partner: PartnerId) => ({
    head: db.doc(commentSearchPath(partner)),
    deltas: db.collection(commentDeltasOf(partner)),
  });
  return eachIndex(platform, until, places, async (index) => {
    const known = index.head.get("format") === COMMENT_LINE_FORMAT;
    if (known && (await canStay(platform, index))) return false;
    return buildOne(platform, index.partner, known);
  });
}

/** Writes the index of one partner anew: out of itself and what was told, or out of the comments. */
async function buildOne(platform: Platform, partner: PartnerId, known: boolean): Promise<boolean> {
  const { db } = platform;
  const place = {
    head: db.doc(commentSearchPath(partner)),
    shard: (shard: string) => db.doc(commentShardPath(partner, shard)),
    lock: db.doc(counterPath(`commentBuild_${partner}`)),
  };
  return buildShards(platform, place, {
    async rows() {
      const lines = known ? await commentLines(platform, partner) : undefined;
      return [...(lines ?? (await everyLine(platform, partner)))].map((line) => ({ line }));
    },
    headOf: () => ({ format: COMMENT_LINE_FORMAT }),
    covered: (rows) =>
      heldBy(
        db.collection(commentDeltasOf(partner)),
        rows.map(({ line }) => line),
        keyOfCommentLine,
      ),
  });
}

async function everyLine({ db }: Platform, partner: PartnerId): Promise<readonly string[]> {
  const { collection, where } = commentsOfPartner(partner, PAGE);
  const lines: string[] = [];
  let query = db.collectionGroup(collection).orderBy(FieldPath.documentId()).limit(PAGE);
  for (const [field, op, value] of where) query = query.where(field, op, value);
  let after: DocumentSnapshot | undefined;
  for (;;) {
    const page = await (after === undefined ? query : query.startAfter(after)).get();
    for (const doc of page.docs) {
      const line = lineIn(doc)?.line ?? null;
      if (line !== null) lines.push(line);
    }
    if (page.size < PAGE) return lines;
    after = page.docs.at(-1);
  }
}
