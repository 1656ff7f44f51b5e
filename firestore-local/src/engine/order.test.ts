import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { compareValues, equalValues, identicalValues } from "./order.ts";
import { invertKey, valueKey } from "./store/keys.ts";
import { anyValue } from "./testing/arbitraries.ts";
import { GeoPoint, Reference, Timestamp } from "./value.ts";
import type { MapValue, Value } from "./value.ts";

// Thousands of cases take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function map(entries: Readonly<Record<string, Value>>): MapValue {
  return new Map(Object.entries(entries));
}

function ref(path: string): Reference {
  return new Reference(`projects/p/databases/(default)/documents/${path}`);
}

/** Ascending; values in one row are equal. */
const ASCENDING: readonly (readonly Value[])[] = [
  [null],
  [false],
  [true],
  [Number.NaN],
  [Number.NEGATIVE_INFINITY],
  [-Number.MAX_VALUE],
  [-(2n ** 63n), -(2 ** 63)],
  [-(2n ** 63n) + 1n],
  [-9007199254740993n],
  [-9007199254740992n, -9007199254740992],
  [-1n, -1],
  [-Number.MIN_VALUE],
  [0n, 0, -0],
  [Number.MIN_VALUE],
  [0.5],
  [1n, 1],
  [1.1],
  [2n, 2],
  [9007199254740992n, 9007199254740992],
  [9007199254740993n],
  [9007199254740994n, 9007199254740994],
  [2n ** 63n - 1n],
  [2 ** 63],
  [Number.MAX_VALUE],
  [Number.POSITIVE_INFINITY],
  [new Timestamp(-62135596800, 0)],
  [new Timestamp(-1, 999_999_000)],
  [new Timestamp(0, 0)],
  [new Timestamp(0, 1000)],
  [new Timestamp(253402300799, 999_999_000)],
  [""],
  ["\0"],
  ["\0a"],
  ["A"],
  ["a"],
  ["a\0"],
  ["a\0b"],
  ["a\u0001"],
  ["aa"],
  ["b"],
  ["é"],
  ["\uffff"],
  ["😀"],
  [new Uint8Array([])],
  [new Uint8Array([0])],
  [new Uint8Array([0, 0])],
  [new Uint8Array([0, 1])],
  [new Uint8Array([1])],
  [new Uint8Array([255])],
  [ref("c")],
  [ref("c/__id-5__")],
  [ref("c/__id7__")],
  [ref("c/__id12__")],
  [ref("c/A")],
  [ref("c/a")],
  [ref("c/a/b/x")],
  [ref("c/a-b")],
  [ref("c/ab")],
  [ref("ca/a")],
  [new GeoPoint(-90, 180)],
  [new GeoPoint(0, -1)],
  [new GeoPoint(0, 0), new GeoPoint(-0, -0)],
  [new GeoPoint(0, 1)],
  [new GeoPoint(90, -180)],
  [[]],
  [[null]],
  [
    [1n, "z"],
    [1, "z"],
  ],
  [[1n, "z", null]],
  [[2n]],
  [["a"]],
  [[map({})]],
  [map({ __type__: "__vector__", value: [] })],
  [map({ __type__: "__vector__", value: [9] })],
  [map({ __type__: "__vector__", value: [1, 2] })],
  [map({ __type__: "__vector__", value: [1, 3] })],
  [map({ __type__: "__vector__", value: [0, 0, 0] })],
  [map({})],
  [map({ a: 1n }), map({ a: 1 })],
  [map({ a: 1n, b: 0n }), map({ b: 0, a: 1 })],
  [map({ a: 2n })],
  [map({ a: "x" })],
  [map({ aa: null })],
  [map({ b: null })],
  [map({ "\uffff": null })],
  [map({ "😀": null })],
];

const PLACED = ASCENDING.flatMap((row, place) => row.map((value) => ({ value, place })));

describe("the order of values", () => {
  test("is Firestore's across all types, for values and for index keys in both directions", () => {
    for (const left of PLACED) {
      for (const right of PLACED) {
        const expected = Math.sign(left.place - right.place);
        const label = `${String(left.value)} ? ${String(right.value)} at ${left.place}, ${right.place}`;
        expect(Math.sign(compareValues(left.value, right.value)), label).toBe(expected);
        expect(compareKeys(valueKey(left.value), valueKey(right.value)), label).toBe(expected);
        expect(compareKeys(invertKey(valueKey(left.value)), invertKey(valueKey(right.value))), label).toBe(
          0 - expected,
        );
      }
    }
  });

  test("no key is the beginning of another, so that keys can follow one another", () => {
    const keys = new Set(PLACED.map(({ value }) => valueKey(value)));
    for (const key of keys)
      for (const other of keys) expect(key === other || !other.startsWith(key)).toBe(true);
  });

  test("keys agree with values inside random arrays and maps", () => {
    const tree = fc.letrec<{ value: Value }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        anyValue,
        fc.double(),
        fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
        fc.string({ unit: "binary", maxLength: 4 }),
        fc.uint8Array({ maxLength: 3 }),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(fc.string({ maxLength: 2 }), tie("value"), { maxKeys: 3 }).map(map),
      ),
    })).value;
    fc.assert(
      fc.property(tree, tree, (a, b) => {
        expect(compareKeys(valueKey(a), valueKey(b))).toBe(Math.sign(compareValues(a, b)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("equality", () => {
  test("of queries sees mathematical values; of stored fields also tells types and the sign of zero", () => {
    expect(equalValues(1n, 1)).toBe(true);
    expect(identicalValues(1n, 1)).toBe(false);
    expect(equalValues(0, -0)).toBe(true);
    expect(identicalValues(0, -0)).toBe(false);
    expect(identicalValues(Number.NaN, Number.NaN)).toBe(true);
    expect(identicalValues([map({ a: 1n })], [map({ a: 1n })])).toBe(true);
    expect(identicalValues([map({ a: 1n })], [map({ a: 1 })])).toBe(false);
    expect(identicalValues(map({ a: null }), map({ b: null }))).toBe(false);
    expect(identicalValues(new GeoPoint(0, 0), new GeoPoint(-0, 0))).toBe(false);
    expect(identicalValues(ref("c/a"), ref("c/a"))).toBe(true);
    expect(identicalValues([], null)).toBe(false);
  });
});

function compareKeys(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
