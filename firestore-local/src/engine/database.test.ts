import { describe, expect, test } from "vitest";
import type { Commit, Database } from "./api.ts";
import { createDatabase } from "./database.ts";
import { FirestoreError } from "./errors.ts";
import type { Aggregation } from "./query.ts";
import { DATABASE } from "./testing/arbitraries.ts";
import {
  ADMIN,
  and,
  commit,
  fields,
  openDatabase,
  order,
  query,
  refusal,
  remove,
  set,
  testClock,
  where,
} from "./testing/database.ts";
import { fromMicros, toMicros } from "./timestamps.ts";
import { Reference } from "./value.ts";
import type { Value } from "./value.ts";

function loaded(count: number): Database {
  const time = fromMicros(1_600_000_000_000_000);
  const documents = Array.from({ length: count }, (_, i) => ({
    path: `customers/${String((i * 7919) % count).padStart(6, "0")}`,
    fields: fields({
      status: i % 100 === 0 ? "overdue" : "active",
      balance: BigInt((i * 31) % 1000),
      tags: [`t${i % 50}`, "all"],
    }),
    createTime: time,
    updateTime: time,
  }));
  return createDatabase({ name: DATABASE, clock: testClock(), initial: { documents, version: 7, time } });
}

describe("what a query reads", () => {
  const database = loaded(20_000);
  const overdue = where("status", "==", "overdue");
  test.for([
    [
      "equality, order and limit",
      query("customers", { where: overdue, orderBy: [order("balance", "desc")], limit: 50 }),
      50,
    ],
    ["the first by name", query("customers", { limit: 10 }), 10],
    ["a range and a limit", query("customers", { where: where("balance", ">=", 500n), limit: 25 }), 25],
    ["an offset, which is read", query("customers", { where: overdue, offset: 20, limit: 5 }), 25],
    ["an array element", query("customers", { where: where("tags", "array-contains", "t3"), limit: 30 }), 30],
    [
      "an array element with an order",
      query("customers", {
        where: where("tags", "array-contains", "all"),
        orderBy: [order("balance")],
        limit: 30,
      }),
      30,
    ],
    [
      "a union, one document ahead in each part",
      query("customers", { where: where("balance", "in", [1n, 2n, 3n]), limit: 10 }),
      10 + 3,
    ],
    [
      "a page behind a cursor",
      query("customers", {
        where: overdue,
        orderBy: [order("balance")],
        start: { values: [500n], before: false },
        limit: 5,
      }),
      5,
    ],
    [
      "documents that are named",
      query("customers", {
        where: where(
          "__name__",
          "in",
          ["000001", "000002", "none"].map((id) => new Reference(`${DATABASE}/documents/customers/${id}`)),
        ),
      }),
      2,
    ],
    [
      "a group",
      query("customers", {
        where: overdue,
        orderBy: [order("balance", "desc")],
        limit: 50,
        allDescendants: true,
      }),
      50,
    ],
  ] as const)("is what it gives: %s", ([, each, most]) => {
    const { documents, scanned } = database.query(each);
    expect(scanned).toBeLessThanOrEqual(most);
    expect(documents.length).toBe(each.limit ?? 2);
  });

  test("a small collection is looked through instead", () => {
    const small = loaded(150);
    expect(small.query(query("customers", { where: overdue })).scanned).toBe(150);
  });
});

describe("starting from a state", () => {
  test("goes on from its version and time", async () => {
    const database = loaded(10);
    expect(database.version).toBe(7);
    expect(toMicros(database.readTime)).toBe(1_600_000_000_000_000);
    expect(database.get("customers/000003")).not.toBeNull();
    expect(database.query(query("customers")).documents).toHaveLength(10);
    const heard: Commit[] = [];
    database.onCommit((each) => heard.push(each));
    await commit(database, [set("customers/new", {})]);
    expect(heard.map(({ version }) => version)).toEqual([8]);
    expect(database.commitsSince(7)).toEqual(heard);
    expect(database.commitsSince(6)).toBeNull();
  });
});

