import { describe, expect, test } from "vitest";
import type { Commit, Precondition } from "../api.ts";
import { FirestoreError } from "../errors.ts";
import {
  ADMIN,
  commit,
  fields,
  openDatabase,
  refusal,
  remove,
  set,
  testClock,
  transform,
} from "../testing/database.ts";
import { toMicros } from "../timestamps.ts";
import { Timestamp } from "../value.ts";
import type { Value } from "../value.ts";

const NAME = "projects/p/databases/(default)/documents/c/d";

describe("preconditions", () => {
  const EARLY = new Timestamp(1, 0);
  test.for([
    {
      stored: false,
      write: "set",
      precondition: { exists: true },
      expected: `NOT_FOUND: No document to update: ${NAME}`,
    },
    {
      stored: true,
      write: "set",
      precondition: { exists: false },
      expected: `ALREADY_EXISTS: Document already exists: ${NAME}`,
    },
    { stored: true, write: "set", precondition: { exists: true }, expected: "accepted" },
    { stored: false, write: "set", precondition: { exists: false }, expected: "accepted" },
    {
      stored: false,
      write: "delete",
      precondition: { exists: true },
      expected: `NOT_FOUND: No document to update: ${NAME}`,
    },
    { stored: false, write: "delete", precondition: {}, expected: "accepted" },
    {
      stored: true,
      write: "set",
      precondition: { updateTime: EARLY },
      expected:
        "FAILED_PRECONDITION: the stored version (1700000000000001) does not match the required base version (1000000)",
    },
    {
      stored: false,
      write: "verify",
      precondition: { updateTime: EARLY },
      expected:
        "FAILED_PRECONDITION: the stored version (0) does not match the required base version (1000000)",
    },
    {
      stored: true,
      write: "verify",
      precondition: { exists: false },
      expected: `ALREADY_EXISTS: Document already exists: ${NAME}`,
    },
    {
      stored: true,
      write: "delete",
      precondition: { updateTime: new Timestamp(1_700_000_000, 1000) },
      expected: "accepted",
    },
  ] satisfies readonly {
    stored: boolean;
    write: "set" | "delete" | "verify";
    precondition: Precondition;
    expected: string;
  }[])(
    "$write with $precondition, document stored: $stored",
    async ({ stored, write, precondition, expected }) => {
      const database = openDatabase();
      if (stored) await commit(database, [set("c/d", { a: 1n })]);
      const attempt =
        write === "set" ? set("c/d", { a: 2n }, { precondition }) : { op: write, path: "c/d", precondition };
      expect(await refusal(() => commit(database, [set("c/other", {}), attempt]))).toBe(expected);
      // All or nothing: the write before the refused one is not there either.
      expect(database.get("c/other") !== null).toBe(expected === "accepted");
    },
  );

  test("see the writes before them in the same commit", async () => {
    const database = openDatabase();
    await commit(database, [
      set("c/d", { a: 1n }, { precondition: { exists: false } }),
      set("c/d", { a: 2n }, { precondition: { exists: true } }),
    ]);
    expect(database.get("c/d")?.fields).toEqual(fields({ a: 2n }));
  });
});

describe("masks", () => {
  test("write what they name, delete what the fields lack, and leave the rest", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { a: 1n, b: 2n, c: fields({ x: 1n, y: 2n }), s: "text" })]);
    const before = database.get("c/d");
    await commit(database, [
      set(
        "c/d",
        { a: 10n, c: fields({ x: 5n }), e: 9n, s: fields({ deep: fields({ er: true }) }) },
        { mask: [["a"], ["c", "x"], ["b"], ["none", "at all"], ["s", "deep", "er"]] },
      ),
    ]);
    expect(database.get("c/d")?.fields).toEqual(
      fields({ a: 10n, c: fields({ x: 5n, y: 2n }), s: fields({ deep: fields({ er: true }) }) }),
    );
    expect(before?.fields).toEqual(fields({ a: 1n, b: 2n, c: fields({ x: 1n, y: 2n }), s: "text" }));
  });

  test("make a document that was not there", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { a: 1n, b: 2n }, { mask: [["b"]] }), set("c/e", {}, { mask: [] })]);
    expect(database.get("c/d")?.fields).toEqual(fields({ b: 2n }));
    expect(database.get("c/e")?.fields).toEqual(fields({}));
  });
});

