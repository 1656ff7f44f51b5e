import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFieldPath } from "../../engine/path.ts";
import { GeoPoint, Reference, Timestamp, type Value } from "../../engine/value.ts";
import { decode, encode, messageType } from "../../wire/proto.ts";
import type { Message } from "../api.ts";
import { DATABASE, ROOT, int, text } from "../testing/rig.ts";
import { writeDocument } from "./document.ts";
import { int64Of } from "./message.ts";
import { documentName, parentName } from "./names.ts";
import { readAggregations, readQuery } from "./query.ts";
import { readTimestamp, readValue, writeValue } from "./value.ts";
import { readWrite, readWrites } from "./write.ts";

const scalar: fc.Arbitrary<Value> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.double(),
  fc.string({ unit: "binary" }),
  fc.uint8Array(),
  fc
    .tuple(fc.integer({ min: -62135596800, max: 253402300799 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([seconds, micros]) => new Timestamp(seconds, micros * 1000)),
  fc
    .tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
    .map(([latitude, longitude]) => new GeoPoint(latitude, longitude)),
  fc.constant(new Reference(`${ROOT}/c/x`)),
);
const { value } = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc
      .array(
        fc.tuple(
          fc.string().filter((key) => key !== "__proto__"),
          tie("value"),
        ),
        { maxLength: 3 },
      )
      .map((entries) => new Map(entries)),
  ),
}));

describe("values", () => {
  test("every value survives its way through the wire", () => {
    const type = messageType("Value");
    fc.assert(
      fc.property(value, (each) => {
        expect(plain(readValue(decode(type, encode(type, writeValue(each)))))).toEqual(plain(each));
      }),
    );
  });

  test("64-bit integers come as Long, text, number or bigint", () => {
    for (const form of [
      { low: -1, high: 2147483647, unsigned: false },
      "9223372036854775807",
      2n ** 63n - 1n,
    ]) {
      expect(int64Of(form, "n")).toBe(9223372036854775807n);
    }
    expect(int64Of({ low: -2, high: -1, unsigned: false }, "n")).toBe(-2n);
    expect(int64Of(-7, "n")).toBe(-7n);
    for (const form of ["9223372036854775808", "1.5", 1.5, "", {}, true]) {
      expect(() => int64Of(form, "n")).toThrow("not a 64-bit integer");
    }
  });

  test("a member of the oneof that only the prototype has is not set", () => {
    const message = Object.create({ stringValue: "", integerValue: 0 }) as Record<string, unknown>;
    message["booleanValue"] = false;
    expect(readValue(message)).toBe(false);
    expect(readValue({})).toBeNull();
  });

  test("timestamps are cut to microseconds and refused out of range", () => {
    expect(readTimestamp({ seconds: "5", nanos: 1999 })).toEqual(new Timestamp(5, 1000));
    expect(() => readTimestamp({ seconds: "253402300800" })).toThrow("out of range");
    expect(() => readTimestamp({ seconds: 1, nanos: 1_000_000_000 })).toThrow("out of range");
  });

  test("a value nested without end is refused and not followed", () => {
    let deep: Message = int(1);
    for (let level = 0; level < 100_000; level++) deep = { arrayValue: { values: [deep] } };
    expect(() => readValue(deep)).toThrow("invalid nested entity");
  });
});

describe("names", () => {
  test.each([
    [`${ROOT}/c`, `Document name "${ROOT}/c" lacks "/" at index 42.`],
    ["", 'Document name "" lacks "projects" at index 0.'],
    [`${DATABASE}/c/d`, `Document name "${DATABASE}/c/d" lacks "documents" at index 31.`],
    [`${ROOT}/c/.`, `Document name "${ROOT}/c/." contains a resource id "." at index 43.`],
    [`${ROOT}/c/__x__`, 'Resource id "__x__" is invalid because it is reserved.'],
    [`${ROOT}/__x__/a`, 'Collection id "__x__" is invalid because it is reserved.'],
    [`${ROOT}/c/a//s`, `Document name "${ROOT}/c/a//s" lacks a collection id at index 45.`],
    [`${ROOT}/c/`, `Document name "${ROOT}/c/" has invalid trailing "/".`],
  ])("%s says where it goes wrong", (name, message) => {
    expect(() => documentName(name)).toThrow(expect.objectContaining({ code: "INVALID_ARGUMENT", message }));
  });

  test("a document, its parent and the root are told apart", () => {
    expect(documentName(`${ROOT}/c/d/s/__id7__`)).toEqual({ database: DATABASE, path: "c/d/s/__id7__" });
    expect(parentName(ROOT)).toEqual({ database: DATABASE, path: "" });
    expect(() => parentName(`${ROOT}/c`)).toThrow("Document parent name");
  });
});

