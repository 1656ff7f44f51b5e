import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import type { Database, TransactionId } from "../api.ts";
import type { Aggregation } from "../query.ts";
import { FirestoreError } from "../errors.ts";
import {
  and,
  commit,
  fields,
  openDatabase,
  order,
  query,
  refusal,
  set,
  testClock,
  where,
} from "../testing/database.ts";

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CONTENTION =
  "ABORTED: Aborted due to cross-transaction contention. This occurs when multiple transactions attempt to access the same data, requiring Firestore to abort at least one in order to enforce serializability.";
const EXPIRED = "ABORTED: The referenced transaction has expired or is no longer valid.";

function begin(database: Database, retry?: TransactionId): TransactionId {
  return database.begin({ readOnly: false, ...(retry === undefined ? {} : { retry }) });
}

async function read(
  database: Database,
  transaction: TransactionId,
  ...paths: readonly string[]
): Promise<readonly unknown[]> {
  const { documents } = await database.getAll(paths, { transaction });
  return documents.map((document) => document?.fields.get("n"));
}

/** Whether a promise has settled once everything that can happen now has happened. */
async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, new Promise<boolean>((resolve) => setImmediate(() => resolve(false)))]);
}

async function seeded(): Promise<Database> {
  const database = openDatabase();
  await commit(database, [set("c/d", { n: 1n })]);
  return database;
}

describe("two transactions that read one document", () => {
  test("both read it; the older commits and the younger must start over", async () => {
    const database = await seeded();
    const [older, younger] = [begin(database), begin(database)];
    expect(await read(database, younger, "c/d")).toEqual([1n]);
    expect(await read(database, older, "c/d")).toEqual([1n]);
    const second = refusal(() => commit(database, [set("c/d", { n: 20n })], younger));
    expect(await isSettled(second)).toBe(false);
    await commit(database, [set("c/d", { n: 10n })], older);
    expect(await second).toBe(CONTENTION);
    expect(database.get("c/d")?.fields).toEqual(fields({ n: 10n }));
  });

  test("the younger, wounded, hears of it at its next read, and its commit changes nothing", async () => {
    const database = await seeded();
    const [older, younger] = [begin(database), begin(database)];
    await read(database, older, "c/d");
    await read(database, younger, "c/d");
    await commit(database, [set("c/d", { n: 10n })], older);
    expect(await refusal(() => read(database, younger, "c/x"))).toBe(CONTENTION);
    expect(await refusal(() => commit(database, [set("c/e", {})], younger))).toBe(CONTENTION);
    expect(database.get("c/e")).toBeNull();
  });

  test("the younger commits once the older has left without writing", async () => {
    const database = await seeded();
    const [older, younger] = [begin(database), begin(database)];
    await read(database, older, "c/d");
    await read(database, younger, "c/d");
    const second = commit(database, [set("c/d", { n: 20n })], younger);
    expect(await isSettled(second)).toBe(false);
    database.rollback(older);
    await second;
    expect(database.get("c/d")?.fields).toEqual(fields({ n: 20n }));
  });

  test("both commit when neither writes what the other read", async () => {
    const database = await seeded();
    const [one, two] = [begin(database), begin(database)];
    await read(database, one, "c/d", "c/missing");
    await read(database, two, "c/d");
    await commit(database, [set("c/one", {})], one);
    await commit(database, [set("c/two", {})], two);
    expect(database.version).toBe(3);
  });

  test("a document read as missing is locked like any other", async () => {
    const database = openDatabase();
    const [older, younger] = [begin(database), begin(database)];
    await read(database, older, "c/new");
    await read(database, younger, "c/new");
    await commit(database, [set("c/new", { n: 1n })], older);
    expect(await refusal(() => commit(database, [set("c/new", { n: 2n })], younger))).toBe(CONTENTION);
  });
});

