import fc from "fast-check";
import { expect, test } from "vitest";
import type { Database } from "../../src/engine/api.ts";
import { createDatabase } from "../../src/engine/database.ts";
import { Timestamp } from "../../src/engine/value.ts";
import type { FirestoreService, Message } from "../../src/rpc/api.ts";
import { readQuery } from "../../src/rpc/convert/query.ts";
import { createMeter } from "../../src/rpc/meter.ts";
import { createService } from "../../src/rpc/service.ts";
import { DATABASE, documentsTarget, queryTarget, writes } from "./arbitraries.ts";
import { WatchClient, type ClientTarget } from "./client.ts";

type Action =
  | { readonly do: "commit" | "commit and go on"; readonly writes: readonly Message[] }
  | { readonly do: "add"; readonly target: Message }
  | { readonly do: "remove"; readonly which: number }
  | { readonly do: "cut" | "reconnect" };

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: writes.map((list) => ({ do: "commit" as const, writes: list })) },
  { weight: 3, arbitrary: writes.map((list) => ({ do: "commit and go on" as const, writes: list })) },
  { weight: 3, arbitrary: queryTarget.map((target) => ({ do: "add" as const, target })) },
  { weight: 1, arbitrary: documentsTarget.map((target) => ({ do: "add" as const, target })) },
  { weight: 1, arbitrary: fc.nat(5).map((which) => ({ do: "remove" as const, which })) },
  { weight: 1, arbitrary: fc.constant({ do: "cut" as const }) },
  { weight: 2, arbitrary: fc.constant({ do: "reconnect" as const }) },
);

/** A life of a listener: some targets at first, then anything. */
const life = (length: number): fc.Arbitrary<readonly Action[]> =>
  fc
    .tuple(
      fc.array(queryTarget, { minLength: 1, maxLength: 3 }),
      fc.array(action, { minLength: length / 2, maxLength: length, size: "max" }),
    )
    .map(([targets, actions]) => [...targets.map((target) => ({ do: "add" as const, target })), ...actions]);

interface Rig {
  readonly database: Database;
  readonly service: FirestoreService;
  readonly client: WatchClient;
}

function rig(history?: { readonly changes: number }): Rig {
  const clock = { now: () => 1_700_000_000_000 };
  const database = createDatabase({ name: DATABASE, clock, ...(history === undefined ? {} : { history }) });
  const rules = { current: () => null };
  const service = createService({ databases: () => database, rules, meter: createMeter(clock), clock });
  return { database, service, client: new WatchClient(service, DATABASE) };
}

function commit(service: FirestoreService, list: readonly Message[]): Promise<Message> {
  const context = {
    caller: { kind: "admin" as const },
    client: "writer",
    signal: new AbortController().signal,
  };
  return service.unary("commit", { database: DATABASE, writes: list }, context);
}

async function play({ service, client }: Rig, actions: readonly Action[]): Promise<void> {
  client.connect();
  let last: Promise<unknown> = Promise.resolve();
  let connected = true;
  for (const step of actions) {
    switch (step.do) {
      case "commit":
        await commit(service, step.writes);
        break;
      case "commit and go on":
        last = commit(service, step.writes);
        break;
      case "add":
        if (connected) client.add(step.target);
        break;
      case "remove": {
        const id = [...client.targets.keys()][step.which];
        if (connected && id !== undefined) client.remove(id);
        break;
      }
      default:
        client.cut();
        connected = step.do === "reconnect";
        if (connected) client.connect();
    }
  }
  if (!connected) client.connect();
  await last;
  // One more turn, for what was promised to be told with the last commit.
  await commit(service, [{ update: { name: `${DATABASE}/documents/z/last`, fields: {} } }]);
}

/** The names and update times that a target should show, as of a time. */
async function expected(
  database: Database,
  target: ClientTarget,
  readTime?: Timestamp,
): Promise<Map<string, string>> {
  const options = readTime === undefined ? {} : { readTime };
  const { query, documents } = target.body as { query?: Message; documents?: { documents: string[] } };
  const paths = (documents?.documents ?? []).map((name) => name.slice(`${DATABASE}/documents/`.length));
  const found =
    query === undefined
      ? (await database.getAll(paths, options)).documents.filter((document) => document !== null)
      : (await database.runQuery(readQuery("", query["structuredQuery"] as Message), options)).documents;
  return new Map(
    found.map(({ path, updateTime }) => [
      `${DATABASE}/documents/${path}`,
      `${updateTime.seconds}.${updateTime.nanos}`,
    ]),
  );
}

async function checkNow({ database, client }: Rig): Promise<void> {
  expect(client.ended).toBeNull();
  const views = client.snapshots.at(-1)?.views;
  for (const target of client.targets.values()) {
    if (target.error !== null) {
      await expect(expected(database, target)).rejects.toThrow(target.error.message);
    } else {
      expect(sorted(views?.get(target.id))).toEqual(sorted(await expected(database, target)));
    }
  }
}

function sorted(
  view: ReadonlyMap<string, string> | undefined,
): readonly (readonly [string, string])[] | undefined {
  return view === undefined ? undefined : [...view].sort(([a], [b]) => (a < b ? -1 : 1));
}

test("after any commits, cuts and resumes every listener shows what its query returns", async () => {
  await fc.assert(
    fc.asyncProperty(life(30), async (actions) => {
      const made = rig();
      await play(made, actions);
      await checkNow(made);
    }),
    { numRuns: 400 },
  );
});

test("every snapshot on the way shows all targets as of its read time", async () => {
  await fc.assert(
    fc.asyncProperty(life(20), async (actions) => {
      const made = rig();
      await play(made, actions);
      for (const { readTime, views } of made.client.snapshots) {
        for (const [id, view] of views) {
          const target = made.client.targets.get(id);
          if (target === undefined) continue;
          const then = await expected(made.database, target, new Timestamp(readTime.seconds, readTime.nanos));
          expect(sorted(view)).toEqual(sorted(then));
        }
      }
    }),
    { numRuns: 200 },
  );
});

test("a listener that comes back after history is forgotten shows what its query returns", async () => {
  await fc.assert(
    fc.asyncProperty(life(30), async (actions) => {
      const made = rig({ changes: 3 });
      await play(made, actions);
      await checkNow(made);
    }),
    { numRuns: 300 },
  );
});

const path = (number: number): string => `${DATABASE}/documents/a/d${number} \u{1f600}`;

test("after history is forgotten a listener finds what is gone by the filter, and asks for nothing again", async () => {
  const made = rig({ changes: 1 });
  const numbers = Array.from({ length: 200 }, (_, number) => number);
  await commit(
    made.service,
    numbers.map((number) => ({ update: { name: path(number), fields: {} } })),
  );
  made.client.connect();
  const target = made.client.add({
    query: { parent: `${DATABASE}/documents`, structuredQuery: { from: [{ collectionId: "a" }] } },
  });
  expect(target.keys.size).toBe(200);
  made.client.cut();
  await commit(
    made.service,
    numbers.slice(0, 50).map((number) => ({ delete: path(number) })),
  );
  await commit(made.service, [{ update: { name: path(200), fields: {} } }]);
  made.client.messages.length = 0;
  made.client.connect();
  await checkNow(made);
  expect(target.keys.size).toBe(151);
  expect(target.mismatches).toBe(0);
  expect(made.client.messages.filter((message) => message["documentChange"] !== undefined)).toHaveLength(1);
});
