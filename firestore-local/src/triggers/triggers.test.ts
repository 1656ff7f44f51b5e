import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Caller, Commit, Document } from "../engine/api.ts";
import { Timestamp } from "../engine/value.ts";
import type { Value } from "../engine/value.ts";
import type { Attempt, Send, Wait } from "./delivery.ts";
import type { TriggerEvent } from "./events.ts";
import { writeEvent } from "./events.ts";
import { createTriggers } from "./triggers.ts";

const DATABASE = "projects/demo/databases/(default)";
const TIME = new Timestamp(1_790_000_000, 123_456_000);

function doc(path: string, fields: ReadonlyMap<string, Value> = new Map()): Document {
  return { path, fields, createTime: TIME, updateTime: TIME };
}

let version = 0;
function change(
  path: string,
  before: ReadonlyMap<string, Value> | null,
  after: ReadonlyMap<string, Value> | null,
  caller: Caller = { kind: "admin" },
): Commit {
  const [was, is] = [before, after].map((fields) => (fields === null ? null : doc(path, fields)));
  return {
    version: ++version,
    time: TIME,
    changes: [{ path, before: was ?? null, after: is ?? null, mask: null }],
    caller,
  };
}

function registration(move: string, pattern = "users/{id}"): unknown {
  return {
    eventType: `google.cloud.firestore.document.v1.${move}`,
    database: "(default)",
    namespace: "(default)",
    document: { value: pattern, matchType: "PATH_PATTERN" },
  };
}

/** A functions emulator in memory, answering as it is told; time passes at once. */
function emulator(
  answer: (event: TriggerEvent, attempt: number) => Attempt | Promise<Attempt> = () => "taken",
) {
  const arrived: TriggerEvent[] = [];
  const waits: number[] = [];
  const log: string[] = [];
  const send: Send = async (event) => {
    arrived.push(event);
    return answer(event, arrived.length);
  };
  const wait: Wait = async (milliseconds) => {
    waits.push(milliseconds);
  };
  const triggers = createTriggers({ functionsEmulator: null, log: (line) => log.push(line), send, wait });
  const bodies = () => arrived.map((event) => JSON.parse(writeEvent(event).body) as Record<string, unknown>);
  return { triggers, arrived, waits, log, bodies };
}

const EMPTY = new Map<string, Value>();
const ONE = new Map<string, Value>([["n", 1n]]);