describe("transforms", () => {
  const MAX = 2n ** 63n - 1n;
  test.for<[string, Value | undefined, Parameters<typeof transform>[1], Value, Value]>([
    ["increment starts from nothing", undefined, { field: ["n"], op: "increment", operand: 2n }, 2n, 2n],
    ["increment replaces what is no number", "x", { field: ["n"], op: "increment", operand: 2n }, 2n, 2n],
    ["increment of integers stays one", 40n, { field: ["n"], op: "increment", operand: 2n }, 42n, 42n],
    ["increment with a double is a double", 1n, { field: ["n"], op: "increment", operand: 0.5 }, 1.5, 1.5],
    [
      "increment of a double by an integer is a double",
      1,
      { field: ["n"], op: "increment", operand: 1n },
      2,
      2,
    ],
    [
      "increment stops at the largest integer",
      MAX - 1n,
      { field: ["n"], op: "increment", operand: 5n },
      MAX,
      MAX,
    ],
    [
      "increment stops at the smallest integer",
      -MAX,
      { field: ["n"], op: "increment", operand: -5n },
      -MAX - 1n,
      -MAX - 1n,
    ],
    ["minimum takes the smaller", 3n, { field: ["n"], op: "minimum", operand: 2.5 }, 2.5, 2.5],
    ["minimum keeps the stored of equals", 3n, { field: ["n"], op: "minimum", operand: 3 }, 3n, 3n],
    ["minimum keeps the stored zero", 0n, { field: ["n"], op: "minimum", operand: -0 }, 0n, 0n],
    [
      "minimum with NaN is NaN",
      3n,
      { field: ["n"], op: "minimum", operand: Number.NaN },
      Number.NaN,
      Number.NaN,
    ],
    ["maximum takes the larger", 3n, { field: ["n"], op: "maximum", operand: 4n }, 4n, 4n],
    ["maximum replaces what is no number", true, { field: ["n"], op: "maximum", operand: 4n }, 4n, 4n],
    [
      "arrayUnion adds what is missing, once",
      [1n, "a"],
      { field: ["n"], op: "arrayUnion", operand: [1, "b", "b"] },
      [1n, "a", "b"],
      null,
    ],
    [
      "arrayUnion replaces what is no array",
      7n,
      { field: ["n"], op: "arrayUnion", operand: ["b"] },
      ["b"],
      null,
    ],
    [
      "arrayRemove removes every equal",
      [1n, "a", 1, null],
      { field: ["n"], op: "arrayRemove", operand: [1n, null] },
      ["a"],
      null,
    ],
    [
      "arrayRemove of nothing leaves an empty array",
      undefined,
      { field: ["n"], op: "arrayRemove", operand: [1n] },
      [],
      null,
    ],
  ])("%s", async ([, base, step, stored, result]) => {
    const database = openDatabase();
    if (base !== undefined) await commit(database, [set("c/d", { n: base })]);
    const { results } = await commit(database, [transform("c/d", step)]);
    expect(database.get("c/d")?.fields.get("n")).toEqual(stored);
    expect(results[0]?.transformResults).toEqual([result]);
  });

  test("run in order on what the write and the transforms before them left", async () => {
    const database = openDatabase();
    const { results } = await commit(database, [
      set(
        "c/d",
        { n: 1n },
        {
          transforms: [
            { field: ["n"], op: "increment", operand: 1n },
            { field: ["n"], op: "increment", operand: 0.5 },
            { field: ["m", "list"], op: "arrayUnion", operand: [1n] },
          ],
        },
      ),
      transform("c/d", { field: ["n"], op: "maximum", operand: 10n }),
    ]);
    expect(database.get("c/d")?.fields).toEqual(fields({ n: 10n, m: fields({ list: [1n] }) }));
    expect(results.map((each) => each.transformResults)).toEqual([[2n, 2.5, null], [10n]]);
  });

  test("a server timestamp is the same whole millisecond throughout a commit, and what the guard is told", async () => {
    const database = openDatabase();
    let told: Timestamp | null = null;
    await commit(database, [set("c/x", {})]);
    await database.commit(
      ["c/d", "c/e"].map((path) => transform(path, { field: ["at"], op: "serverTimestamp" })),
      { caller: ADMIN, guard: (plan) => (told = plan.time) },
    );
    expect(database.get("c/d")?.fields.get("at")).toEqual(new Timestamp(1_700_000_000, 0));
    expect(database.get("c/e")?.fields.get("at")).toEqual(told);
  });
});

