import { describe, expect, test, vi } from "vitest";
import type { Transform } from "../api.ts";
import { commit, fields, openDatabase, refusal, set, transform } from "../testing/database.ts";
import { GeoPoint, Reference, Timestamp } from "../value.ts";
import type { MapValue, Value } from "../value.ts";
import { documentSize } from "./size.ts";

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function maps(levels: number): MapValue {
  let value = fields({});
  for (let i = 1; i < levels; i++) value = fields({ m: value });
  return value;
}

function listsOfMaps(levels: number): readonly Value[] {
  // Each list and the map in it are two levels.
  let value: readonly Value[] = [fields({})];
  for (let i = 2; i < levels; i += 2) value = [fields({ l: value })];
  return value;
}

function numbers(count: number): readonly bigint[] {
  return Array.from({ length: count }, (_, i) => BigInt(i));
}

function increments(count: number): readonly Transform[] {
  return numbers(count).map((n) => ({ field: [`f${n}`], op: "increment", operand: 1n }));
}

const LONGEST = 1_048_487;

describe("fields that no document may hold", () => {
  test.for<[string, Readonly<Record<string, Value>>, string]>([
    ["a name of 1,500 bytes", { ["n".repeat(1500)]: 1n }, "accepted"],
    ["a name of 1,501 bytes", { ["n".repeat(1501)]: 1n }, "The property.name is longer than 1500 bytes."],
    [
      "a name of 501 three-byte characters",
      { ["€".repeat(501)]: 1n },
      "The property.name is longer than 1500 bytes.",
    ],
    ["an empty name", { "": 1n }, "The property.name is the empty string."],
    ["a reserved name", { __x__: 1n }, "field name __x__ is reserved"],
    ["a reserved nested name", { m: fields({ __x__: 1n }) }, "field name '__x__' is reserved."],
    ["a name with underscores on one side", { __x: 1n }, "accepted"],
    ["a nested name of 1,500 bytes with its path", { m: fields({ ["k".repeat(1498)]: 1n }) }, "accepted"],
    [
      "a nested name of 1,501 bytes with its path",
      { m: fields({ ["k".repeat(1499)]: 1n }) },
      "Property m contains an invalid nested entity.",
    ],
    ["a string of the longest length", { s: "x".repeat(LONGEST) }, "accepted"],
    [
      "a longer string",
      { s: "x".repeat(LONGEST + 1) },
      `The value of property "s" is longer than ${LONGEST} bytes.`,
    ],
    [
      "longer bytes",
      { b: new Uint8Array(LONGEST + 1) },
      `The value of property "b" is longer than ${LONGEST} bytes.`,
    ],
    [
      "a longer string in an array",
      { a: ["x".repeat(LONGEST + 1)] },
      `The value of property "array" is longer than ${LONGEST} bytes.`,
    ],
    [
      "a longer string in a map",
      { m: fields({ s: "x".repeat(LONGEST + 1) }) },
      "Property m contains an invalid nested entity.",
    ],
    ["an array in an array", { a: [[1n]] }, "Nested arrays are not allowed"],
    ["an array in a map in an array", { a: [fields({ b: [1n] })] }, "accepted"],
    ["20 levels of maps", { m: maps(20) }, "accepted"],
    ["21 levels of maps", { m: maps(21) }, "Property m contains an invalid nested entity."],
    ["20 levels of arrays and maps", { a: listsOfMaps(20) }, "accepted"],
    [
      "22 levels of arrays and maps",
      { a: listsOfMaps(22) },
      "Property array contains an invalid nested entity.",
    ],
    ["a vector", { v: fields({ __type__: "__vector__", value: [1, 2] }) }, "accepted"],
    [
      "a vector of integers",
      { v: fields({ __type__: "__vector__", value: [1n] }) },
      "Vector must only contain values of type 'double'",
    ],
    [
      "a vector of nothing",
      { v: fields({ __type__: "__vector__", value: [] }) },
      "Cannot have a zero length vector.",
    ],
    [
      "an unknown special value",
      { v: fields({ __type__: "__other__" }) },
      "Property v contains an invalid nested entity.",
    ],
  ])("%s", async ([, entries, expected]) => {
    const database = openDatabase();
    const outcome = await refusal(() => commit(database, [set("c/d", entries)]));
    expect(outcome).toBe(expected === "accepted" ? expected : `INVALID_ARGUMENT: ${expected}`);
  });

  test("are found in what a mask or a transform would leave, too", async () => {
    const database = openDatabase();
    await commit(database, [set("c/d", { m: maps(19), s: "x".repeat(600_000) })]);
    const deep = Array.from({ length: 22 }, () => "m");
    expect(await refusal(() => commit(database, [set("c/d", { m: maps(1) }, { mask: [deep] })]))).toBe(
      "accepted",
    );
    expect(
      await refusal(() => commit(database, [transform("c/d", { field: deep, op: "serverTimestamp" })])),
    ).toBe("INVALID_ARGUMENT: Property m contains an invalid nested entity.");
    expect(
      await refusal(() => commit(database, [set("c/d", { t: "x".repeat(600_000) }, { mask: [["t"]] })])),
    ).toContain("exceeds the maximum allowed size");
    expect(
      await refusal(() =>
        commit(database, [transform("c/d", { field: ["a"], op: "arrayUnion", operand: [[1n]] })]),
      ),
    ).toBe("INVALID_ARGUMENT: Nested arrays are not allowed");
  });
});

