import { deleteApp, initializeApp } from "firebase/app";
import type { Firestore } from "firebase/firestore";
import * as web from "firebase/firestore";
import type { Firestore as AdminFirestore } from "firebase-admin/firestore";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { adminFirestore } from "./support/admin.ts";
import { Events } from "./support/events.ts";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

let server: TestServer;
let admin: AdminFirestore;
let stopAdmin: () => Promise<void>;
let db: Firestore;

beforeAll(async () => {
  web.setLogLevel("silent");
  server = await testServer({ faults: true });
  ({ db: admin, stop: stopAdmin } = adminFirestore(server.host));
  const app = initializeApp({ projectId: "demo-local" });
  db = web.getFirestore(app);
  web.connectFirestoreEmulator(db, "127.0.0.1", server.port);
});
afterAll(async () => {
  await web.terminate(db);
  await deleteApp(db.app);
  await stopAdmin();
  await server.close();
});
beforeEach(async () => {
  await server.http("DELETE", "/local/v1/faults");
  await server.http("DELETE", "/emulator/v1/projects/demo-local/databases/(default)/documents");
});

const settled = ({ metadata }: { readonly metadata: web.SnapshotMetadata }): boolean =>
  !metadata.hasPendingWrites && !metadata.fromCache;

const ids = (snapshot: web.QuerySnapshot): string[] => snapshot.docs.map(({ id }) => id);

