import type { Firestore, QuerySnapshot } from "firebase-admin/firestore";
import { AggregateField, FieldPath, FieldValue, Filter, GeoPoint, Timestamp } from "firebase-admin/firestore";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { adminFirestore } from "./support/admin.ts";
import { Events } from "./support/events.ts";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

let server: TestServer;
let db: Firestore;
let stop: () => Promise<void>;

beforeAll(async () => {
  server = await testServer();
  ({ db, stop } = adminFirestore(server.host));
});
afterAll(async () => {
  await stop();
  await server.close();
});
beforeEach(async () => {
  await server.http("DELETE", "/emulator/v1/projects/demo-local/databases/(default)/documents");
});

const ids = (snapshot: QuerySnapshot): string[] => snapshot.docs.map(({ id }) => id);

describe("documents", () => {
  test("every kind of value comes back as it was written", async () => {
    const ref = db.doc("kinds/all");
    const written = {
      nothing: null,
      yes: true,
      integer: 9007199254740991,
      double: 1.5,
      negativeZero: -0,
      notANumber: Number.NaN,
      infinite: Number.NEGATIVE_INFINITY,
      text: "Grüße, 🌍",
      empty: "",
      bytes: Buffer.from([0, 1, 255]),
      time: new Timestamp(1_700_000_000, 123_456_000),
      place: new GeoPoint(52.5, -13.4),
      link: db.doc("a/b"),
      list: [1, "two", { three: 3 }, null],
      map: { nested: { deep: [] }, "odd.key`": 1 },
    };
    await ref.set(written);
    const read = (await ref.get()).data();
    expect(read).toEqual(written);
    expect(Object.is(read?.["negativeZero"], -0)).toBe(true);
  });

  test("a missing document has a snapshot without data", async () => {
    const snapshot = await db.doc("a/missing").get();
    expect([snapshot.exists, snapshot.data()]).toEqual([false, undefined]);
  });

  test("update writes only its fields, deletes fields and needs the document", async () => {
    const ref = db.doc("a/b");
    await expect(ref.update({ x: 1 })).rejects.toMatchObject({ code: 5 });
    await ref.set({ keep: 1, drop: 2, map: { one: 1, two: 2 } });
    await ref.update({ drop: FieldValue.delete(), "map.two": 3 });
    expect((await ref.get()).data()).toEqual({ keep: 1, map: { one: 1, two: 3 } });
  });

  test("create refuses a document that is there", async () => {
    await db.doc("a/b").create({});
    await expect(db.doc("a/b").create({})).rejects.toMatchObject({ code: 6 });
  });

  test("a delete with a stale update time is refused and changes nothing", async () => {
    const ref = db.doc("a/b");
    const { writeTime } = await ref.set({ x: 1 });
    await ref.set({ x: 2 });
    await expect(ref.delete({ lastUpdateTime: writeTime })).rejects.toMatchObject({ code: 9 });
    expect((await ref.get()).data()).toEqual({ x: 2 });
  });

  test("transforms apply on the server", async () => {
    const ref = db.doc("a/b");
    await ref.set({ n: 1, tags: ["a"], old: ["x", "y", "x"] });
    const { writeTime } = await ref.update({
      n: FieldValue.increment(2.5),
      tags: FieldValue.arrayUnion("a", "b"),
      old: FieldValue.arrayRemove("x"),
      at: FieldValue.serverTimestamp(),
    });
    const data = (await ref.get()).data();
    expect(data).toMatchObject({ n: 3.5, tags: ["a", "b"], old: ["y"] });
    expect((data as { at: Timestamp }).at.toMillis()).toBeLessThanOrEqual(writeTime.toMillis());
  });

  test("a batch is all or nothing", async () => {
    const batch = db.batch();
    batch.set(db.doc("a/1"), { x: 1 });
    batch.update(db.doc("a/none"), { x: 1 });
    await expect(batch.commit()).rejects.toMatchObject({ code: 5 });
    expect((await db.doc("a/1").get()).exists).toBe(false);
  });

  test("getAll keeps the order of the question, with a field mask", async () => {
    await db.doc("a/1").set({ x: 1, y: 1 });
    await db.doc("a/3").set({ x: 3, y: 3 });
    const found = await db.getAll(db.doc("a/3"), db.doc("a/2"), db.doc("a/1"), { fieldMask: ["x"] });
    expect(found.map((snapshot) => snapshot.data())).toEqual([{ x: 3 }, undefined, { x: 1 }]);
  });

  test("a document of nearly a mebibyte passes, a larger one is refused in Firestore's words", async () => {
    const ref = db.doc("a/large");
    await ref.set({ text: "x".repeat(1_048_000) });
    expect(((await ref.get()).get("text") as string).length).toBe(1_048_000);
    await expect(ref.set({ text: "x".repeat(1_100_000) })).rejects.toMatchObject({ code: 3 });
  });

  test("databases of a project are apart", async () => {
    const other = adminFirestore(server.host, "demo-local", "second");
    await other.db.doc("a/b").set({ x: 1 });
    expect((await db.doc("a/b").get()).exists).toBe(false);
    await other.stop();
  });
});