describe("collections", () => {
  test("exist while a document is in them or below them", async () => {
    const database = openDatabase();
    await commit(database, [
      set("c/ghost/sub/x", {}),
      set("c/a", {}),
      set("c/b", {}),
      set("c/__id5__", {}),
      set("z/only/y/deep/x/er", {}),
    ]);
    expect(database.collectionIds("")).toEqual(["c", "z"]);
    expect(database.collectionIds("c/ghost")).toEqual(["sub"]);
    expect(database.collectionIds("c/a")).toEqual([]);
    const list = (showMissing: boolean, limit: number, after: string | null) =>
      database
        .listDocuments("", "c", { showMissing, limit, after })
        .map(({ path, document }) => (document === null ? `(${path})` : path));
    expect(list(false, 10, null)).toEqual(["c/__id5__", "c/a", "c/b"]);
    expect(list(true, 10, null)).toEqual(["c/__id5__", "c/a", "c/b", "(c/ghost)"]);
    expect(list(true, 2, "c/a")).toEqual(["c/b", "(c/ghost)"]);
    await commit(database, [remove("c/ghost/sub/x"), remove("z/only/y/deep/x/er")]);
    expect(database.collectionIds("")).toEqual(["c"]);
    expect(list(true, 10, null)).toEqual(["c/__id5__", "c/a", "c/b"]);
  });

  test("all documents come in the order of names, one state even while more are written", async () => {
    const database = openDatabase();
    await commit(
      database,
      ["c/b", "c/a/s/x", "b/z", "c/a", "c/a-b"].map((path) => set(path, {})),
    );
    const all = database.all();
    await commit(database, [set("a/new", {}), remove("c/b")]);
    expect([...all].map(({ path }) => path)).toEqual(["b/z", "c/a", "c/a/s/x", "c/a-b", "c/b"]);
  });

  test("are gone after clearing, as one commit that says so", async () => {
    const database = openDatabase();
    await commit(database, [set("c/a", { n: 1n }), set("c/a/s/x", {})]);
    expect(database.query(query("c", { orderBy: [order("n")] })).documents).toHaveLength(1);
    const heard: Commit[] = [];
    database.onCommit((each) => heard.push(each));
    await database.clear();
    await database.clear();
    expect(
      heard.map(({ version, cleared, changes }) => [
        version,
        cleared,
        changes.map(({ path, after }) => [path, after]),
      ]),
    ).toEqual([
      [
        2,
        true,
        [
          ["c/a", null],
          ["c/a/s/x", null],
        ],
      ],
    ]);
    expect(database.collectionIds("")).toEqual([]);
    expect(database.query(query("c", { orderBy: [order("n")] })).documents).toEqual([]);
    await commit(database, [set("c/b", { n: 1n })]);
    expect(database.query(query("c", { orderBy: [order("n")] })).documents).toHaveLength(1);
  });
});

describe("durability", () => {
  test("a commit resolves, and listeners hear of it, once the journal has it, in the order of versions", async () => {
    const pending: { version: number; done: () => void }[] = [];
    const database = openDatabase({
      journal: {
        append: ({ version }) => new Promise((resolve) => pending.push({ version, done: resolve })),
      },
    });
    const log: string[] = [];
    database.onCommit(({ version }) => log.push(`heard ${version}`));
    const commits = ["c/1", "c/2", "c/3"].map((path, i) =>
      commit(database, [set(path, {})]).then(() => log.push(`resolved ${i + 1}`)),
    );
    const nothing = commit(database, [remove("c/none")]).then(() => log.push("resolved nothing"));
    // All three are on their way together.
    expect(pending.map(({ version }) => version)).toEqual([1, 2, 3]);
    expect(database.get("c/3")).not.toBeNull();
    pending[2]?.done();
    pending[1]?.done();
    await new Promise((resolve) => setImmediate(resolve));
    expect(log).toEqual([]);
    pending[0]?.done();
    await Promise.all([...commits, nothing]);
    expect(log.filter((line) => line.startsWith("heard"))).toEqual(["heard 1", "heard 2", "heard 3"]);
    for (const version of [1, 2, 3])
      expect(log.indexOf(`heard ${version}`)).toBeLessThan(log.indexOf(`resolved ${version}`));
    expect(log.indexOf("heard 3")).toBeLessThan(log.indexOf("resolved nothing"));
  });

  test("once the journal has failed nothing more is promised", async () => {
    const database = openDatabase({
      journal: {
        append: ({ version }) => (version === 1 ? Promise.resolve() : Promise.reject(new Error("disk full"))),
      },
    });
    const heard: number[] = [];
    database.onCommit(({ version }) => heard.push(version));
    await commit(database, [set("c/1", {})]);
    expect(await refusal(() => commit(database, [set("c/2", {})]))).toBe(
      "UNAVAILABLE: The commit could not be made durable: disk full",
    );
    expect(await refusal(() => commit(database, [set("c/3", {})]))).toContain("UNAVAILABLE");
    expect(database.get("c/3")).toBeNull();
    expect(heard).toEqual([1]);
  });

  test("a listener can stop listening, and one that throws keeps nobody from hearing", async () => {
    const database = openDatabase();
    const heard: string[] = [];
    const warned = new Promise((resolve) => process.once("warning", resolve));
    const stop = database.onCommit(() => heard.push("stopped"));
    database.onCommit(() => {
      throw new Error("a listener's own fault");
    });
    database.onCommit(() => heard.push("kept"));
    stop();
    await commit(database, [set("c/1", {})]);
    await commit(database, [set("c/2", {})]);
    expect(heard).toEqual(["kept", "kept"]);
    expect(await warned).toMatchObject({ message: "a listener's own fault" });
  });
});