describe("matching", () => {
  test.each([
    ["created", [true, false, false]],
    ["updated", [false, true, false]],
    ["deleted", [false, false, true]],
    ["written", [true, true, true]],
  ])("%s hears of creation, update, deletion: %s", async (move, heard) => {
    const { triggers, arrived } = emulator();
    triggers.registerEventarc("demo", "f", registration(move));
    const commits = [
      change("users/a", null, EMPTY),
      change("users/b", EMPTY, ONE),
      change("users/c", ONE, null),
    ];
    for (const commit of commits) triggers.publish(DATABASE, commit);
    await triggers.idle();
    expect(commits.map((commit) => arrived.some((event) => event.change === commit.changes[0]))).toEqual(
      heard,
    );
  });

  test("other paths, databases and projects are not heard", async () => {
    const { triggers, arrived } = emulator();
    triggers.registerEventarc("demo", "f", registration("written"));
    triggers.publish(DATABASE, change("users/a/logs/b", null, EMPTY));
    triggers.publish("projects/demo/databases/other", change("users/a", null, EMPTY));
    triggers.publish("projects/other/databases/(default)", change("users/a", null, EMPTY));
    await triggers.idle();
    expect(arrived).toEqual([]);
  });

  test("emptying the database through the emulator's endpoint calls no function", async () => {
    const { triggers, arrived } = emulator();
    triggers.registerEventarc("demo", "f", registration("written"));
    triggers.publish(DATABASE, { ...change("users/a", ONE, null), cleared: true });
    await triggers.idle();
    expect(arrived).toEqual([]);
  });

  test("what is committed during a pause calls no function, neither then nor later", async () => {
    const { triggers, bodies } = emulator();
    triggers.registerEventarc("demo", "f", registration("written"));
    triggers.pause(true);
    triggers.publish(DATABASE, change("users/quiet", null, ONE));
    triggers.pause(false);
    triggers.publish(DATABASE, change("users/loud", null, ONE));
    await triggers.idle();
    expect(JSON.stringify(bodies())).toContain("users/loud");
    expect(JSON.stringify(bodies())).not.toContain("users/quiet");
  });

  test("a function registered again is called once, and one that was removed not at all", async () => {
    const { triggers, arrived } = emulator();
    triggers.registerEventarc("demo", "f", registration("created"));
    triggers.registerEventarc("demo", "f", registration("created"));
    triggers.registerEventarc("demo", "g", registration("created"));
    expect(triggers.unregister("demo", "g")).toBe(true);
    expect(triggers.unregister("demo", "g")).toBe(false);
    triggers.publish(DATABASE, change("users/a", null, EMPTY));
    await triggers.idle();
    expect(arrived.map((event) => event.trigger.id)).toEqual(["f"]);
  });

  test.each([
    [{}],
    [null],
    [{ ...(registration("created") as object), eventType: "google.cloud.storage.object.v1.finalized" }],
    [{ ...(registration("created") as object), document: { value: "/" } }],
    [{ ...(registration("created") as object), database: 7 }],
  ])("a registration that makes no sense is refused: %j", (body) => {
    const { triggers } = emulator();
    expect(() => triggers.registerEventarc("demo", "f", body)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
    expect(() => triggers.registerLegacy("demo", "f", body)).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
    expect(triggers.status().registered).toEqual([]);
  });
});

describe("the event", () => {
  test("of an update says what the document was, what it is and which fields differ", async () => {
    const { triggers, bodies } = emulator();
    triggers.registerEventarc("demo", "f", registration("updated"));
    const before = new Map<string, Value>([
      ["same", "x"],
      ["gone", true],
      [
        "map",
        new Map<string, Value>([
          ["a", 1n],
          ["b c", 2n],
        ]),
      ],
    ]);
    const after = new Map<string, Value>([
      ["same", "x"],
      [
        "map",
        new Map<string, Value>([
          ["a", 1n],
          ["b c", 3n],
        ]),
      ],
      ["zero", -0],
    ]);
    triggers.publish(DATABASE, change("users/ä😀", before, after));
    await triggers.idle();
    const [event] = bodies();
    expect(event).toMatchObject({
      specversion: "1.0",
      type: "google.cloud.firestore.document.v1.updated",
      source: `//firestore.googleapis.com/${DATABASE}`,
      subject: "documents/users/ä😀",
      document: "users/ä😀",
      project: "demo",
      database: "(default)",
      namespace: "(default)",
      datacontenttype: "application/json",
      time: new Date(1_790_000_000_000).toISOString().replace(".000Z", ".123456Z"),
      data: {
        oldValue: { name: `${DATABASE}/documents/users/ä😀`, fields: { gone: { booleanValue: true } } },
        value: {
          fields: {
            same: { stringValue: "x" },
            map: { mapValue: { fields: { a: { integerValue: "1" }, "b c": { integerValue: "3" } } } },
          },
        },
        updateMask: { fieldPaths: ["map.`b c`", "zero", "gone"] },
      },
    });
    expect(event).not.toHaveProperty("authtype");
  });

  test("of a creation has no old value, of a deletion no new one, and neither has a mask", async () => {
    const { triggers, bodies } = emulator();
    triggers.registerEventarc("demo", "f", registration("written"));
    triggers.publish(DATABASE, change("users/a", null, ONE));
    triggers.publish(DATABASE, change("users/a", ONE, null));
    await triggers.idle();
    expect(bodies().map((body) => Object.keys(body["data"] as object))).toEqual([["value"], ["oldValue"]]);
  });

  test.each<[Caller, Record<string, string>]>([
    [
      { kind: "admin" },
      { authtype: "service_account", authid: "firebase-adminsdk@demo.iam.gserviceaccount.com" },
    ],
    [
      { kind: "client", auth: { uid: "ada", token: {} } },
      { authtype: "app_user", authid: "ada" },
    ],
    [{ kind: "client", auth: null }, { authtype: "unauthenticated" }],
  ])("with auth context says who wrote: %j", async (caller, expected) => {
    const { triggers, bodies } = emulator();
    triggers.registerEventarc("demo", "f", registration("written.withAuthContext"));
    triggers.publish(DATABASE, change("users/a", null, ONE, caller));
    await triggers.idle();
    const { authtype, authid, type } = bodies()[0] ?? {};
    expect({ authtype, ...(authid === undefined ? {} : { authid }) }).toEqual(expected);
    expect(type).toBe("google.cloud.firestore.document.v1.written.withAuthContext");
  });

  test("for a first-generation function has the older form", async () => {
    const { triggers, bodies, arrived } = emulator();
    const eventType = "providers/cloud.firestore/eventTypes/document.write";
    triggers.registerLegacy("demo", "f", {
      eventTrigger: {
        eventType,
        resource: `${DATABASE}/documents/users/{id}`,
        service: "firestore.googleapis.com",
      },
    });
    triggers.publish(DATABASE, change("users/a", ONE, null));
    await triggers.idle();
    expect(bodies()[0]).toMatchObject({
      data: { value: {}, oldValue: { fields: { n: { integerValue: "1" } } } },
      context: {
        eventId: arrived[0]?.id,
        eventType,
        resource: { service: "firestore.googleapis.com", name: `${DATABASE}/documents/users/a` },
      },
    });
  });

  test("has an id of its own for each function and change", async () => {
    const { triggers, arrived } = emulator();
    triggers.registerEventarc("demo", "f", registration("created"));
    triggers.registerEventarc("demo", "g", registration("created"));
    for (let index = 0; index < 10; index++)
      triggers.publish(DATABASE, change(`users/${index}`, null, EMPTY));
    await triggers.idle();
    expect(new Set(arrived.map((event) => event.id)).size).toBe(20);
  });
});

describe("delivery", () => {
  test("is repeated with growing pauses, under the same id, until the functions emulator takes it", async () => {
    const { triggers, arrived, waits } = emulator((_event, attempt) => (attempt < 8 ? "not yet" : "taken"));
    triggers.registerEventarc("demo", "f", registration("created"));
    triggers.publish(DATABASE, change("users/a", null, EMPTY));
    await triggers.idle();
    expect(new Set(arrived.map((event) => event.id)).size).toBe(1);
    expect(waits).toEqual([50, 100, 200, 400, 800, 1600, 2000]);
    expect(triggers.status()).toMatchObject({ pending: 0, delivered: 1, dropped: 0 });
  });

  test("is given up after a minute, said in the log, and what follows is still delivered", async () => {
    const { triggers, log } = emulator((event) =>
      event.change.after?.fields === EMPTY ? "not yet" : "taken",
    );
    triggers.registerEventarc("demo", "f", registration("written"));
    triggers.publish(DATABASE, change("users/a", null, EMPTY));
    triggers.publish(DATABASE, change("users/a", EMPTY, ONE));
    await triggers.idle();
    expect(triggers.status()).toMatchObject({ pending: 0, delivered: 1, dropped: 1 });
    expect(log[0]).toContain("users/a to f");
  });

  test("keeps commit order for each document, whatever fails in between", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 }),
        fc.infiniteStream(fc.boolean()),
        async (ids, luck) => {
          const taken: string[] = [];
          const { triggers } = emulator(async (event) => {
            await Promise.resolve();
            if (luck.next().value === true) return "not yet";
            taken.push(`${event.change.path} ${String(event.change.after?.fields.get("n"))}`);
            return "taken";
          });
          triggers.registerEventarc("demo", "f", registration("written"));
          ids.forEach((id, index) =>
            triggers.publish(DATABASE, change(`users/${id}`, EMPTY, new Map([["n", BigInt(index)]]))),
          );
          await triggers.idle();
          for (const id of ["a", "b", "c"]) {
            const path = `users/${id}`;
            expect(taken.filter((line) => line.startsWith(path))).toEqual(
              ids.flatMap((other, index) => (other === id ? [`${path} ${index}`] : [])),
            );
          }
        },
      ),
    );
  });

  test("never has more requests under way than its bound, and uses all of them", async () => {
    let now = 0;
    let most = 0;
    const { triggers } = emulator(async (): Promise<Attempt> => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return "taken";
    });
    triggers.registerEventarc("demo", "f", registration("created"));
    for (let index = 0; index < 100; index++)
      triggers.publish(DATABASE, change(`users/${index}`, null, EMPTY));
    await triggers.idle();
    expect(most).toBe(4);
    expect(triggers.status().delivered).toBe(100);
  });

  test("ends at once when the server stops", async () => {
    const { triggers } = emulator(() => "not yet");
    triggers.registerEventarc("demo", "f", registration("created"));
    triggers.publish(DATABASE, change("users/a", null, EMPTY));
    await triggers.close();
    triggers.publish(DATABASE, change("users/b", null, EMPTY));
    expect(triggers.status()).toMatchObject({ pending: 0, delivered: 0, dropped: 1 });
  });
});

