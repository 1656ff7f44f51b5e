import fc from "fast-check";
import { expect, test } from "vitest";
import type { Amount, UnitPrice } from "./amount.ts";
import { addAmounts, amount, divideRounded, multiply, split } from "./amount.ts";

test("three pieces at 12.3456 are 37.04 (24 §1.2)", () => {
  expect(multiply(123_456 as UnitPrice, 3000, 2)).toBe(3704);
});

test("half a cent goes away from zero, up and down (24 §1.2)", () => {
  expect(multiply(1250 as UnitPrice, 1000, 2)).toBe(13);
  expect(multiply(-1250 as UnitPrice, 1000, 2)).toBe(-13);
  expect(multiply(1249 as UnitPrice, 1000, 2)).toBe(12);
});

test("a currency without decimals rounds to its unit, one with four keeps them all", () => {
  expect(multiply(123_456 as UnitPrice, 1000, 0)).toBe(12);
  expect(multiply(123_456 as UnitPrice, 1000, 4)).toBe(123_456);
});

test.each([
  [7n, 2n, 4n],
  [-7n, 2n, -4n],
  [7n, -2n, -4n],
  [1n, 3n, 0n],
  [2n, 3n, 1n],
  [0n, 5n, 0n],
])("%s over %s rounds to %s", (numerator, denominator, rounded) =>
  expect(divideRounded(numerator, denominator)).toBe(rounded),
);

test("only whole numbers within bounds are amounts, and minus zero is zero", () => {
  expect([1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1e308, 900_000_000_001].map(amount)).toEqual(
    Array(6).fill(undefined),
  );
  expect(amount(-78290)).toBe(-78290);
  expect(Object.is(amount(-0), 0)).toBe(true);
});

test("parts always sum to the whole, and differ from their exact share by less than one", () => {
  const weights = fc
    .array(fc.nat(1000), { minLength: 1, maxLength: 12 })
    .filter((list) => list.some((one) => one > 0));
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), weights, (whole, list) => {
      const parts = split(whole as Amount, list);
      const total = list.reduce((sum, one) => sum + one, 0);
      return (
        addAmounts(...parts) === whole &&
        parts.every((part, index) => Math.abs(part - (whole * (list[index] ?? 0)) / total) < 1)
      );
    }),
  );
});

test("an amount cannot be split by nothing, or by a negative part", () => {
  expect(() => split(100 as Amount, [0, 0])).toThrow(RangeError);
  expect(() => split(100 as Amount, [2, -1])).toThrow(RangeError);
});