describe("sizes and counts", () => {
  test("a document's size follows Firestore's published example and rules", () => {
    // The documentation's example: users/jeff/tasks/my_task_id is 147 bytes.
    const task = fields({
      type: "Personal",
      done: false,
      priority: 1n,
      description: "Learn Cloud Firestore",
    });
    expect(documentSize("users/jeff/tasks/my_task_id", task)).toBe(147);
    const rest = fields({
      a: null,
      b: new GeoPoint(1, 2),
      c: new Timestamp(0, 0),
      d: new Uint8Array(5),
      e: [1n, "é"],
      f: new Reference("projects/p/databases/(default)/documents/c/d"),
    });
    expect(documentSize("c/d", rest)).toBe(20 + 32 + 6 * 2 + 1 + 16 + 8 + 5 + (8 + 3) + 20);
  });

  test("a document over 1 MiB is refused with its size, one just below is not", async () => {
    const database = openDatabase();
    const room = 1_048_576 - documentSize("c/d", fields({ a: "", b: "" }));
    const half = Math.floor(room / 2);
    expect(
      await refusal(() =>
        commit(database, [set("c/d", { a: "x".repeat(half), b: "x".repeat(room - half) })]),
      ),
    ).toBe("accepted");
    expect(
      await refusal(() =>
        commit(database, [set("c/d", { a: "x".repeat(half), b: "x".repeat(room - half + 1) })]),
      ),
    ).toBe(
      "INVALID_ARGUMENT: Document 'projects/p/databases/(default)/documents/c/d' cannot be written because its size (1,048,577 bytes) exceeds the maximum allowed size of 1,048,576 bytes.",
    );
  });

  test("500 transforms of a document in a commit are the most", async () => {
    const database = openDatabase();
    expect(
      await refusal(() =>
        commit(database, [transform("c/d", ...increments(500)), transform("c/e", ...increments(500))]),
      ),
    ).toBe("accepted");
    expect(
      await refusal(() =>
        commit(database, [transform("c/d", ...increments(300)), transform("c/d", ...increments(201))]),
      ),
    ).toContain("INVALID_ARGUMENT");
  });

  test("10 MiB are the most in a request", async () => {
    const database = openDatabase();
    const writes = Array.from({ length: 11 }, (_, i) => set(`c/d${i}`, { s: "x".repeat(1_000_000) }));
    expect(await refusal(() => commit(database, writes.slice(0, 10)))).toBe("accepted");
    expect(await refusal(() => commit(database, writes))).toBe(
      "INVALID_ARGUMENT: Request payload size exceeds the limit: 10485760 bytes.",
    );
  });

  test("40,000 index entries are the most: two a field, two more for each distinct element", async () => {
    const database = openDatabase();
    expect(await refusal(() => commit(database, [set("c/d", { a: numbers(19_999) })]))).toBe("accepted");
    expect(
      await refusal(() => commit(database, [set("c/d", { a: [...numbers(19_999), ...numbers(5000)] })])),
    ).toBe("accepted");
    expect(await refusal(() => commit(database, [set("c/d", { a: numbers(20_000) })]))).toBe(
      "INVALID_ARGUMENT: too many index entries for entity /c/d",
    );
    const wide = fields(Object.fromEntries(numbers(20_000).map((n) => [`f${n}`, true])));
    expect(await refusal(() => commit(database, [set("c/d", { m: wide })]))).toBe(
      "INVALID_ARGUMENT: too many index entries for entity /c/d",
    );
  });

  test("a field that is exempt from indexing does not count", async () => {
    const database = openDatabase({
      indexes: { fieldOverrides: [{ collectionGroup: "c", fieldPath: "a", indexes: [] }] },
    });
    const many = numbers(30_000);
    expect(await refusal(() => commit(database, [set("c/d", { a: many })]))).toBe("accepted");
    expect(await refusal(() => commit(database, [set("other/d", { a: many })]))).toContain(
      "too many index entries",
    );
  });
});