describe("the past", () => {
  test("is read as it was, for documents, missing ones and aggregations", async () => {
    const clock = testClock();
    const database = openDatabase({ clock });
    await commit(database, [set("c/a", { n: 1n })]);
    const then = database.readTime;
    clock.advance(1000);
    const between = fromMicros(clock.now() * 1000);
    clock.advance(1000);
    await commit(database, [set("c/a", { n: 5n }), set("c/b", { n: 7n })]);
    for (const readTime of [then, between]) {
      const { documents } = await database.getAll(["c/a", "c/b"], { readTime });
      expect(documents.map((document) => document?.fields.get("n"))).toEqual([1n, undefined]);
      const { values } = await database.aggregate(
        query("c"),
        [{ alias: "sum", op: "sum", field: ["n"], upTo: null }],
        { readTime },
      );
      expect(values.get("sum")).toBe(1n);
    }
    expect(
      (await database.getAll(["c/a"], { readTime: database.readTime })).documents[0]?.fields.get("n"),
    ).toBe(5n);
  });

  test.for([
    ["an hour", { milliseconds: 3_600_000 }, 3_600_001],
    ["so many changes", { changes: 2 }, 1],
    // Each state of the document is 52 bytes by the storage rules.
    ["so many bytes", { bytes: 110 }, 1],
  ] as const)("reaches back %s", async ([, history, pause]) => {
    const clock = testClock();
    const database = openDatabase({ clock, history });
    await commit(database, [set("c/a", { n: 0n })]);
    const first = database.readTime;
    const reader = database.begin({ readOnly: true });
    await commit(database, [set("c/a", { n: 1n })]);
    expect((await database.getAll(["c/a"], { readTime: first })).documents[0]?.fields.get("n")).toBe(0n);
    clock.advance(pause);
    for (let n = 2n; n < 5n; n++) await commit(database, [set("c/a", { n })]);
    expect(await refusal(() => database.getAll(["c/a"], { readTime: first }))).toBe(
      "FAILED_PRECONDITION: The requested 'read_time' is too old.",
    );
    expect(await refusal(() => database.begin({ readOnly: true, readTime: first }))).toContain(
      "FAILED_PRECONDITION",
    );
    if (pause < 60_000)
      expect(await refusal(() => database.getAll(["c/a"], { transaction: reader }))).toContain(
        "FAILED_PRECONDITION",
      );
    expect(database.commitsSince(1)).toBeNull();
    expect(database.commitsSince(4)?.map(({ version }) => version)).toEqual([5]);
    expect(database.commitsSince(5)).toEqual([]);
  });

  test("is not the future", async () => {
    const database = openDatabase();
    const readTime = fromMicros(1_800_000_000_000_000);
    const expected = "INVALID_ARGUMENT: The requested 'read_time' cannot be in the future.";
    expect(await refusal(() => database.getAll([], { readTime }))).toBe(expected);
    expect(await refusal(() => database.begin({ readOnly: true, readTime }))).toBe(expected);
  });
});

function count(upTo: bigint | null): Aggregation {
  return { alias: "count", op: "count", field: null, upTo };
}