describe("collections", () => {
  test("listCollections and listDocuments show what only has children, too", async () => {
    await db.doc("a/1/sub/x").set({});
    await db.doc("b/2").set({});
    expect((await db.listCollections()).map(({ id }) => id)).toEqual(["a", "b"]);
    expect((await db.doc("a/1").listCollections()).map(({ id }) => id)).toEqual(["sub"]);
    expect((await db.collection("a").listDocuments()).map(({ id }) => id)).toEqual(["1"]);
  });

  test("recursiveDelete removes a document with everything below it and nothing beside it", async () => {
    const writer = db.bulkWriter();
    for (let i = 0; i < 60; i++) void writer.set(db.doc(`a/1/sub/${i}/deeper/x`), { i });
    void writer.set(db.doc("a/1"), {});
    void writer.set(db.doc("a/10"), {});
    await writer.close();
    await db.recursiveDelete(db.doc("a/1"));
    expect((await db.collectionGroup("deeper").get()).size).toBe(0);
    expect(ids(await db.collection("a").get())).toEqual(["10"]);
  });

  test("partitions of a collection group cover it once", async () => {
    const writer = db.bulkWriter({ throttling: false });
    for (let i = 0; i < 500; i++) void writer.set(db.doc(`g/${i}/things/${i}`), { i });
    await writer.close();
    const seen: number[] = [];
    let parts = 0;
    for await (const partition of db.collectionGroup("things").getPartitions(4)) {
      parts++;
      for (const { id } of (await partition.toQuery().get()).docs) seen.push(Number(id));
    }
    expect(parts).toBeGreaterThan(1);
    expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  });
});

describe("queries", () => {
  beforeEach(async () => {
    const batch = db.batch();
    for (let i = 0; i < 10; i++)
      batch.set(db.doc(`n/${i}`), { i, even: i % 2 === 0, tags: [`t${i % 3}`, "all"] });
    await batch.commit();
  });

  test("filters, orders, limits and cursors combine", async () => {
    const n = db.collection("n");
    expect(ids(await n.where("even", "==", true).orderBy("i", "desc").limit(2).get())).toEqual(["8", "6"]);
    expect(ids(await n.where("i", ">", 2).where("i", "<=", 4).get())).toEqual(["3", "4"]);
    expect(ids(await n.where("tags", "array-contains", "t1").get())).toEqual(["1", "4", "7"]);
    expect(ids(await n.where("i", "in", [9, 1, 77]).get())).toEqual(["1", "9"]);
    expect(ids(await n.where("i", "not-in", [0, 1, 2, 3, 4, 5, 6, 7]).get())).toEqual(["8", "9"]);
    expect(ids(await n.orderBy("i").limitToLast(2).get())).toEqual(["8", "9"]);
    expect(ids(await n.orderBy("i").startAfter(3).endBefore(6).get())).toEqual(["4", "5"]);
    expect(
      ids(await n.where(Filter.or(Filter.where("i", "==", 0), Filter.where("i", ">=", 9))).get()),
    ).toEqual(["0", "9"]);
    expect(ids(await n.where(FieldPath.documentId(), ">=", "8").get())).toEqual(["8", "9"]);
    expect(ids(await n.orderBy("i").offset(8).get())).toEqual(["8", "9"]);
  });

  test("select leaves out fields and a cursor may be a snapshot", async () => {
    const second = (await db.collection("n").orderBy("i").limit(2).get()).docs.at(1);
    const page = await db.collection("n").orderBy("i").startAfter(second).select("even").limit(1).get();
    expect(page.docs.map((document) => [document.id, document.data()])).toEqual([["2", { even: true }]]);
  });

  test("count, sum and average", async () => {
    const result = await db
      .collection("n")
      .where("even", "==", true)
      .aggregate({
        count: AggregateField.count(),
        sum: AggregateField.sum("i"),
        average: AggregateField.average("i"),
      })
      .get();
    expect(result.data()).toEqual({ count: 5, sum: 20, average: 4 });
  });

  test("a stream gives every document of a large result", async () => {
    const writer = db.bulkWriter({ throttling: false });
    for (let i = 0; i < 1_200; i++) void writer.set(db.doc(`big/${i}`), { text: "x".repeat(500) });
    await writer.close();
    let count = 0;
    for await (const _ of db.collection("big").stream()) count++;
    expect(count).toBe(1_200);
  });
});

