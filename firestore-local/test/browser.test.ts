import type { Firestore } from "firebase-admin/firestore";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Told } from "./browser/page.ts";
import { adminFirestore } from "./support/admin.ts";
import type { TestBrowser, TestPage } from "./support/browser.ts";
import { testBrowser } from "./support/browser.ts";
import { createProxy } from "./support/proxy.ts";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

let server: TestServer;
let browser: TestBrowser;
let db: Firestore;
let stop: () => Promise<void>;

beforeAll(async () => {
  server = await testServer();
  ({ db, stop } = adminFirestore(server.host));
  browser = await testBrowser();
});
afterAll(async () => {
  await browser[Symbol.asyncDispose]();
  await stop();
  await server.close();
});
beforeEach(async () => {
  await server.http("DELETE", "/emulator/v1/projects/demo-local/databases/(default)/documents");
});

const settled = (told: Told): boolean => told.pending === false && told.fromCache === false;

const increments = (at: TestPage): Promise<string[]> =>
  at.page.evaluate(() => Promise.all(Array.from({ length: 5 }, () => page.increment("count/c"))));

describe.each(["stream", "long-polling", "detect"] as const)("a browser over WebChannel, %s", (transport) => {
  let open: TestPage;
  beforeEach(async () => {
    open = await browser.page({ port: server.port, transport });
    return () => open.close();
  });

  test("its writes and reads meet those of the admin", async () => {
    expect(await open.page.evaluate(() => page.set("a/b", { text: "Grüße 🌍", n: 1, zero: -0 }))).toBe("ok");
    const data = (await db.doc("a/b").get()).data();
    expect(data).toEqual({ text: "Grüße 🌍", n: 1, zero: -0 });
    await db.doc("a/c").set({ n: 2 });
    expect(await open.page.evaluate(() => page.get("a/c"))).toEqual({ n: 2 });
    expect(await open.page.evaluate(() => page.find("a", "n", 1))).toEqual(["b"]);
    expect(await open.page.evaluate(() => page.aggregate("a", "n"))).toEqual({ count: 2, sum: 3 });
    expect(await open.page.evaluate(() => page.remove("a/b"))).toBe("ok");
    expect((await db.doc("a/b").get()).exists).toBe(false);
  });

  test("a listener shows what others write, in order, once each", async () => {
    await open.page.evaluate(() => page.listenDocument("one", "live/one"));
    const events = open.told("one");
    await events.until((told) => settled(told) && told.data === null);
    const seen: unknown[] = [];
    for (let n = 1; n <= 20; n++) {
      await db.doc("live/one").set({ n });
      seen.push((await events.until(settled)).data);
    }
    expect(seen).toEqual(Array.from({ length: 20 }, (_, index) => ({ n: index + 1 })));
  });

  test("several listeners share the stream, and one that stops leaves the others", async () => {
    for (const n of [1, 2, 3]) await db.doc(`live/${n}`).set({ n });
    await open.page.evaluate(() => {
      page.listenQuery("two", "live", "n", 2);
      page.listenDocument("three", "live/3");
    });
    expect((await open.told("two").until(settled)).ids).toEqual(["1", "2"]);
    expect((await open.told("three").until(settled)).data).toEqual({ n: 3 });
    await open.page.evaluate(() => page.unlisten("three"));
    await db.doc("live/1").delete();
    expect(
      (await open.told("two").until((told) => settled(told) && told.ids?.includes("3") === true)).ids,
    ).toEqual(["2", "3"]);
  });

  test("transactions of two pages lose no increment", async () => {
    const second = await browser.page({ port: server.port, transport });
    expect(new Set((await Promise.all([increments(open), increments(second)])).flat())).toEqual(
      new Set(["ok"]),
    );
    expect((await db.doc("count/c").get()).get("n")).toBe(10);
    await second.close();
  });

  test("a large batch passes through the forward channel whole", async () => {
    const paths = Array.from({ length: 400 }, (_, n) => `many/${n}`);
    const text = "ü".repeat(5_000);
    expect(
      await open.page.evaluate(([all, value]) => page.batch(all, { value }), [paths, text] as const),
    ).toBe("ok");
    expect((await db.collection("many").count().get()).data().count).toBe(400);
    expect((await db.doc("many/399").get()).get("value")).toBe(text);
  });
});

