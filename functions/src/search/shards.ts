import { gzipSync } from "node:zlib";
import { cutIntoShards, joinLines, MOST_SHARD_BYTES, shardId } from "@trunkline/domain/search/shard";
import { Timestamp, type DocumentReference, type QueryDocumentSnapshot } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

// Longer than a background function may run.
const LONGEST_BUILD_MS = 10 * 60 * 1000;
/** FAILED_PRECONDITION */
const CHANGED_SINCE = 9;

interface Row {
  readonly line: string;
}

/** Where an index lies: its head, the shards below it, and what lets one build run at a time. */
interface Place {
  readonly head: DocumentReference;
  readonly shard: (id: string) => DocumentReference;
  readonly lock: DocumentReference;
}

interface Build<T extends Row> {
  /** All lines, in their order. */
  readonly rows: () => Promise<readonly T[]>;
  /** What the head says besides which shards there are. */
  readonly headOf: (shards: readonly (readonly T[])[]) => object;
  /** Changes told before that the new shards hold, asked for when these stand. */
  readonly covered: (rows: readonly T[]) => Promise<readonly QueryDocumentSnapshot[]>;
}

/**
 * Writes an index anew. Shards come before the head that names them and go after it, so a run that is killed leaves the
 * old index as it was; a change that is told again meanwhile stays. False when another run is at it.
 */
export async function buildShards<T extends Row>(
  platform: Platform,
  place: Place,
  { rows: read, headOf, covered }: Build<T>,
): Promise<boolean> {
  const { head, shard: shardAt, lock } = place;
  const version = await begin(platform, place);
  if (version === undefined) return false;
  const builtAt = Timestamp.fromMillis(platform.clock());
  const rows = await read();
  const packed = cutIntoShards(rows).flatMap(pack);
  const shards = packed.map(({ shard }) => shard);
  for (const [index, { bytes }] of packed.entries()) {
    await shardAt(shardId(version, index)).set({ bytes });
  }
  await head.set({ version, shards: shards.length, rows: rows.length, ...headOf(shards), builtAt });

  const kept = new Set(shards.map((_shard, index) => shardId(version, index)));
  const old = (await head.collection("shards").listDocuments()).filter(({ id }) => !kept.has(id));
  const told = await covered(rows);
  await remove(platform, [
    ...old.map((ref): Removal => ({ ref })),
    ...told.map(({ ref, updateTime }): Removal => ({ ref, lastUpdateTime: updateTime })),
  ]);
  await lock.set({ version, until: 0 });
  return true;
}

/** The version of a build that begins now; undefined while another runs. Of a killed one the time runs out. */
async function begin({ db, clock }: Platform, { head, lock }: Place): Promise<number | undefined> {
  return db.runTransaction(async (tx) => {
    const [before, now] = await tx.getAll(lock, head);
    if (Number(before?.get("until") ?? 0) > clock()) return undefined;
    // Never a version that any build had, finished or killed: browsers keep shards by it.
    const version = 1 + Math.max(Number(before?.get("version") ?? 0), Number(now?.get("version") ?? 0));
    tx.set(lock, { version, until: clock() + LONGEST_BUILD_MS });
    return version;
  });
}

/** Lines shrink by far more than half as a rule; those that do not are cut until the document holds them. */
function pack<T extends Row>(
  shard: readonly T[],
): readonly { readonly shard: readonly T[]; readonly bytes: Uint8Array }[] {
  const bytes = gzipSync(joinLines(shard.map(({ line }) => line)));
  if (bytes.length <= MOST_SHARD_BYTES || shard.length < 2) return [{ shard, bytes }];
  const middle = Math.ceil(shard.length / 2);
  return [shard.slice(0, middle), shard.slice(middle)].flatMap(pack);
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
