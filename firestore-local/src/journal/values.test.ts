import fc from "fast-check";
import { expect, test } from "vitest";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { anyFields } from "./testing/arbitrary.ts";
import { NameReader, NameWriter, readFields, writeFields } from "./values.ts";

test("every document comes back exactly as it was written", () => {
  fc.assert(
    fc.property(fc.array(anyFields, { minLength: 1, maxLength: 4 }), (documents) => {
      const out = new ByteWriter(1);
      const names = new NameWriter();
      for (const fields of documents) writeFields(out, names, fields);
      const from = new ByteReader(out.written());
      const known = new NameReader();
      // toStrictEqual tells NaN, −0, bigint and the value classes apart; Buffer and Uint8Array too.
      for (const fields of documents) expect(readFields(from, known)).toStrictEqual(fields);
      expect(from.done).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("whole numbers keep their value at every size that the format stores", () => {
  const numbers = [0, 1, 127, 128, 16_383, 16_384, 2 ** 31, 2 ** 32, 2 ** 52 - 1];
  const out = new ByteWriter(1);
  for (const number of numbers) {
    out.varint(number);
    out.signed(number);
    out.signed(-number);
  }
  const from = new ByteReader(out.written());
  for (const number of numbers) {
    expect(from.varint()).toBe(number);
    expect(from.signed()).toBe(number);
    expect(from.signed() + number).toBe(0);
  }
});

test("a number that the format cannot store is refused instead of being stored wrongly", () => {
  const out = new ByteWriter();
  expect(() => out.varint(-1)).toThrow(RangeError);
  expect(() => out.varint(2 ** 53)).toThrow(RangeError);
  expect(() => out.varint(NaN)).toThrow(RangeError);
});

test("a record that ends too early is an error, not a shorter value", () => {
  const out = new ByteWriter();
  writeFields(
    out,
    new NameWriter(),
    new Map([
      ["name", "a longer text"],
      ["ä", "\ud800"],
    ]),
  );
  const whole = out.written();
  for (let length = 0; length < whole.length; length++) {
    expect(() => readFields(new ByteReader(whole.subarray(0, length)), new NameReader())).toThrow(RangeError);
  }
});

test("field names beyond the table's size are still written and read", () => {
  const fields = new Map(Array.from({ length: 20_000 }, (_, index) => [`field ${index}`, BigInt(index)]));
  const out = new ByteWriter();
  const names = new NameWriter();
  writeFields(out, names, fields);
  writeFields(out, names, fields);
  const from = new ByteReader(out.written());
  const known = new NameReader();
  expect(readFields(from, known)).toEqual(fields);
  expect(readFields(from, known)).toEqual(fields);
});
