import { connect } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { adminFirestore } from "./support/admin.ts";
import { Events } from "./support/events.ts";
import type { TestServer } from "./support/server.ts";
import { testServer } from "./support/server.ts";

const ROOT = "/v1/projects/demo-local/databases/(default)/documents";
const NAME = "projects/demo-local/databases/(default)/documents";

let server: TestServer;
beforeEach(async () => {
  server = await testServer({ faults: true });
  return () => server.close();
});
afterEach(() => server.http("DELETE", "/local/v1/faults"));

const write = (id: string): ReturnType<TestServer["http"]> =>
  server.http("POST", `${ROOT}:commit`, { writes: [{ update: { name: `${NAME}/a/${id}`, fields: {} } }] });
const read = async (id: string): Promise<number> => (await server.http("GET", `${ROOT}/a/${id}`)).status;
const fault = (body: unknown): ReturnType<TestServer["http"]> =>
  server.http("POST", "/local/v1/faults", body);

describe("counters", () => {
  test("reads, writes and deletes are counted as billed, until reset", async () => {
    await write("1");
    await read("1");
    await read("1");
    await server.http("DELETE", `${ROOT}/a/1`);
    const { total, collections } = (await server.http("GET", "/local/v1/counters")).json();
    expect(total).toEqual({ reads: 2, writes: 1, deletes: 1 });
    expect(collections?.["a"]).toEqual({ reads: 2, writes: 1, deletes: 1 });
    await server.http("POST", "/local/v1/counters:reset");
    expect((await server.http("GET", "/local/v1/counters")).json()["total"]).toEqual({
      reads: 0,
      writes: 0,
      deletes: 0,
    });
  });
});

describe("faults", () => {
  test("a server started without them has no such endpoint", async () => {
    await using plain = await testServer();
    for (const method of ["GET", "POST", "DELETE"])
      expect((await plain.http(method, "/local/v1/faults", method === "POST" ? {} : undefined)).status).toBe(
        404,
      );
  });

  test("the second commit and the one after it fail with that code and do nothing", async () => {
    await fault({ fail: { method: "commit", nth: 2, times: 2, code: "RESOURCE_EXHAUSTED" } });
    expect([
      (await write("1")).status,
      (await write("2")).status,
      (await write("3")).status,
      (await write("4")).status,
    ]).toEqual([200, 429, 429, 200]);
    expect([await read("1"), await read("2"), await read("3"), await read("4")]).toEqual([
      200, 404, 404, 200,
    ]);
    expect((await server.http("GET", "/local/v1/faults")).json()["pending"]).toEqual([]);
  });

  test("a commit whose answer is lost was made", async () => {
    await fault({ loseAnswer: { method: "commit", code: "UNAVAILABLE" } });
    expect([(await write("1")).status, await read("1")]).toEqual([503, 200]);
  });

  test("stalled streams say nothing until they run again, and then everything in order", async () => {
    const { db, stop } = adminFirestore(server.host);
    const events = new Events<unknown>();
    const unsubscribe = db.doc("a/1").onSnapshot((snapshot) => events.push(snapshot.exists), events.fail);
    expect(await events.take()).toBe(false);
    await fault({ streams: "stall" });
    await write("1");
    await server.http("DELETE", `${ROOT}/a/1`);
    await write("1");
    expect(events.length).toBe(0);
    await fault({ streams: "run" });
    expect(await events.until((exists) => exists === true)).toBe(true);
    unsubscribe();
    await stop();
  });

  test("cut connections end for everybody but the one who asked", async () => {
    const { db, stop } = adminFirestore(server.host);
    await db.doc("a/1").set({});
    const socket = connect(server.port, "127.0.0.1");
    const closed = new Promise((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => socket.once("connect", resolve));
    socket.on("error", () => undefined);
    expect((await fault({ connections: "cut" })).status).toBe(200);
    await closed;
    expect((await db.doc("a/1").get()).exists).toBe(true);
    await stop();
  });

  test("removing the faults makes the server kind again", async () => {
    await fault({ fail: [{ method: "commit", times: 100, code: 8 }], clock: { advance: 3_600_000 } });
    expect((await write("1")).status).toBe(429);
    await server.http("DELETE", "/local/v1/faults");
    expect((await write("1")).status).toBe(200);
  });

  test("the clock may be set, and documents bear its time", async () => {
    await fault({ clock: { set: "2040-02-03T04:05:06Z" } });
    await write("1");
    expect(String((await server.http("GET", `${ROOT}/a/1`)).json()["updateTime"])).toMatch(
      /^2040-02-03T04:05:/,
    );
    await fault({ clock: { advance: 86_400_000 } });
    await write("2");
    expect(String((await server.http("GET", `${ROOT}/a/2`)).json()["updateTime"])).toMatch(
      /^2040-02-04T04:05:/,
    );
  });

  test.each([
    [{ fial: [] }],
    [{ fail: { method: "commit", code: "NO_SUCH_CODE" } }],
    [{ fail: { method: "explode" } }],
    [{ fail: { method: "commit", nth: 0 } }],
    [{ streams: "maybe" }],
    [{ clock: { set: "yesterday" } }],
    [{ clock: {} }],
    [{ triggers: { duplicate: 2 } }],
    [[]],
  ])("%j is refused and plans nothing", async (body) => {
    expect((await fault(body)).status).toBe(400);
    expect((await server.http("GET", "/local/v1/faults")).json()["pending"]).toEqual([]);
  });
});