describe("transactions", () => {
  test("50 parallel increments lose none", async () => {
    const ref = db.doc("counters/c");
    await ref.set({ n: 0 });
    const increment = (): Promise<void> =>
      db.runTransaction(
        async (transaction) => {
          const n = (await transaction.get(ref)).get("n") as number;
          transaction.update(ref, { n: n + 1 });
        },
        { maxAttempts: 100 },
      );
    await Promise.all(Array.from({ length: 50 }, increment));
    expect((await ref.get()).get("n")).toBe(50);
  });

  test("a query in a transaction conflicts with a document that would join it", async () => {
    const ref = db.doc("sum/total");
    let attempts = 0;
    await db.runTransaction(async (transaction) => {
      attempts++;
      const found = await transaction.get(db.collection("parts").where("open", "==", true));
      if (attempts === 1)
        await db
          .doc("parts/new")
          .set({ open: true }, { mergeFields: ["open"] })
          .catch(() => undefined);
      transaction.set(ref, { count: found.size });
    });
    const parts = (await db.collection("parts").get()).size;
    const total = (await ref.get()).get("count") as number;
    // Either the write waited for the transaction, or the transaction ran again and saw it.
    expect(attempts === 1 ? total <= parts : total === parts).toBe(true);
  });

  test("a failing function leaves nothing behind and the error is its own", async () => {
    await expect(
      db.runTransaction(async (transaction) => {
        transaction.set(db.doc("a/b"), {});
        throw new Error("no");
      }),
    ).rejects.toThrow("no");
    expect((await db.doc("a/b").get()).exists).toBe(false);
  });

  test("a read-only transaction reads one moment", async () => {
    await db.doc("a/1").set({ x: 1 });
    const seen = await db.runTransaction(
      async (transaction) => {
        const before = (await transaction.get(db.doc("a/1"))).get("x") as number;
        await db.doc("a/1").set({ x: 2 });
        return [before, (await transaction.get(db.doc("a/1"))).get("x") as number];
      },
      { readOnly: true },
    );
    expect(seen).toEqual([1, 1]);
  });
});

describe("BulkWriter", () => {
  test("1,000 writes arrive, and a refused one tells only itself", async () => {
    const writer = db.bulkWriter({ throttling: false });
    const refused: string[] = [];
    writer.onWriteError((error) => {
      refused.push(error.documentRef.path);
      return false;
    });
    for (let i = 0; i < 1_000; i++) void writer.set(db.doc(`bulk/${i}`), { i });
    writer.update(db.doc("bulk/none"), { x: 1 }).catch(() => undefined);
    await writer.close();
    expect(refused).toEqual(["bulk/none"]);
    expect((await db.collection("bulk").count().get()).data().count).toBe(1_000);
  });
});

describe("listeners", () => {
  test("a document listener tells of each change and stops when asked", async () => {
    const ref = db.doc("live/one");
    const events = new Events<unknown>();
    const unsubscribe = ref.onSnapshot((snapshot) => events.push(snapshot.data() ?? null), events.fail);
    expect(await events.take()).toBe(null);
    await ref.set({ x: 1 });
    expect(await events.take()).toEqual({ x: 1 });
    await ref.delete();
    expect(await events.take()).toBe(null);
    unsubscribe();
    await ref.set({ x: 2 });
    expect(events.length).toBe(0);
  });

  test("a limited query pulls the next document in", async () => {
    for (const i of [1, 2, 3]) await db.doc(`live/${i}`).set({ i });
    const events = new Events<string[]>();
    const unsubscribe = db
      .collection("live")
      .orderBy("i")
      .limit(2)
      .onSnapshot((snapshot) => events.push(ids(snapshot)), events.fail);
    expect(await events.take()).toEqual(["1", "2"]);
    await db.doc("live/1").delete();
    expect(await events.take()).toEqual(["2", "3"]);
    await db.doc("live/0").set({ i: 0 });
    expect(await events.take()).toEqual(["0", "2"]);
    unsubscribe();
  });

  test("a batch is one snapshot", async () => {
    const events = new Events<string[]>();
    const unsubscribe = db
      .collection("live")
      .onSnapshot(
        (snapshot) => events.push(snapshot.docChanges().map(({ type, doc }) => `${type} ${doc.id}`)),
        events.fail,
      );
    expect(await events.take()).toEqual([]);
    await db.batch().set(db.doc("live/a"), {}).set(db.doc("live/b"), {}).commit();
    expect(await events.take()).toEqual(["added a", "added b"]);
    await db.batch().set(db.doc("live/a"), { x: 1 }).delete(db.doc("live/b")).commit();
    expect((await events.take()).sort()).toEqual(["modified a", "removed b"]);
    unsubscribe();
  });

  test("a listener outlives a cut connection and misses nothing", async () => {
    await using unkind = await testServer({ faults: true });
    const admin = adminFirestore(unkind.host);
    const events = new Events<string[]>();
    const unsubscribe = admin.db
      .collection("live")
      .onSnapshot((snapshot) => events.push(ids(snapshot)), events.fail);
    expect(await events.take()).toEqual([]);
    await unkind.http("POST", "/local/v1/faults", { streams: "cut" });
    await admin.db.doc("live/after").set({});
    expect(await events.until((seen) => seen.length > 0)).toEqual(["after"]);
    unsubscribe();
    await admin.stop();
  });
});
