import { gzipSync } from "node:zlib";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { CUSTOMERS, PARTNERS, searchDeltasOf, searchPath, searchShardPath } from "@trunkline/domain/paths";
import { readSearchHead } from "@trunkline/domain/search/documents";
import { LINE_FORMAT, lineOf, searchedFields } from "@trunkline/domain/search/line";
import { joinLines, lineBytes, MOST_DELTAS, MOST_SHARD_BYTES, shardId } from "@trunkline/domain/search/shard";
import { Timestamp, type DocumentReference } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { readSettings } from "../customers/settings.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
// A delta's moment is of the instance that wrote it.
const CLOCKS_DIFFER_MS = 60_000;
const PAGE = 1000;
const DELETED_AT_ONCE = 400;

/** Rebuilds the indexes that need it: none yet, of other fields, too many deltas, or a day old while something changed. */
export async function rebuildIndexes(platform: Platform, until: number): Promise<number> {
  const { db } = platform;
  const { definitions } = await readSettings(platform);
  const partners = await db.collection(PARTNERS).select().get();
  let rebuilt = 0;
  for (const partner of partners.docs) {
    if (platform.clock() >= until) break;
    const id = partner.id as PartnerId;
    const head = await db.doc(searchPath(id)).get();
    const deltas = (await db.collection(searchDeltasOf(id)).count().get()).data().count;
    const builtAt = head.get("builtAt") as unknown;
    const age =
      builtAt instanceof Timestamp ? platform.clock() - builtAt.toMillis() : Number.POSITIVE_INFINITY;
    const read = readSearchHead(id, head.data());
    const fields = searchedFields(definitions).join();
    const other = !read.ok || read.value?.format !== LINE_FORMAT || read.value.fields.join() !== fields;
    if (other || deltas > MOST_DELTAS || (deltas > 0 && age > DAY_MS)) {
      await rebuildIndex(platform, id, definitions);
      rebuilt += 1;
    }
  }
  return rebuilt;
}

/**
 * Writes the index of one partner anew. Changes go on meanwhile: their deltas carry a later moment than this began,
 * and stay. Shards come before the head that names them, and go after it; a run that is killed leaves the old index.
 */
export async function rebuildIndex(
  platform: Platform,
  partner: PartnerId,
  definitions: readonly FieldDefinition[],
): Promise<void> {
  const { db } = platform;
  const startedAt = Timestamp.fromMillis(platform.clock());
  const head = db.doc(searchPath(partner));
  const before = readSearchHead(partner, (await head.get()).data());
  const version = (before.ok ? (before.value?.version ?? 0) : 0) + 1;
  const fields = searchedFields(definitions);
  const shards = cut(await rowsOf(platform, partner, fields));
  for (const [index, rows] of shards.entries()) {
    const bytes = gzipSync(joinLines(rows.map(({ line }) => line)));
    await db.doc(searchShardPath(partner, shardId(version, index))).set({ bytes });
  }
  await head.set({
    version,
    format: LINE_FORMAT,
    shards: shards.length,
    rows: shards.reduce((sum, rows) => sum + rows.length, 0),
    firsts: shards.map((rows) => rows[0]?.number ?? 0),
    fields,
    builtAt: startedAt,
  });

  const kept = new Set(shards.map((_rows, index) => shardId(version, index)));
  const old = await head.collection("shards").listDocuments();
  await remove(
    platform,
    old.filter((shard) => !kept.has(shard.id)),
  );
  const sure = Timestamp.fromMillis(startedAt.toMillis() - CLOCKS_DIFFER_MS);
  const told = await db.collection(searchDeltasOf(partner)).where("at", "<", sure).select().get();
  await remove(
    platform,
    told.docs.map((delta) => delta.ref),
  );
}

interface Row {
  readonly number: number;
  readonly line: string;
}

async function rowsOf(
  platform: Platform,
  partner: PartnerId,
  fields: readonly string[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const ordered = platform.db
    .collection(CUSTOMERS)
    .where("kind", "==", "customer")
    .where("partnerId", "==", partner)
    .orderBy("number")
    .limit(PAGE);
  let after: number | undefined;
  for (;;) {
    const page = await (after === undefined ? ordered : ordered.startAfter(after)).get();
    for (const doc of page.docs) {
      const read = readCustomer(doc.id, doc.data());
      if (read.ok) rows.push({ number: read.value.number, line: lineOf(read.value, fields) });
    }
    if (page.size < PAGE) return rows;
    after = page.docs.at(-1)?.get("number") as number;
  }
}

/** The rows in shards of at most the bytes a document can hold. */
function cut(rows: readonly Row[]): readonly (readonly Row[])[] {
  const shards: Row[][] = [];
  let room = 0;
  for (const row of rows) {
    const bytes = lineBytes(row.line);
    if (bytes > room) {
      shards.push([]);
      room = MOST_SHARD_BYTES;
    }
    shards.at(-1)?.push(row);
    room -= bytes;
  }
  return shards;
}

async function remove(platform: Platform, refs: readonly DocumentReference[]): Promise<void> {
  for (let from = 0; from < refs.length; from += DELETED_AT_ONCE) {
    const batch = platform.db.batch();
    for (const ref of refs.slice(from, from + DELETED_AT_ONCE)) batch.delete(ref);
    await batch.commit();
  }
}