describe("writes outside of transactions", () => {
  test("wait for a transaction that has read the document, and follow it", async () => {
    const database = await seeded();
    const transaction = begin(database);
    await read(database, transaction, "c/d");
    const outside = commit(database, [set("c/d", { n: 2n }), set("c/free", {})]);
    expect(await isSettled(outside)).toBe(false);
    expect(database.get("c/free")).toBeNull();
    await commit(database, [set("c/d", { n: 3n })], transaction);
    await outside;
    expect(database.get("c/d")?.fields).toEqual(fields({ n: 2n }));
  });

  test("to other documents do not wait, nor do plain reads", async () => {
    const database = await seeded();
    await read(database, begin(database), "c/d");
    expect(await isSettled(commit(database, [set("c/e", {})]))).toBe(true);
    expect(database.get("c/d")?.fields.get("n")).toBe(1n);
    expect(await isSettled(database.getAll(["c/d"], {}))).toBe(true);
  });

  test("that are invalid are refused at once", async () => {
    const database = await seeded();
    await read(database, begin(database), "c/d");
    expect(await isSettled(refusal(() => commit(database, [set("c/d", { __x__: 1n })])))).toBe(true);
  });

  test("are not overtaken by readers that come later", async () => {
    const database = await seeded();
    const [first, second] = [begin(database), begin(database)];
    await read(database, first, "c/d");
    const outside = commit(database, [set("c/d", { n: 2n })]);
    const later = read(database, second, "c/d");
    expect(await isSettled(later)).toBe(false);
    database.rollback(first);
    await outside;
    expect(await later).toEqual([2n]);
  });

  test("let a transaction finish that has already read what they wait for", async () => {
    const database = await seeded();
    const [older, younger] = [begin(database), begin(database)];
    await read(database, older, "c/d");
    await read(database, younger, "c/d");
    const outside = commit(database, [set("c/d", { n: 30n })]);
    const second = refusal(() => commit(database, [set("c/d", { n: 20n })], younger));
    expect(await isSettled(second)).toBe(false);
    database.rollback(older);
    expect(await second).toBe("accepted");
    await outside;
    expect(database.get("c/d")?.fields.get("n")).toBe(30n);
  });

  test("go in the order they came", async () => {
    const database = await seeded();
    const transaction = begin(database);
    await read(database, transaction, "c/d");
    const writes = [2n, 3n, 4n].map((n) =>
      commit(database, [set("c/d", { n }, { precondition: { exists: true } })]),
    );
    database.rollback(transaction);
    const times = (await Promise.all(writes)).map(({ time }) => time.nanos);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(database.get("c/d")?.fields.get("n")).toBe(4n);
  });
});

describe("queries in a transaction", () => {
  const open = query("c", { where: where("n", ">", 0n), orderBy: [order("n")] });

  test("lock what they give", async () => {
    const database = await seeded();
    const transaction = begin(database);
    await database.runQuery(open, { transaction });
    expect(await isSettled(commit(database, [set("c/d", { n: 0n })]))).toBe(false);
    database.rollback(transaction);
  });

  test("give what is there once they have waited for it", async () => {
    const database = await seeded();
    const writer = begin(database, begin(database));
    await read(database, writer, "c/d");
    const reader = begin(database);
    const found = database.runQuery(open, { transaction: reader });
    expect(await isSettled(found)).toBe(false);
    await commit(database, [set("c/d", { n: -1n }), set("c/e", { n: 7n })], writer);
    expect((await found).documents.map(({ path }) => path)).toEqual(["c/e"]);
    await commit(database, [set("c/out", {})], reader);
  });

  test.for([
    ["a document that would now be found", set("c/new", { n: 5n })],
    ["a document that has moved into the result", set("c/zero", { n: 5n })],
  ] as const)("conflict with %s", async ([, write]) => {
    const database = await seeded();
    await commit(database, [set("c/zero", { n: 0n })]);
    const transaction = begin(database);
    expect((await database.runQuery(open, { transaction })).documents).toHaveLength(1);
    await commit(database, [write]);
    expect(await refusal(() => commit(database, [set("c/out", {})], transaction))).toBe(CONTENTION);
  });

  test("do not conflict with documents they would not find", async () => {
    const database = await seeded();
    const transaction = begin(database);
    await database.runQuery(open, { transaction });
    await commit(database, [set("c/new", { n: -5n }), set("other/x", { n: 5n })]);
    await commit(database, [set("c/out", {})], transaction);
    expect(database.get("c/out")).not.toBeNull();
  });

  test("aggregations conflict when their result has changed", async () => {
    const database = await seeded();
    const transaction = begin(database);
    const { values } = await database.aggregate(
      query("c"),
      [{ alias: "count", op: "count", field: null, upTo: null }],
      { transaction },
    );
    expect(values.get("count")).toBe(1n);
    await commit(database, [set("c/new", {})]);
    expect(await refusal(() => commit(database, [set("c/out", {})], transaction))).toBe(CONTENTION);
  });
});

