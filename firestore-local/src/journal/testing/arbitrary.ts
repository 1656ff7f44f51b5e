import fc from "fast-check";
import { GeoPoint, Reference, Timestamp } from "../../engine/value.ts";
import type { Value } from "../../engine/value.ts";

const text = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  // Lone halves of a surrogate pair, alone and beside other text.
  fc
    .array(fc.constantFrom("\ud800", "\udfff", "a", "é", "😀", "\u0000"), { maxLength: 6 })
    .map((parts) => parts.join("")),
);
const time = fc
  .tuple(fc.integer({ min: -62_135_596_800, max: 253_402_300_799 }), fc.integer({ min: 0, max: 999_999_999 }))
  .map(([s, n]) => new Timestamp(s, n));

/** Any value that Firestore can hold, nested, with the edge cases of every type. */
export const anyValue: fc.Arbitrary<Value> = fc.letrec<{ value: Value }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.constantFrom(
      2n ** 52n,
      -(2n ** 52n),
      2n ** 52n - 1n,
      2n ** 53n,
      -(2n ** 63n),
      2n ** 63n - 1n,
      0n,
      -1n,
    ),
    fc.double(),
    fc.constantFrom(NaN, -0, 0, Infinity, -Infinity, Number.MIN_VALUE, Number.MAX_VALUE),
    text,
    fc.uint8Array({ maxLength: 40 }),
    time,
    fc
      .tuple(fc.double({ min: -90, max: 90, noNaN: true }), fc.double({ min: -180, max: 180, noNaN: true }))
      .map(([a, b]) => new GeoPoint(a, b)),
    text.map((id) => new Reference(`projects/p/databases/(default)/documents/c/${id}`)),
    fc.array(tie("value"), { maxLength: 5 }),
    fc.array(fc.tuple(text, tie("value")), { maxLength: 5 }).map((entries): Value => new Map(entries)),
  ),
})).value;

export const anyFields: fc.Arbitrary<ReadonlyMap<string, Value>> = fc
  .array(fc.tuple(text, anyValue), { maxLength: 8 })
  .map((entries) => new Map(entries));