describe("writes", () => {
  test("an update keeps its mask, transforms and precondition", () => {
    const write = readWrite(DATABASE, {
      update: { name: `${ROOT}/c/x`, fields: { a: int(1) } },
      updateMask: { fieldPaths: ["a", "b.`c d`"] },
      updateTransforms: [
        { fieldPath: "t", setToServerValue: "REQUEST_TIME" },
        { fieldPath: "n", increment: int(2) },
        { fieldPath: "l", appendMissingElements: { values: [text("x")] } },
      ],
      currentDocument: { exists: false },
    });
    expect(write).toEqual({
      op: "set",
      path: "c/x",
      fields: new Map([["a", 1n]]),
      mask: [["a"], ["b", "c d"]],
      transforms: [
        { field: ["t"], op: "serverTimestamp" },
        { field: ["n"], op: "increment", operand: 2n },
        { field: ["l"], op: "arrayUnion", operand: ["x"] },
      ],
      precondition: { exists: false },
    });
  });

  test("the older transform changes nothing but its fields", () => {
    const write = readWrite(DATABASE, {
      transform: {
        document: `${ROOT}/c/x`,
        fieldTransforms: [{ fieldPath: "n", maximum: { doubleValue: 1.5 } }],
      },
    });
    expect(write).toMatchObject({ op: "set", mask: [], transforms: [{ op: "maximum", operand: 1.5 }] });
  });

  test.each([
    [{}, "Write has no operation."],
    [{ delete: "projects/q/databases/(default)/documents/c/x" }, "is not in database"],
    [{ verify: `${ROOT}/c/x` }, "a verify must contain a precondition"],
    [
      { transform: { document: `${ROOT}/c/x`, fieldTransforms: [{ fieldPath: "a" }] } },
      "Unknown transform type.",
    ],
    [
      { update: { name: `${ROOT}/c/x` }, updateTransforms: [{ fieldPath: "a", increment: text("1") }] },
      "must be a number",
    ],
  ])("%j is refused", (message, reason) => {
    expect(() => readWrite(DATABASE, message)).toThrow(reason);
  });

  test("a document is verified at most once and not also written", () => {
    const verify = { verify: `${ROOT}/c/x`, currentDocument: { exists: true } };
    const write = { delete: `${ROOT}/c/x` };
    expect(() => readWrites(DATABASE, [verify, verify])).toThrow("verified more than once");
    expect(() => readWrites(DATABASE, [verify, write])).toThrow("verified and then written");
    expect(() => readWrites(DATABASE, [write, verify])).toThrow("written and then verified");
    expect(readWrites(DATABASE, [write, write])).toHaveLength(2);
  });
});

