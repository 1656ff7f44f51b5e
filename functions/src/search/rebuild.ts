import { readCustomer } from "@trunkline/domain/customer/reader";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { counterPath, CUSTOMERS, searchDeltasOf, searchPath, searchShardPath } from "@trunkline/domain/paths";
import { readSearchHead } from "@trunkline/domain/search/documents";
import {
  idOfLine,
  indexedFields,
  LINE_FORMAT,
  lineOf,
  type IndexedFields,
} from "@trunkline/domain/search/line";
import type { Platform } from "../platform/platform.ts";
import { readSettings, type Settings } from "../customers/settings.ts";
import { projectCustomer } from "../portal/project.ts";
import { buildShards } from "./shards.ts";
import { canStay, eachIndex, heldBy } from "./upkeep.ts";

const PAGE = 1000;

/** Rebuilds the indexes that need it: none yet, of other fields, with a part lost, too many deltas, or a day old while something changed. */
export async function rebuildIndexes(platform: Platform, until: number): Promise<number> {
  const { db } = platform;
  const settings = await readSettings(platform);
  const { definitions } = settings;
  const { searched, listed } = indexedFields(definitions);
  const places = (partner: PartnerId) => ({
    head: db.doc(searchPath(partner)),
    deltas: db.collection(searchDeltasOf(partner)),
  });
  return eachIndex(platform, until, places, async (index) => {
    const { partner, head } = index;
    const read = readSearchHead(partner, head.data());
    const other =
      !read.ok ||
      read.value?.format !== LINE_FORMAT ||
      read.value.fields.join() !== searched.join() ||
      read.value.listed.join() !== listed.join();
    if (!other && (await canStay(platform, index))) return false;
    // Lines told for other fields, or in another form, are told anew: they would hide the rows of the new shards.
    if (other) await tellAnew(platform, settings, partner);
    return rebuildIndex(platform, partner, definitions);
  });
}

async function tellAnew(platform: Platform, settings: Settings, partner: PartnerId): Promise<void> {
  for (const { id } of await platform.db.collection(searchDeltasOf(partner)).listDocuments()) {
    await projectCustomer(platform, settings, id as CustomerId);
  }
}

/**
 * Writes the index of one partner anew. What is told meanwhile stays: only changes that the new shards hold are removed.
 * False when another run is at it.
 */
export async function rebuildIndex(
  platform: Platform,
  partner: PartnerId,
  definitions: readonly FieldDefinition[],
): Promise<boolean> {
  const { db } = platform;
  const place = {
    head: db.doc(searchPath(partner)),
    shard: (shard: string) => db.doc(searchShardPath(partner, shard)),
    lock: db.doc(counterPath(`searchBuild_${partner}`)),
  };
  const fields = indexedFields(definitions);
  return buildShards(platform, place, {
    rows: () => rowsOf(platform, partner, fields),
    headOf: (shards) => ({
      format: LINE_FORMAT,
      firsts: shards.map((shard) => shard[0]?.number ?? 0),
      fields: fields.searched,
      listed: fields.listed,
    }),
    covered: (rows) =>
      heldBy(
        db.collection(searchDeltasOf(partner)),
        rows.map(({ line }) => line),
        idOfLine,
      ),
  });
}

interface Row {
  readonly number: number;
  readonly line: string;
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