describe("versions and times", () => {
  test("commit times rise by whole microseconds while the clock stands still or goes back", async () => {
    const clock = testClock();
    const database = openDatabase({ clock });
    const times = [];
    for (const step of [0, 0, -5000, 3]) {
      clock.advance(step);
      times.push(toMicros((await commit(database, [set("c/d", { n: BigInt(times.length) })])).time));
    }
    expect(times).toEqual([1, 2, 3, 4].map((n) => 1_700_000_000_000_000 + n));
    clock.advance(10_000);
    expect(toMicros((await commit(database, [set("c/d", {})])).time)).toBe(1_700_000_005_003_000);
  });

  test("a write that changes nothing keeps the update time and is no change", async () => {
    const database = openDatabase();
    const heard: Commit[] = [];
    database.onCommit((each) => heard.push(each));
    const first = await commit(database, [set("c/d", { a: 1n, m: fields({ x: [0] }) })]);
    const again = await commit(database, [set("c/d", { m: fields({ x: [0] }), a: 1n }), remove("c/missing")]);
    expect(again.results).toEqual([
      { updateTime: first.time, transformResults: [] },
      { updateTime: null, transformResults: [] },
    ]);
    expect(database.get("c/d")?.updateTime).toEqual(first.time);
    expect(database.version).toBe(1);
    await commit(database, [set("c/d", { a: 1, m: fields({ x: [0] }) })]);
    await commit(database, [set("c/d", { a: 1, m: fields({ x: [-0] }) })]);
    expect(heard.map((each) => each.version)).toEqual([1, 2, 3]);
  });

  test("several writes to a document are one change from the first state to the last", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { a: 1n })]);
    const heard: Commit[] = [];
    database.onCommit((each) => heard.push(each));
    await commit(database, [
      set("c/d", { a: 2n }, { mask: [["a"]] }),
      set("c/d", { b: 3n }, { mask: [["b"]] }),
      set("c/e", {}),
      remove("c/e"),
    ]);
    expect(
      heard[0]?.changes.map(({ path, before, after, mask }) => ({
        path,
        before: before?.fields,
        after: after?.fields,
        mask,
      })),
    ).toEqual([
      { path: "c/d", before: fields({ a: 1n }), after: fields({ a: 2n, b: 3n }), mask: [["a"], ["b"]] },
    ]);
    await commit(database, [set("c/d", { a: 9n }), set("c/d", { a: 2n, b: 3n })]);
    expect(heard).toHaveLength(1);
  });

  test("a document deleted and made again in one commit is a new one", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { a: 1n })]);
    const { time } = await commit(database, [remove("c/d"), set("c/d", { a: 1n })]);
    expect(database.get("c/d")).toMatchObject({ createTime: time, updateTime: time });
  });
});

describe("an update after a delete in one commit", () => {
  test("is a mistake of the caller, while a plain set makes the document anew", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { a: 1n })]);
    const update = { ...set("c/d", { a: 2n }), precondition: { exists: true } };
    expect(await refusal(() => commit(database, [remove("c/d"), update]))).toMatch(/^INVALID_ARGUMENT: /);
    expect(database.get("c/d")?.fields).toEqual(fields({ a: 1n }));
    await commit(database, [remove("c/d"), set("c/d", { a: 3n })]);
    expect(database.get("c/d")?.fields).toEqual(fields({ a: 3n }));
  });
});

describe("the guard", () => {
  test("sees each write's effect and the state after the whole commit, and refuses all of it", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { a: 1n })]);
    const seen: unknown[] = [];
    const attempt = database.commit([set("c/d", { a: 2n }), remove("c/d"), set("c/e", { b: 1n })], {
      caller: ADMIN,
      guard: (plan) => {
        for (const { before, after } of plan.steps)
          seen.push([before?.fields.get("a"), after?.fields.get("a")]);
        seen.push(plan.after("c/d"), plan.after("c/e")?.fields.get("b"), plan.after("c/none"));
        throw new FirestoreError("PERMISSION_DENIED", "no");
      },
    });
    expect(await refusal(() => attempt)).toBe("PERMISSION_DENIED: no");
    expect(seen).toEqual([[1n, 2n], [1n, undefined], [undefined, undefined], null, 1n, null]);
    expect(database.get("c/d")?.fields).toEqual(fields({ a: 1n }));
    expect(database.version).toBe(1);
  });
});