/** Forty updates of one document, delivered with these faults. */
async function run(faults: { seed: number; duplicate?: number; delayMs?: number; reorder?: number }) {
  const { triggers, arrived, waits } = emulator();
  triggers.registerEventarc("demo", "f", registration("written"));
  triggers.setFaults({ duplicate: 0, delayMs: 0, reorder: 0, ...faults });
  for (let index = 0; index < 40; index++)
    triggers.publish(DATABASE, change("users/a", EMPTY, new Map([["n", BigInt(index)]])));
  await triggers.idle();
  return {
    order: arrived.map((event) => Number(event.change.after?.fields.get("n"))),
    ids: arrived.map((event) => event.id),
    waits,
  };
}

describe("faults", () => {
  const inOrder = Array.from({ length: 40 }, (_, index) => index);

  test("duplicates repeat an event under the same id, and none is lost", async () => {
    const { order, ids } = await run({ seed: 1, duplicate: 0.5 });
    expect(order.length).toBeGreaterThan(45);
    expect(order.length).toBeLessThan(75);
    expect(new Set(ids).size).toBe(40);
    expect([...new Set(order)]).toEqual(inOrder);
  });

  test("reordering lets events overtake, and none is lost or repeated", async () => {
    const { order } = await run({ seed: 1, reorder: 0.5 });
    expect(order).not.toEqual(inOrder);
    expect(order.toSorted((a, b) => a - b)).toEqual(inOrder);
  });

  test("delays wait no longer than asked", async () => {
    const { waits, order } = await run({ seed: 1, delayMs: 300 });
    expect(waits.length).toBeGreaterThan(30);
    expect(Math.max(...waits)).toBeLessThanOrEqual(300);
    expect(order).toEqual(inOrder);
  });

  test("the same seed does the same, another seed something else", async () => {
    const unkind = { duplicate: 0.3, reorder: 0.3 };
    const first = await run({ seed: 7, ...unkind });
    expect((await run({ seed: 7, ...unkind })).order).toEqual(first.order);
    expect((await run({ seed: 8, ...unkind })).order).not.toEqual(first.order);
  });

  test("an event that nothing follows is delivered although it was to be overtaken", async () => {
    const { triggers, arrived } = emulator();
    triggers.registerEventarc("demo", "f", registration("written"));
    triggers.setFaults({ seed: 1, duplicate: 0, delayMs: 0, reorder: 1 });
    triggers.publish(DATABASE, change("users/a", null, EMPTY));
    await triggers.idle();
    expect(arrived.length).toBe(1);
    triggers.setFaults(null);
  });
});
