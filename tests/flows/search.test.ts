import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { customerPath, searchDeltasOf, searchPath, searchShardPath } from "@trunkline/domain/paths";
import { readSearchDelta, readSearchHead } from "@trunkline/domain/search/documents";
import { createLineIndex, type LineIndex } from "@trunkline/domain/search/index-of-lines";
import { readLine } from "@trunkline/domain/search/line";
import { parseQuery } from "@trunkline/domain/search/query";
import { MOST_DELTAS, shardId, splitLines } from "@trunkline/domain/search/shard";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { readSettings } from "../../functions/src/customers/settings.ts";
import { projectCustomer } from "../../functions/src/portal/project.ts";
import { rebuildIndex, rebuildIndexes } from "../../functions/src/search/rebuild.ts";
import { aCustomer, aKey, aPartner } from "./house.ts";
import { ownHouse } from "./own-house.ts";

const { house, admin } = await ownHouse();

const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
const project = async (id: CustomerId) =>
  projectCustomer(house.platform, await readSettings(house.platform), id);
const rebuild = () => rebuildIndexes(house.platform, NEVER_ENDING);
const deltaCount = async (partner: PartnerId) =>
  (await house.db.collection(searchDeltasOf(partner)).count().get()).data().count;

/** The index as a browser has it: the head's shards, overlaid by the deltas. */
async function indexOf(partner: PartnerId): Promise<LineIndex> {
  const index = createLineIndex();
  const head = readSearchHead(partner, (await house.db.doc(searchPath(partner)).get()).data());
  if (!head.ok) throw new Error(head.error.problems.join());
  const shards: (readonly string[])[] = [];
  for (let shard = 0; shard < (head.value?.shards ?? 0); shard++) {
    const path = searchShardPath(partner, shardId(head.value?.version ?? 0, shard));
    shards.push(splitLines(gunzipSync((await house.db.doc(path).get()).get("bytes") as Buffer)));
  }
  const since = new Map<string, string | null>();
  for (const delta of (await house.db.collection(searchDeltasOf(partner)).get()).docs) {
    const line = readSearchDelta(delta.ref.path, delta.data());
    if (line.ok) since.set(delta.id, line.value);
  }
  index.setBase(partner, shards, since);
  return index;
}
async function find(partner: PartnerId, typed: string): Promise<readonly string[]> {
  const { found } = (await indexOf(partner)).find(parseQuery(typed), 100);
  return found.map(({ line }) => readLine(line).name).sort();
}

test("a new customer is found by any part of him as soon as the trigger has run, before any shard is built", async () => {
  const partner = await aPartner(house, "Fresh");
  const id = await aCustomer(house, admin, {
    name: "Žofie Dvořáková",
    partnerId: partner,
    phones: "+420 777 123 456",
  });
  expect(await project(id)).toBe(true);
  expect(await project(id)).toBe(false);
  expect(await find(partner, "dvorak")).toEqual(["Žofie Dvořáková"]);
  expect(await find(partner, "777 123")).toEqual(["Žofie Dvořáková"]);
});

test("shards and deltas together always say what the records say, through renames, moves and deletions", async () => {
  const [here, there] = [await aPartner(house, "Here"), await aPartner(house, "There")];
  const ids: CustomerId[] = [];
  for (let i = 0; i < 6; i++)
    ids.push(await aCustomer(house, admin, { name: `Person ${i}`, partnerId: here }));
  const [renamed, moved, deleted] = ids as [CustomerId, CustomerId, CustomerId];
  for (const id of ids) await project(id);
  house.pass(120_000);
  await rebuild();
  expect(await deltaCount(here)).toBe(0);
  expect((await find(here, "person")).length).toBe(6);

  await house.db
    .doc(customerPath(renamed))
    .update({ name: "Quite Different", nameFolded: "quite different" });
  const touched = { partnerId: { base: here as string, mine: there as string } };
  await saveCustomer(house.platform, admin, {
    key: aKey(),
    customerId: moved,
    touched,
    password: null,
    undoes: null,
  });
  await house.db.doc(customerPath(deleted)).update({ kind: "deleted" });
  for (const id of ids) await project(id);
  const expected = [["Person 3", "Person 4", "Person 5"], ["Quite Different"]];
  expect([await find(here, "person"), await find(here, "quite")]).toEqual(expected);
  expect(await find(there, "person")).toEqual(["Person 1"]);

  house.pass(25 * 60 * 60 * 1000);
  expect(await rebuild()).toBeGreaterThan(0);
  expect([await find(here, "person"), await find(here, "quite")]).toEqual(expected);
  expect(await deltaCount(here)).toBe(0);
  expect(await rebuild()).toBe(0);
});

test("an index that lost one of its shards is built anew at the next look, though nothing changed", async () => {
  const partner = await aPartner(house, "Damaged");
  await project(await aCustomer(house, admin, { name: "Still There", partnerId: partner }));
  house.pass(25 * 60 * 60 * 1000);
  await rebuild();
  const [shard] = await house.db.collection(`${searchPath(partner)}/shards`).listDocuments();
  await shard?.delete();
  // What a killed build left behind is none of it.
  await house.db.doc(`${searchPath(partner)}/shards/${shardId(0, 0)}`).set({ bytes: Buffer.alloc(0) });
  expect(await rebuild()).toBe(1);
  expect(await find(partner, "still")).toEqual(["Still There"]);
  expect(await rebuild()).toBe(0);
});