describe("aggregations", () => {
  const MAX = 2n ** 63n - 1n;
  const ALL: readonly Aggregation[] = [
    { alias: "count", op: "count", field: null, upTo: null },
    { alias: "sum", op: "sum", field: ["v"], upTo: null },
    { alias: "avg", op: "avg", field: ["v"], upTo: null },
  ];
  test.for<[string, readonly (Value | undefined)[], Value, Value, Value]>([
    ["nothing", [], 0n, 0n, null],
    ["integers", [1n, 2n, 3n], 3n, 6n, 2],
    ["integers and doubles", [1n, 2n, 0.5], 3n, 3.5, 3.5 / 3],
    ["doubles that come to an integer", [1, 2], 2n, 3, 1.5],
    ["other types, which only count", [1n, "x", null, true, [1n]], 5n, 1n, 1],
    ["a missing field, which does not even count", [1n, undefined], 1n, 1n, 1],
    ["strings alone", ["x"], 1n, 0n, null],
    ["an overflow", [MAX, 1n], 2n, 2 ** 63, 2 ** 62],
    ["an overflow that comes back", [MAX, 1n, -1n], 3n, MAX, Number(MAX) / 3],
    ["an underflow", [-MAX - 1n, -1n], 2n, -(2 ** 63), -(2 ** 62)],
    ["NaN", [1n, Number.NaN], 2n, Number.NaN, Number.NaN],
    ["infinities", [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY], 2n, Number.NaN, Number.NaN],
    ["tenths", [0.1, 0.2], 2n, 0.30000000000000004, 0.15000000000000002],
    ["negative zero", [-0], 1n, 0, 0],
    [
      "an integer that no double holds",
      [9007199254740993n, 9007199254740993n],
      2n,
      18014398509481986n,
      9007199254740992,
    ],
  ])("of %s", async ([, values, total, sum, avg]) => {
    const database = openDatabase();
    await commit(
      database,
      values.map((value, i) => set(`c/${i}`, value === undefined ? {} : { v: value })),
    );
    const result = await database.aggregate(query("c"), ALL, {});
    expect([...result.values]).toEqual([
      ["count", total],
      ["sum", sum],
      ["avg", avg],
    ]);
  });

  test("see what filter, limit and offset leave, and count no further than asked", async () => {
    const database = loaded(1000);
    const bounded = await database.aggregate(query("customers"), [count(10n)], {});
    expect([bounded.values.get("count"), bounded.scanned]).toEqual([10n, 10]);
    const limited = await database.aggregate(
      query("customers", { where: where("status", "==", "active"), limit: 5, offset: 2 }),
      [count(null)],
      {},
    );
    expect([limited.values.get("count"), limited.scanned]).toEqual([5n, 7]);
  });

  test("are one to five", async () => {
    const six = Array.from({ length: 6 }, (_, i): Aggregation => ({
      alias: `a${i}`,
      op: "count",
      field: null,
      upTo: null,
    }));
    expect(await refusal(() => openDatabase().aggregate(query("c"), six, {}))).toBe(
      "INVALID_ARGUMENT: The maximum number of aggregations allowed in an aggregation query is 5. Received: 6",
    );
    expect(await refusal(() => openDatabase().aggregate(query("c"), [], {}))).toBe(
      "INVALID_ARGUMENT: Aggregations can not be empty.",
    );
  });
});

