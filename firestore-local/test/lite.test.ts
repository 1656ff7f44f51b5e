import { deleteApp, initializeApp } from "firebase/app";
import * as lite from "firebase/firestore/lite";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

let server: TestServer;
let db: lite.Firestore;

beforeAll(async () => {
  lite.setLogLevel("silent");
  server = await testServer();
  db = lite.getFirestore(initializeApp({ projectId: "demo-local", apiKey: "none" }, "lite"));
  lite.connectFirestoreEmulator(db, "127.0.0.1", server.port, { mockUserToken: { sub: "alice" } });
});
afterAll(async () => {
  await lite.terminate(db);
  await deleteApp(db.app);
  await server.close();
});
beforeEach(async () => {
  await server.http("DELETE", "/emulator/v1/projects/demo-local/databases/(default)/documents");
});

test("documents go out and come back over REST", async () => {
  const ref = lite.doc(db, "a/b c#?%");
  const data = {
    n: 1,
    d: 1.5,
    zero: -0,
    infinite: Infinity,
    s: "\u2028 'quoted' \"double\"",
    at: new lite.Timestamp(1, 2000),
    bytes: lite.Bytes.fromUint8Array(new Uint8Array([255, 254, 62, 63])),
    list: [],
    map: {},
  };
  await lite.setDoc(ref, data);
  const read = (await lite.getDoc(ref)).data();
  expect(read).toEqual(data);
  expect(Object.is(read?.["zero"], -0)).toBe(true);
  await lite.updateDoc(ref, { n: lite.increment(2), d: lite.deleteField() });
  expect((await lite.getDoc(ref)).data()).toMatchObject({ n: 3 });
  await lite.deleteDoc(ref);
  expect((await lite.getDoc(ref)).exists()).toBe(false);
});

test("queries, counts and transactions", async () => {
  const batch = lite.writeBatch(db);
  for (let n = 0; n < 5; n++) batch.set(lite.doc(db, `n/${n}`), { n });
  await batch.commit();
  const found = await lite.getDocs(
    lite.query(lite.collection(db, "n"), lite.where("n", ">", 1), lite.orderBy("n", "desc"), lite.limit(2)),
  );
  expect(found.docs.map(({ id }) => id)).toEqual(["4", "3"]);
  expect((await lite.getCount(lite.collection(db, "n"))).data().count).toBe(5);
  await Promise.all(
    Array.from({ length: 5 }, () =>
      lite.runTransaction(
        db,
        async (transaction) => {
          const snapshot = await transaction.get(lite.doc(db, "n/0"));
          transaction.update(snapshot.ref, { n: (snapshot.get("n") as number) + 1 });
        },
        { maxAttempts: 50 },
      ),
    ),
  );
  expect((await lite.getDoc(lite.doc(db, "n/0"))).get("n")).toBe(5);
});

test("an error keeps its code and message", async () => {
  await expect(lite.updateDoc(lite.doc(db, "a/missing"), { x: 1 })).rejects.toMatchObject({
    code: "not-found",
    message: expect.stringContaining("a/missing") as string,
  });
});