test("too many deltas are made into shards, without waiting for the night", async () => {
  const partner = await aPartner(house, "Busy");
  await rebuild();
  const writer = house.db.bulkWriter();
  for (let i = 0; i <= MOST_DELTAS; i++)
    void writer.set(house.db.doc(`${searchDeltasOf(partner)}/gone-${i}`), { line: null, at: new Date(0) });
  await writer.close();
  expect(await rebuild()).toBe(1);
  expect(await deltaCount(partner)).toBe(0);
});

test("a change that happens while the index is being rebuilt is not lost", async () => {
  const partner = await aPartner(house, "Racing");
  const id = await aCustomer(house, admin, { name: "Before", partnerId: partner });
  const settings = await readSettings(house.platform);
  const late = { ...house.platform, db: house.db };
  const rebuilding = rebuildIndexes(late, NEVER_ENDING);
  await house.db.doc(customerPath(id)).update({ name: "After", nameFolded: "after" });
  await projectCustomer(house.platform, settings, id);
  await rebuilding;
  expect([await find(partner, "after"), await find(partner, "before")]).toEqual([["After"], []]);
});

test("whatever comes five times, at once and out of order, ends as the record is", async () => {
  const [here, there] = [await aPartner(house, "Five"), await aPartner(house, "Times")];
  const id = await aCustomer(house, admin, { name: "Restless", partnerId: here });
  await Promise.all(Array.from({ length: 5 }, () => project(id)));
  await rebuild();
  for (const partnerId of [there, here, there]) {
    await house.db.doc(customerPath(id)).update({ partnerId });
    await Promise.all(Array.from({ length: 5 }, () => project(id)));
  }
  expect([await find(here, "restless"), await find(there, "restless")]).toEqual([[], ["Restless"]]);
  await house.db.doc(customerPath(id)).update({ partnerId: here });
  await project(id);
  expect([await find(here, "restless"), await find(there, "restless")]).toEqual([["Restless"], []]);
});

test("a build that was killed is taken over when its time is up, and hurts nobody before", async () => {
  const partner = await aPartner(house, "Killed");
  const id = await aCustomer(house, admin, { name: "Survivor", partnerId: partner });
  await project(id);
  const { definitions } = await readSettings(house.platform);
  const dying = Object.create(house.platform, {
    db: {
      value: new Proxy(house.db, {
        get(db, key) {
          const value: unknown = Reflect.get(db, key, db);
          if (key !== "doc") return typeof value === "function" ? value.bind(db) : value;
          return (path: string) => {
            if (path.includes("/shards/")) throw new Error("killed");
            return db.doc(path);
          };
        },
      }),
    },
  }) as typeof house.platform;
  await expect(rebuildIndex(dying, partner, definitions)).rejects.toThrow("killed");
  expect(await find(partner, "survivor")).toEqual(["Survivor"]);
  expect(await rebuildIndex(house.platform, partner, definitions)).toBe(false);
  house.pass(11 * 60 * 1000);
  expect(await rebuildIndex(house.platform, partner, definitions)).toBe(true);
  expect(await deltaCount(partner)).toBe(0);
  expect(await find(partner, "survivor")).toEqual(["Survivor"]);
});

test("builds that begin at once leave a whole index and no shard of another", async () => {
  const partner = await aPartner(house, "Twice");
  for (let i = 0; i < 4; i++)
    await project(await aCustomer(house, admin, { name: `Twin ${i}`, partnerId: partner }));
  const { definitions } = await readSettings(house.platform);
  const built = await Promise.all([1, 2, 3].map(() => rebuildIndex(house.platform, partner, definitions)));
  expect(built).toContain(true);
  expect((await find(partner, "twin")).length).toBe(4);
  const head = (await house.db.doc(searchPath(partner)).get()).data();
  const shards = await house.db.collection(`${searchPath(partner)}/shards`).listDocuments();
  expect(shards.map(({ id }) => id)).toEqual([shardId(Number(head?.["version"]), 0)]);
});

test("a change that the new shards do not hold outlives the build", async () => {
  const partner = await aPartner(house, "Pending");
  const id = await aCustomer(house, admin, { name: "Told First", partnerId: partner });
  await project(id);
  // Told, but the record is back at another state whose event is still on its way.
  await house.db.doc(customerPath(id)).update({ name: "Told Later", nameFolded: "told later" });
  const { definitions } = await readSettings(house.platform);
  await rebuildIndex(house.platform, partner, definitions);
  await house.db.doc(customerPath(id)).update({ name: "Told First", nameFolded: "told first" });
  await project(id);
  expect([await find(partner, "told first"), await find(partner, "told later")]).toEqual([
    ["Told First"],
    [],
  ]);
});