describe("queries that Firestore refuses", () => {
  const tooMany = Array.from({ length: 31 }, (_, i) => BigInt(i));
  test.for([
    [
      "in without values",
      { where: where("a", "in", []) },
      "INVALID_ARGUMENT: 'IN' requires an non-empty ArrayValue.",
    ],
    [
      "in with something else",
      { where: where("a", "in", 1n) },
      "INVALID_ARGUMENT: 'IN' requires an ArrayValue.",
    ],
    [
      "in with 31 values",
      { where: where("a", "in", tooMany) },
      "INVALID_ARGUMENT: 'IN' supports up to 30 comparison values.",
    ],
    [
      "not-in with 11 values",
      { where: where("a", "not-in", tooMany.slice(0, 11)) },
      "INVALID_ARGUMENT: 'NOT_IN' supports up to 10 comparison values.",
    ],
    [
      "36 disjunctions",
      { where: and(where("a", "in", tooMany.slice(0, 6)), where("b", "in", tooMany.slice(0, 6))) },
      "INVALID_ARGUMENT: Too many disjunctions after normalization. Result had 36 disjunctions which is more than the maximum of 30",
    ],
    [
      "30 disjunctions",
      { where: and(where("a", "in", tooMany.slice(0, 6)), where("b", "in", tooMany.slice(0, 5))) },
      "accepted",
    ],
    [
      "not-in with in",
      { where: and(where("a", "not-in", [1n]), where("b", "in", [1n])) },
      "INVALID_ARGUMENT: 'NOT_IN' cannot be used in the same query with 'IN', 'ARRAY_CONTAINS_ANY' or 'OR'.",
    ],
    [
      "two negations",
      { where: and(where("a", "!=", 1n), where("b", "is-not-null")) },
      "INVALID_ARGUMENT: Only a single 'NOT_EQUAL', 'NOT_IN', 'IS_NOT_NAN', or 'IS_NOT_NULL' filter allowed per query.",
    ],
    [
      "two array elements",
      { where: and(where("a", "array-contains", 1n), where("b", "array-contains", 1n)) },
      "FAILED_PRECONDITION: Only a single array-contains clause is allowed in a query",
    ],
    [
      "a name that is no reference",
      { where: where("__name__", "==", "x") },
      "INVALID_ARGUMENT: __key__ filter value must be a Key",
    ],
    [
      "a name that is a collection",
      { where: where("__name__", "<", new Reference(`${DATABASE}/documents/c`)) },
      'INVALID_ARGUMENT: Document parent name "projects/p/databases/(default)/documents/c" lacks "/" at index 42.',
    ],
    [
      "an array element of the name",
      { where: where("__name__", "array-contains", "x") },
      "INVALID_ARGUMENT: the name __key__ is reserved",
    ],
    [
      "one name with an inequality elsewhere",
      {
        where: and(where("a", "!=", 1n), where("__name__", "==", new Reference(`${DATABASE}/documents/c/d`))),
      },
      "INVALID_ARGUMENT: Equality on key is not allowed if there are other inequality fields and key does not appear in inequalities.",
    ],
    [
      "one order twice",
      { orderBy: [order("a"), order("a", "desc")] },
      "INVALID_ARGUMENT: order by clause cannot contain duplicate fields a",
    ],
    [
      "an order behind the name",
      { orderBy: [order("__name__"), order("a")] },
      "INVALID_ARGUMENT: order by clause cannot contain more fields after the key",
    ],
    [
      "names descending alone",
      { orderBy: [order("__name__", "desc")] },
      "FAILED_PRECONDITION: Firestore does not support descending key scans",
    ],
    [
      "a cursor longer than the orders",
      { orderBy: [order("a")], start: { values: [1n, 2n], before: true } },
      "INVALID_ARGUMENT: Cursor has too many values.",
    ],
    [
      "a cursor at a name that is no reference",
      { orderBy: [order("__name__")], start: { values: ["x"], before: true } },
      "INVALID_ARGUMENT: Cursor __key__ value is not a document reference.",
    ],
    [
      "a filter over every collection",
      { collection: null, where: where("a", "==", 1n) },
      "INVALID_ARGUMENT: kind is required for filter: a",
    ],
    [
      "an order over every collection",
      { collection: null, orderBy: [order("a")] },
      "INVALID_ARGUMENT: kind is required for all orders except __key__ ascending",
    ],
    ["a negative limit", { limit: -1 }, "INVALID_ARGUMENT: limit is negative"],
    [
      "a reserved collection",
      { collection: "__c__" },
      'INVALID_ARGUMENT: Resource id "__c__" is invalid because it is reserved.',
    ],
  ] as const)("%s", async ([, parts, expected]) => {
    const database = openDatabase();
    expect(await refusal(() => database.query(query("c", parts)))).toBe(expected);
    expect(
      await refusal(() =>
        database.aggregate(query("c", parts), [{ alias: "n", op: "count", field: null, upTo: null }], {}),
      ),
    ).toBe(expected);
  });
});

test("a projection gives only the fields it names", async () => {
  const database = openDatabase();
  await commit(database, [set("c/d", { a: 1n, m: fields({ x: 1n, y: 2n }), z: 3n })]);
  const select = (...paths: readonly (readonly string[])[]) =>
    database.query(query("c", { select: paths })).documents[0]?.fields;
  expect(select(["a"], ["m", "y"], ["none"])).toEqual(fields({ a: 1n, m: fields({ y: 2n }) }));
  expect(select()).toEqual(fields({}));
  expect(database.get("c/d")?.fields.size).toBe(3);
});

function refuse(): never {
  throw new FirestoreError("PERMISSION_DENIED", "no");
}

test("a guard that refuses leaves no trace in versions or times", async () => {
  const database = openDatabase();
  expect(await refusal(() => database.commit([set("c/d", {})], { caller: ADMIN, guard: refuse }))).toBe(
    "PERMISSION_DENIED: no",
  );
  expect([database.version, [...database.all()]]).toEqual([0, []]);
});
