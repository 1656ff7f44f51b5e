import { gzipSync } from "node:zlib";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  counterPath,
  CUSTOMERS,
  PARTNERS,
  searchDeltasOf,
  searchPath,
  searchShardPath,
} from "@trunkline/domain/paths";
import { readSearchDelta, readSearchHead } from "@trunkline/domain/search/documents";
import {
  idOfLine,
  indexedFields,
  LINE_FORMAT,
  lineOf,
  type IndexedFields,
} from "@trunkline/domain/search/line";
import {
  cutIntoShards,
  joinLines,
  MOST_DELTAS,
  MOST_SHARD_BYTES,
  shardId,
} from "@trunkline/domain/search/shard";
import { Timestamp, type DocumentReference } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { readSettings, type Settings } from "../customers/settings.ts";
import { projectCustomer } from "../portal/project.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
// Longer than a background function may run.
const LONGEST_BUILD_MS = 10 * 60 * 1000;
const PAGE = 1000;
/** FAILED_PRECONDITION */
const CHANGED_SINCE = 9;

/** Rebuilds the indexes that need it: none yet, of other fields, too many deltas, or a day old while something changed. */
export async function rebuildIndexes(platform: Platform, until: number): Promise<number> {
  const { db } = platform;
  const settings = await readSettings(platform);
  const { definitions } = settings;
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
    const { searched, listed } = indexedFields(definitions);
    const other =
      !read.ok ||
      read.value?.format !== LINE_FORMAT ||
      read.value.fields.join() !== searched.join() ||
      read.value.listed.join() !== listed.join();
    // Lines told for other fields, or in another form, are told anew: they would hide the rows of the new shards.
    if (other) await tellAnew(platform, settings, id);
    if (other || deltas > MOST_DELTAS || (deltas > 0 && age > DAY_MS)) {
      if (await rebuildIndex(platform, id, definitions)) rebuilt += 1;
    }
  }
  return rebuilt;
}

async function tellAnew(platform: Platform, settings: Settings, partner: PartnerId): Promise<void> {
  for (const { id } of await platform.db.collection(searchDeltasOf(partner)).listDocuments()) {
    await projectCustomer(platform, settings, id as CustomerId);
  }
}

/**
 * Writes the index of one partner anew. Shards come before the head that names them and go after it, so a run that is
 * killed leaves the old index as it was. What is told meanwhile stays: only changes that the new shards hold are
 * removed. False when another run is at it.
 */
export async function rebuildIndex(
  platform: Platform,
  partner: PartnerId,
  definitions: readonly FieldDefinition[],
): Promise<boolean> {
  const { db } = platform;
  const place = db.doc(counterPath(`searchBuild_${partner}`));
  const version = await begin(platform, partner);
  if (version === undefined) return false;
  const builtAt = Timestamp.fromMillis(platform.clock());
  const head = db.doc(searchPath(partner));
  const fields = indexedFields(definitions);
  const rows = await rowsOf(platform, partner, fields);
  const packed = cutIntoShards(rows).flatMap(pack);
  const shards = packed.map(({ shard }) => shard);
  for (const [index, { bytes }] of packed.entries()) {
    await db.doc(searchShardPath(partner, shardId(version, index))).set({ bytes });
  }
  await head.set({
    version,
    format: LINE_FORMAT,
    shards: shards.length,
    rows: rows.length,
    firsts: shards.map((shard) => shard[0]?.number ?? 0),
    fields: fields.searched,
    listed: fields.listed,
    builtAt,
  });

  const kept = new Set(shards.map((_shard, index) => shardId(version, index)));
  const old = await head.collection("shards").listDocuments();
  const removals: Removal[] = old.filter(({ id }) => !kept.has(id)).map((ref) => ({ ref }));
  const lines = new Map<string, string>(rows.map(({ line }) => [idOfLine(line), line]));
  for (const told of (await db.collection(searchDeltasOf(partner)).get()).docs) {
    const line = readSearchDelta(told.ref.path, told.data());
    if (line.ok && line.value === (lines.get(told.id) ?? null)) {
      removals.push({ ref: told.ref, lastUpdateTime: told.updateTime });
    }
  }
  await remove(platform, removals);
  await place.set({ version, until: 0 });
  return true;
}

/** The version of a build that begins now; undefined while another runs. Of a killed one the time runs out. */
async function begin(platform: Platform, partner: PartnerId): Promise<number | undefined> {
  const { db } = platform;
  return db.runTransaction(async (tx) => {
    const place = db.doc(counterPath(`searchBuild_${partner}`));
    const [before, head] = await tx.getAll(place, db.doc(searchPath(partner)));
    const now = platform.clock();
    if (Number(before?.get("until") ?? 0) > now) return undefined;
    // Never a version that any build had, finished or killed: browsers keep shards by it.
    const version = 1 + Math.max(Number(before?.get("version") ?? 0), Number(head?.get("version") ?? 0));
    tx.set(place, { version, until: now + LONGEST_BUILD_MS });
    return version;
  });
}

interface Row {
  readonly number: number;
  readonly line: string;
}

/** Lines shrink by far more than half as a rule; those that do not are cut until the document holds them. */
function pack(
  shard: readonly Row[],
): readonly { readonly shard: readonly Row[]; readonly bytes: Uint8Array }[] {
  const bytes = gzipSync(joinLines(shard.map(({ line }) => line)));
  if (bytes.length <= MOST_SHARD_BYTES || shard.length < 2) return [{ shard, bytes }];
  const middle = Math.ceil(shard.length / 2);
  return [shard.slice(0, middle), shard.slice(middle)].flatMap(pack);
}

async function rowsOf(
  platform: Platform,
  partner: PartnerId,
  fields: IndexedFields,
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

interface Removal {
  readonly ref: DocumentReference;
  /** It stays if it was written again since. */
  readonly lastUpdateTime?: Timestamp;
}

async function remove({ db }: Platform, removals: readonly Removal[]): Promise<void> {
  const writer = db.bulkWriter();
  // One that was written again since is refused, which is as good as removed: it says something newer.
  writer.onWriteError(({ code, failedAttempts }) => code !== CHANGED_SINCE && failedAttempts < 5);
  const done = removals.map(async ({ ref, lastUpdateTime }) => {
    try {
      await writer.delete(ref, lastUpdateTime === undefined ? {} : { lastUpdateTime });
    } catch (cause) {
      if ((cause as { readonly code?: unknown }).code !== CHANGED_SINCE) throw cause;
    }
  });
  await writer.close();
  await Promise.all(done);
}
