import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Firestore } from "firebase-admin/firestore";
import { createTriggers } from "../src/triggers/triggers.ts";
import type { Triggers } from "../src/triggers/api.ts";
import { adminFirestore } from "./support/admin.ts";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

interface Arrival {
  readonly id: string;
  readonly document: string;
  readonly n: string;
}

let functions: Server;
/** Events as a functions emulator got them; it answers with the next of `statuses`, then 200. */
let arrivals: Arrival[];
let statuses: number[];
let triggers: Triggers;
let server: TestServer;
let db: Firestore;
let stop: () => Promise<void>;

beforeEach(async () => {
  [arrivals, statuses] = [[], []];
  functions = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8").on("data", (text: string) => (body += text));
    request.on("end", () => {
      const { id, document, data } = JSON.parse(body);
      arrivals.push({ id, document, n: data.value?.fields.n.integerValue ?? "deleted" });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => functions.listen(0, "127.0.0.1", resolve));
  const functionsEmulator = `127.0.0.1:${(functions.address() as AddressInfo).port}`;
  triggers = createTriggers({ functionsEmulator, log: () => undefined });
  server = await testServer({ triggers, faults: true });
  ({ db, stop } = adminFirestore(server.host));
  const bundle = {
    eventType: "google.cloud.firestore.document.v1.written",
    database: "(default)",
    namespace: "(default)",
    document: { value: "notes/{id}", matchType: "PATH_PATTERN" },
  };
  // firebase-tools sends the bundle as text without a content type.
  const path = "/emulator/v1/projects/demo-local/eventarcTrigger?eventarcTriggerId=us-central1-watch-0";
  expect((await server.http("POST", path, JSON.stringify(bundle), {})).status).toBe(200);
});
afterEach(async () => {
  await stop();
  await server.close();
  await new Promise((resolve) => functions.close(resolve));
});

test("every commit's events reach the function in commit order, and a commit that changes nothing has none", async () => {
  const note = db.doc("notes/a");
  for (let n = 1; n <= 5; n++) await note.set({ n });
  await note.set({ n: 5 });
  await db.doc("others/a").set({ n: 9 });
  await note.delete();
  await triggers.idle();
  expect(arrivals.map(({ n }) => n)).toEqual(["1", "2", "3", "4", "5", "deleted"]);
});

test("an event is offered again under its id while the functions emulator is loading", async () => {
  statuses = [404, 503];
  await db.doc("notes/a").set({ n: 1 });
  await triggers.idle();
  expect(arrivals.length).toBe(3);
  expect(new Set(arrivals.map(({ id }) => id)).size).toBe(1);
});

test("the control endpoint makes deliveries double and out of order, by a seed, and kind again", async () => {
  const unkind = { triggers: { seed: 3, duplicate: 0.5, reorder: 0.5, delayMs: 1 } };
  expect((await server.http("POST", "/local/v1/faults", unkind)).status).toBe(200);
  const writes = Array.from({ length: 20 }, (_, index) => String(index));
  for (const n of writes) await db.doc("notes/a").set({ n: Number(n) });
  await triggers.idle();
  const firsts = [...new Set(arrivals.map(({ n }) => n))];
  expect(arrivals.length).toBeGreaterThan(20);
  expect(firsts).not.toEqual(writes);
  expect(firsts.toSorted((a, b) => Number(a) - Number(b))).toEqual(writes);

  arrivals = [];
  expect((await server.http("DELETE", "/local/v1/faults")).status).toBe(200);
  for (const n of writes) await db.doc("notes/b").set({ n: Number(n) });
  await triggers.idle();
  expect(arrivals.map(({ n }) => n)).toEqual(writes);
  expect((await server.http("GET", "/local/v1/triggers")).json()).toMatchObject({
    pending: 0,
    dropped: 0,
    registered: [{ project: "demo-local", id: "us-central1-watch-0", pattern: "notes/{id}" }],
  });
});

test("commits are acknowledged although nobody takes their events", async () => {
  await new Promise((resolve) => {
    functions.close(resolve);
    functions.closeAllConnections();
  });
  for (let n = 1; n <= 5; n++) await db.doc("notes/a").set({ n });
  expect((await server.http("GET", "/local/v1/triggers")).json()).toMatchObject({ pending: 5, delivered: 0 });
});