describe("queries", () => {
  test.each([
    [2, "is-nan"],
    [3, "is-null"],
    [4, "is-not-nan"],
    [5, "is-not-null"],
  ] as const)("unary operator number %i is %s, as the protocol numbers them", (op, expected) => {
    const where = { unaryFilter: { field: { fieldPath: "a" }, op } };
    expect(readQuery("", { from: [{ collectionId: "c" }], where }).where).toMatchObject({ op: expected });
  });

  test("a whole query is read, enums by name or number", () => {
    const query = readQuery("c/x", {
      from: [{ collectionId: "s", allDescendants: true }],
      where: {
        compositeFilter: {
          op: 1,
          filters: [
            {
              fieldFilter: {
                field: { fieldPath: "a" },
                op: "IN",
                value: { arrayValue: { values: [int(1)] } },
              },
            },
            { unaryFilter: { field: { fieldPath: "b" }, op: 5 } },
          ],
        },
      },
      orderBy: [{ field: { fieldPath: "a" }, direction: "DESCENDING" }, { field: { fieldPath: "b" } }],
      startAt: { values: [int(3)], before: true },
      endAt: { values: [int(1)] },
      offset: 2,
      limit: { value: 5 },
      select: { fields: [{ fieldPath: "__name__" }] },
    });
    expect(query).toEqual({
      parent: "c/x",
      collection: "s",
      allDescendants: true,
      where: {
        kind: "and",
        filters: [
          { kind: "field", field: ["a"], op: "in", value: [1n] },
          { kind: "field", field: ["b"], op: "is-not-null", value: null },
        ],
      },
      orderBy: [
        { field: ["a"], direction: "desc" },
        { field: ["b"], direction: "asc" },
      ],
      start: { values: [3n], before: true },
      end: { values: [1n], before: false },
      offset: 2,
      limit: 5,
      select: [],
    });
  });

  test("an empty projection is of whole documents, and a limit of 0 is a limit", () => {
    expect(readQuery("", { select: { fields: [] } }).select).toBeNull();
    expect(readQuery("", { limit: { value: 0 } }).limit).toBe(0);
    expect(readQuery("", {}).limit).toBeNull();
  });

  test.each([
    [{ from: [{}, {}] }, "more than one collection selector"],
    [{ limit: { value: -1 } }, "limit is negative"],
    [{ offset: -1 }, "offset is negative"],
    [
      { where: { fieldFilter: { field: { fieldPath: "a" }, op: 0, value: {} } } },
      "Unknown FieldFilter operator.",
    ],
    [
      { where: { fieldFilter: { field: { fieldPath: "a" }, op: "IN", value: int(1) } } },
      "'IN' requires an ArrayValue.",
    ],
    [{ where: { compositeFilter: { filters: [] } } }, "Unsupported CompositeFilter operator."],
    [{ findNearest: {} }, "find_nearest"],
  ])("%j is refused", (message, reason) => {
    expect(() => readQuery("", message)).toThrow(reason);
  });

  test("unnamed aggregations get names, and bad ones are refused", () => {
    const aggregations = readAggregations({
      aggregations: [{ count: { upTo: { value: "3" } } }, { sum: { field: { fieldPath: "a.b" } } }],
    });
    expect(aggregations).toEqual([
      { alias: "field_1", op: "count", field: null, upTo: 3n },
      { alias: "field_2", op: "sum", field: ["a", "b"], upTo: null },
    ]);
    expect(() => readAggregations({ aggregations: [] })).toThrow("can not be empty");
    expect(() => readAggregations({ aggregations: [{}] })).toThrow("not set");
    expect(() =>
      readAggregations({
        aggregations: [
          { alias: "a", count: {} },
          { alias: "a", count: {} },
        ],
      }),
    ).toThrow("duplicate");
  });
});

test("a mask keeps parts of maps, and their names", () => {
  const document = {
    path: "c/x",
    fields: new Map<string, Value>([
      [
        "a",
        new Map<string, Value>([
          ["b", 1n],
          ["c", 2n],
        ]),
      ],
      ["d", 3n],
    ]),
    createTime: new Timestamp(1, 0),
    updateTime: new Timestamp(2, 0),
  };
  expect(writeDocument(DATABASE, document, [["a", "c"], ["no"]])["fields"]).toEqual({
    a: { mapValue: { fields: { c: int(2) } } },
  });
  expect(formatFieldPath(["b", "c d"])).toBe("b.`c d`");
});

/** Byte arrays in a form that can be compared, whatever their class. */
function plain(of: Value): unknown {
  if (of instanceof Map) return new Map([...of].map(([key, item]) => [key, plain(item as Value)]));
  if (Array.isArray(of)) return of.map((item: Value) => plain(item));
  if (of instanceof Uint8Array) return { bytes: [...of] };
  return of;
}