describe("the web SDK in Node, over gRPC", () => {
  test("writes through the Write stream and reads back every kind of value", async () => {
    const ref = web.doc(db, "kinds/all");
    const data = {
      n: 1,
      d: 0.1,
      zero: -0,
      nan: Number.NaN,
      s: "ü",
      b: true,
      nothing: null,
      list: [1, { a: [] }],
      at: new web.Timestamp(5, 1000),
      place: new web.GeoPoint(1, 2),
      bytes: web.Bytes.fromUint8Array(new Uint8Array([1, 2])),
    };
    await web.setDoc(ref, { ...data, link: web.doc(db, "a/b") });
    const { link, ...read } = (await web.getDocFromServer(ref)).data() ?? {};
    expect(read).toEqual(data);
    expect((link as web.DocumentReference).path).toBe("a/b");
    expect(Object.is(read?.["zero"], -0)).toBe(true);
  });

  test("a server timestamp is estimated first and then the server's", async () => {
    const ref = web.doc(db, "a/stamped");
    const events = new Events<web.DocumentSnapshot>();
    const stop = web.onSnapshot(ref, { includeMetadataChanges: true }, events.push, events.fail);
    await events.until(settled);
    await web.setDoc(ref, { at: web.serverTimestamp() });
    const final = await events.until((snapshot) => settled(snapshot) && snapshot.exists());
    const stored = (await admin.doc("a/stamped").get()).get("at") as { toMillis(): number };
    expect((final.get("at") as web.Timestamp).toMillis()).toBe(stored.toMillis());
    stop();
  });

  test("the order of unawaited writes is kept", async () => {
    const ref = web.doc(db, "a/order");
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => web.setDoc(ref, { n, [`k${n}`]: true }, { merge: true })),
    );
    const data = (await admin.doc("a/order").get()).data();
    expect([data?.["n"], Object.keys(data ?? {}).length]).toEqual([99, 101]);
  });

  test("a refused write is rolled back in the listener", async () => {
    await admin.doc("a/b").set({ x: 1 });
    const events = new Events<web.DocumentSnapshot>();
    const stop = web.onSnapshot(
      web.doc(db, "a/b"),
      { includeMetadataChanges: true },
      events.push,
      events.fail,
    );
    await events.until(settled);
    await server.http("POST", "/local/v1/faults", {
      fail: { method: "write", nth: 1, code: "PERMISSION_DENIED" },
    });
    await expect(web.updateDoc(web.doc(db, "a/b"), { x: 2 })).rejects.toMatchObject({
      code: "permission-denied",
    });
    expect((await events.until(settled)).data()).toEqual({ x: 1 });
    stop();
  });

  test("a query listener with limitToLast, or-filters and a cursor follows the data", async () => {
    for (let n = 0; n < 6; n++) await admin.doc(`n/${n}`).set({ n, odd: n % 2 === 1 });
    const collection = web.collection(db, "n");
    const last = new Events<web.QuerySnapshot>();
    const either = new Events<web.QuerySnapshot>();
    const stops = [
      web.onSnapshot(
        web.query(collection, web.orderBy("n"), web.limitToLast(2)),
        { includeMetadataChanges: true },
        last.push,
        last.fail,
      ),
      web.onSnapshot(
        web.query(
          collection,
          web.or(web.where("n", "==", 0), web.where("odd", "==", true)),
          web.orderBy("n"),
          web.startAfter(0),
        ),
        { includeMetadataChanges: true },
        either.push,
        either.fail,
      ),
    ];
    expect(ids(await last.until(settled))).toEqual(["4", "5"]);
    expect(ids(await either.until(settled))).toEqual(["1", "3", "5"]);
    await admin.doc("n/5").delete();
    expect(ids(await last.until((snapshot) => settled(snapshot) && ids(snapshot).includes("3")))).toEqual([
      "3",
      "4",
    ]);
    expect(ids(await either.until((snapshot) => settled(snapshot) && snapshot.size === 2))).toEqual([
      "1",
      "3",
    ]);
    for (const stop of stops) stop();
  });

  test("a listener that comes back after a time offline learns of deletions", async () => {
    for (let n = 0; n < 5; n++) await admin.doc(`n/${n}`).set({ n });
    const events = new Events<web.QuerySnapshot>();
    const stop = web.onSnapshot(
      web.collection(db, "n"),
      { includeMetadataChanges: true },
      events.push,
      events.fail,
    );
    await events.until((snapshot) => settled(snapshot) && snapshot.size === 5);
    await web.disableNetwork(db);
    await admin.doc("n/1").delete();
    await admin.doc("n/2").set({ n: 22 });
    await admin.doc("n/9").set({ n: 9 });
    await web.enableNetwork(db);
    const back = await events.until(
      (snapshot) => settled(snapshot) && snapshot.docs.some(({ id }) => id === "9"),
    );
    expect(back.docs.map((document) => [document.id, document.get("n") as number])).toEqual([
      ["0", 0],
      ["2", 22],
      ["3", 3],
      ["4", 4],
      ["9", 9],
    ]);
    stop();
  });

  test("20 parallel transactions lose no increment", async () => {
    const ref = web.doc(db, "count/c");
    const increment = (): Promise<void> =>
      web.runTransaction(
        db,
        async (transaction) => {
          const n = ((await transaction.get(ref)).get("n") as number | undefined) ?? 0;
          transaction.set(ref, { n: n + 1 });
        },
        { maxAttempts: 100 },
      );
    await Promise.all(Array.from({ length: 20 }, increment));
    expect((await admin.doc("count/c").get()).get("n")).toBe(20);
  });

  test("a transaction whose read document was changed meanwhile runs again", async () => {
    await admin.doc("a/read").set({ x: 1 });
    let attempts = 0;
    await web.runTransaction(db, async (transaction) => {
      attempts++;
      const read = await transaction.get(web.doc(db, "a/read"));
      if (attempts === 1) await admin.doc("a/read").set({ x: 2 });
      transaction.set(web.doc(db, "a/copy"), { x: read.get("x") as number });
    });
    expect([attempts, (await admin.doc("a/copy").get()).get("x")]).toEqual([2, 2]);
  });

  test("count, sum and average", async () => {
    for (const n of [1, 2, 6]) await admin.doc(`n/${n}`).set({ n });
    const result = await web.getAggregateFromServer(web.collection(db, "n"), {
      count: web.count(),
      sum: web.sum("n"),
      average: web.average("n"),
    });
    expect(result.data()).toEqual({ count: 3, sum: 9, average: 3 });
  });

  test("a commit whose answer was lost is found done when the stream is back", async () => {
    await server.http("POST", "/local/v1/faults", {
      loseAnswer: { method: "write", nth: 1, code: "UNAVAILABLE" },
    });
    await web.setDoc(web.doc(db, "a/lost"), { x: 1 });
    expect((await admin.doc("a/lost").get()).data()).toEqual({ x: 1 });
  });
});