test("a signed-in browser is judged by its claims, over channels and calls alike", async () => {
  const rules = `rules_version = '2'; service cloud.firestore { match /databases/{d}/documents { match /{path=**} { allow read, write: if request.auth.uid == 'alice'; } } }`;
  await using guarded = await testServer({ rules });
  for (const [sub, expected] of [
    ["alice", "ok"],
    ["bob", "permission-denied"],
  ] as const) {
    const tab = await browser.page({ port: guarded.port, transport: "stream", user: { sub } });
    await tab.page.evaluate(() => page.listenDocument("one", "a/b"));
    const told = await tab.told("one").until((event) => event.error !== undefined || settled(event));
    expect(told.error ?? "ok").toBe(expected);
    expect(await tab.page.evaluate(() => page.set("a/b", { n: 1 }))).toBe(expected);
    expect(await tab.page.evaluate(() => page.increment("a/c"))).toBe(expected);
    await tab.close();
  }
});

test("a listener on 20 MB of documents gets every one", async () => {
  const writer = db.bulkWriter({ throttling: false });
  for (let n = 0; n < 2_000; n++) void writer.set(db.doc(`large/${n}`), { n, text: "x".repeat(10_000) });
  await writer.close();
  const tab = await browser.page({ port: server.port, transport: "stream" });
  await tab.page.evaluate(() => page.listenQuery("all", "large", "n", 5_000));
  expect((await tab.told("all").until(settled)).ids).toEqual(
    Array.from({ length: 2_000 }, (_, n) => String(n)),
  );
  await db.doc("large/new").set({ n: 2_000 });
  await tab.told("all").until((told) => settled(told) && told.ids?.length === 2_001);
  await tab.close();
});

test("six tabs that listen and write leave each other connections enough", async () => {
  // A browser has six connections to a host for all its tabs, and each tab wants two for itself.
  const tabs = await Promise.all(
    Array.from({ length: 6 }, () => browser.page({ port: server.port, transport: "stream", together: true })),
  );
  await Promise.all(
    tabs.map(({ page: tab }) => tab.evaluate(() => page.listenQuery("all", "shared", "n", 100))),
  );
  await Promise.all(
    tabs.map(({ page: tab }, n) => tab.evaluate((number) => page.set(`shared/${number}`, { n: number }), n)),
  );
  for (const tab of tabs) await tab.told("all").until((told) => settled(told) && told.ids?.length === 6);
  for (const tab of tabs) await tab.close();
});

describe.each(["stream", "long-polling"] as const)("a bad network, %s", (transport) => {
  test("a listener goes on after its connections were reset", async () => {
    await using proxy = await createProxy(server.port);
    const open = await browser.page({ port: proxy.port, transport });
    await open.page.evaluate(() => page.listenQuery("all", "live", "n", 100));
    const events = open.told("all");
    await events.until(settled);
    for (let n = 1; n <= 3; n++) {
      proxy.drop();
      await db.doc(`live/${n}`).set({ n });
      await events.until((told) => settled(told) && told.ids?.length === n);
    }
    await open.close();
  });

  test("writes made while the network is away arrive once when it is back", async () => {
    await using proxy = await createProxy(server.port);
    const open = await browser.page({ port: proxy.port, transport });
    await open.page.evaluate(() => page.listenDocument("one", "live/one"));
    await open.told("one").until(settled);
    proxy.down();
    const writing = open.page.evaluate(() =>
      Promise.all([page.set("live/one", { n: 1 }), page.add("log", { n: 1 }), page.add("log", { n: 2 })]),
    );
    await open.told("one").until((told) => told.pending === true);
    await db.doc("other/o").set({ x: 1 });
    proxy.up();
    expect((await writing)[0]).toBe("ok");
    expect((await db.collection("log").get()).size).toBe(2);
    expect((await open.told("one").until(settled)).data).toEqual({ n: 1 });
    await open.close();
  });
});