describe("a transaction's life", () => {
  test("ends with its commit, its rollback or a failed precondition; an invalid write does not end it", async () => {
    const database = await seeded();
    const committed = begin(database);
    await commit(database, [], committed);
    expect(await refusal(() => read(database, committed, "c/d"))).toBe(EXPIRED);
    const rolledBack = begin(database);
    database.rollback(rolledBack);
    database.rollback(rolledBack);
    expect(await refusal(() => commit(database, [], rolledBack))).toBe(EXPIRED);
    const failed = begin(database);
    expect(await refusal(() => commit(database, [set("c/d", { __x__: 1n })], failed))).toContain(
      "INVALID_ARGUMENT",
    );
    await read(database, failed, "c/d");
    expect(
      await refusal(() => commit(database, [set("c/d", {}, { precondition: { exists: false } })], failed)),
    ).toContain("ALREADY_EXISTS");
    expect(await refusal(() => read(database, failed, "c/d"))).toBe(EXPIRED);
    expect(await isSettled(commit(database, [set("c/d", {})]))).toBe(true);
  });

  test("is not that of bytes which never were an id", async () => {
    const database = openDatabase();
    const bytes = "\0\0\0" as TransactionId;
    const expected = "INVALID_ARGUMENT: Invalid transaction.";
    expect(await refusal(() => read(database, bytes, "c/d"))).toBe(expected);
    expect(await refusal(() => commit(database, [], bytes))).toBe(expected);
    expect(await refusal(() => database.rollback(bytes))).toBe(expected);
    expect(await refusal(() => begin(database, bytes))).toBe(expected);
  });

  test("is over after 60 seconds without use or 270 in all, and its locks are free", async () => {
    const clock = testClock();
    const database = openDatabase({ clock });
    const idle = begin(database);
    await read(database, idle, "c/d");
    clock.advance(60_001);
    expect(await isSettled(commit(database, [set("c/d", {})]))).toBe(true);
    expect(await refusal(() => read(database, idle, "c/d"))).toBe(EXPIRED);
    const busy = begin(database);
    for (let i = 0; i < 5; i++) {
      await read(database, busy, "c/d");
      clock.advance(50_000);
    }
    await read(database, busy, "c/d");
    clock.advance(30_000);
    expect(await refusal(() => read(database, busy, "c/d"))).toBe(EXPIRED);
  });

  test("is over for those who wait for it, too, and nobody waits longer than 20 seconds", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    try {
      const clock = testClock();
      const database = openDatabase({ clock });
      const holder = begin(database);
      await read(database, holder, "c/d", "c/e");
      const patient = refusal(() => commit(database, [set("c/d", {})]));
      clock.advance(15_000);
      await read(database, holder, "c/d");
      clock.advance(5_001);
      const late = refusal(() => commit(database, [set("c/e", {})]));
      vi.advanceTimersByTime(1000);
      expect(await patient).toBe("ABORTED: Transaction lock timeout.");
      expect(await isSettled(late)).toBe(false);
      clock.advance(60_001);
      vi.advanceTimersByTime(1000);
      // The holder's time was up before the waiter's.
      expect(await late).toBe("accepted");
      expect(vi.getTimerCount()).toBe(1);
      vi.advanceTimersByTime(1000);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("a reader has one state throughout, locks nothing and may not write", async () => {
    const database = await seeded();
    const reader = database.begin({ readOnly: true });
    await commit(database, [set("c/d", { n: 2n }), set("c/e", { n: 9n })]);
    expect(await read(database, reader, "c/d", "c/e")).toEqual([1n, undefined]);
    expect(
      (
        await database.runQuery(query("c", { orderBy: [order("n", "desc")] }), { transaction: reader })
      ).documents.map(({ path }) => path),
    ).toEqual(["c/d"]);
    expect(await refusal(() => commit(database, [set("c/d", {})], reader))).toBe(
      "INVALID_ARGUMENT: Cannot modify entities in a read-only transaction.",
    );
    expect(await read(database, reader, "c/d")).toEqual([1n]);
    await commit(database, [], reader);
    expect(await refusal(() => read(database, reader, "c/d"))).toBe(EXPIRED);
  });

  test("clearing the database makes every transaction start over", async () => {
    const database = await seeded();
    const transaction = begin(database);
    await read(database, transaction, "c/d");
    await database.clear();
    expect(await refusal(() => commit(database, [set("c/d", { n: 2n })], transaction))).toBe(CONTENTION);
  });
});

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Runs a transaction as the Admin SDK does: at most five attempts, each told which one it follows. How many it took. */
async function attempts(
  database: Database,
  body: (transaction: TransactionId) => Promise<void>,
): Promise<number> {
  let previous: TransactionId | undefined;
  for (let attempt = 1; attempt <= 5; attempt++) {
    const transaction: TransactionId = begin(database, previous);
    previous = transaction;
    try {
      await body(transaction);
      return attempt;
    } catch (cause) {
      if (!(cause instanceof FirestoreError) || cause.code !== "ABORTED") throw cause;
      database.rollback(transaction);
      await turn();
    }
  }
  throw new Error("out of attempts");
}

function numberOf(value: unknown): bigint {
  return typeof value === "bigint" ? value : 0n;
}

describe("contention", () => {
  test("50 transactions that read and increment one document all succeed within 5 attempts", async () => {
    const database = openDatabase();
    const increment = (): Promise<number> =>
      attempts(database, async (transaction) => {
        const [n] = await read(database, transaction, "c/counter");
        await turn();
        await commit(database, [set("c/counter", { n: numberOf(n) + 1n })], transaction);
      });
    const taken = await Promise.all(Array.from({ length: 50 }, increment));
    expect(database.get("c/counter")?.fields).toEqual(fields({ n: 50n }));
    expect(Math.max(...taken)).toBeLessThanOrEqual(5);
  });

  test("50 transactions that take the next free number by a query all succeed within 5 attempts", async () => {
    const database = openDatabase();
    const last = query("numbers", { orderBy: [order("n", "desc")], limit: 1 });
    const take = (): Promise<number> =>
      attempts(database, async (transaction) => {
        const { documents } = await database.runQuery(last, { transaction });
        await turn();
        const n = numberOf(documents[0]?.fields.get("n")) + 1n;
        await commit(
          database,
          [set(`numbers/${n}`, { n }, { precondition: { exists: false } })],
          transaction,
        );
      });
    await Promise.all(Array.from({ length: 50 }, take));
    expect(database.query(query("numbers")).documents).toHaveLength(50);
    expect(database.query(last).documents[0]?.fields).toEqual(fields({ n: 50n }));
  });

  test("20 transactions that number a new document by counting all succeed within 5 attempts", async () => {
    const database = openDatabase();
    const count: Aggregation = { alias: "count", op: "count", field: null, upTo: null };
    const take = (): Promise<number> =>
      attempts(database, async (transaction) => {
        const { values } = await database.aggregate(query("numbers"), [count], { transaction });
        await turn();
        await commit(
          database,
          [set(`numbers/${values.get("count")}`, {}, { precondition: { exists: false } })],
          transaction,
        );
      });
    await Promise.all(Array.from({ length: 20 }, take));
    expect(database.query(query("numbers")).documents).toHaveLength(20);
  });

  test("another attempt is as old as the first", async () => {
    const database = await seeded();
    const first = begin(database);
    const other = begin(database);
    await read(database, other, "c/d");
    // Older than the other, it need not wait for it.
    expect(await isSettled(commit(database, [set("c/d", { n: 2n })], begin(database, first)))).toBe(true);
    expect(await refusal(() => commit(database, [], other))).toBe(CONTENTION);
  });

  test("transfers in any interleaving lose nothing, never deadlock and see no half-done state", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(fc.record({ from: fc.nat({ max: 3 }), to: fc.nat({ max: 3 }), blind: fc.boolean() }), {
          minLength: 2,
          maxLength: 8,
        }),
        async (scheduler, transfers) => {
          const database = openDatabase();
          const accounts = [0, 1, 2, 3].map((i) => `accounts/${i}`);
          await commit(
            database,
            accounts.map((path) => set(path, { n: 100n })),
          );
          let done = 0;
          const step = (): Promise<void> => scheduler.schedule(Promise.resolve());
          const transfer = async ({ from, to, blind }: (typeof transfers)[number]): Promise<void> => {
            let previous: TransactionId | undefined;
            for (;;) {
              await step();
              const transaction: TransactionId = begin(database, previous);
              previous = transaction;
              try {
                const [source, target] = [accounts[from] ?? "", accounts[to] ?? ""];
                const [taken] = await read(database, transaction, source);
                await step();
                const [given] = await read(database, transaction, target);
                await step();
                const { documents } = await database.runQuery(query("accounts"), { transaction });
                const total = documents.reduce((sum, document) => sum + Number(document.fields.get("n")), 0);
                await step();
                const moved =
                  from === to || blind
                    ? []
                    : [set(source, { n: numberOf(taken) - 1n }), set(target, { n: numberOf(given) + 1n })];
                await commit(database, [...moved, set(`log/${from}${to}${done}`, {})], transaction);
                expect(total).toBe(400);
                done++;
                return;
              } catch (cause) {
                if (!(cause instanceof FirestoreError) || cause.code !== "ABORTED") throw cause;
                database.rollback(transaction);
              }
            }
          };
          const plain = async (i: number): Promise<void> => {
            await step();
            await commit(database, [
              set(`log/plain${i}`, {}),
              { op: "verify", path: accounts[i % 4] ?? "", precondition: { exists: true } },
            ]);
            done++;
          };
          const all = Promise.all([...transfers.map(transfer), plain(0), plain(1)]);
          await scheduler.waitFor(all);
          expect(done).toBe(transfers.length + 2);
          const moves = transfers.filter(({ from, to, blind }) => from !== to && !blind);
          for (const [i, path] of accounts.entries()) {
            const expected =
              100 + moves.filter(({ to }) => to === i).length - moves.filter(({ from }) => from === i).length;
            expect(database.get(path)?.fields.get("n")).toBe(BigInt(expected));
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test("two transactions that wait for each other's documents are told apart at once", async () => {
    const database = openDatabase();
    const seeds = [begin(database), begin(database)] as const;
    // Second attempts lock for writing as they read.
    const [one, two] = [begin(database, seeds[0]), begin(database, seeds[1])];
    await read(database, one, "c/a");
    await read(database, two, "c/b");
    const first = read(database, one, "c/b");
    expect(await isSettled(first)).toBe(false);
    expect(await refusal(() => read(database, two, "c/a"))).toBe(CONTENTION);
    expect(await first).toEqual([undefined]);
    await commit(database, [set("c/a", { n: 1n }), set("c/b", { n: 1n })], one);
    expect(database.query(query("c", { where: and(where("n", "==", 1n)) })).documents).toHaveLength(2);
  });
});
