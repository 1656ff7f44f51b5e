import fc from "fast-check";
import { expect, test } from "vitest";
import type { Amount } from "./amount.ts";
import type { MoneyFormat } from "./format.ts";
import { formatAmount, parseAmount } from "./format.ts";

const euro: MoneyFormat = {
  currency: "EUR",
  symbol: "€",
  position: "after-space",
  decimals: 2,
  decimalSeparator: ",",
  thousandsSeparator: ".",
};
const dollar: MoneyFormat = {
  currency: "USD",
  symbol: "$",
  position: "after-space",
  decimals: 2,
  decimalSeparator: ".",
  thousandsSeparator: "",
};
const yen: MoneyFormat = {
  ...dollar,
  currency: "JPY",
  symbol: "¥",
  position: "before",
  decimals: 0,
  thousandsSeparator: ",",
};

test("1234.5 in euro is 1.234,50 €, and before the figure €1.234,50 (16, example 14)", () => {
  expect(formatAmount(123_450 as Amount, euro)).toBe("1.234,50 €");
  expect(formatAmount(123_450 as Amount, { ...euro, position: "before" })).toBe("€1.234,50");
});

test("a balance of minus 782.90 dollars reads -782.90 $ (12, example 1)", () => {
  expect(formatAmount(-78_290 as Amount, dollar)).toBe("-782.90 $");
});

test.each([
  [0, "0.00 $"],
  [5, "0.05 $"],
  [-5, "-0.05 $"],
  [100, "1.00 $"],
  [900_000_000_000, "9000000000.00 $"],
])("%i cents read %s", (minor, text) => expect(formatAmount(minor as Amount, dollar)).toBe(text));

test("a currency without decimals has no separator, and a negative one keeps its sign in front", () => {
  expect(formatAmount(-1_234_567 as Amount, yen)).toBe("-¥1,234,567");
});

test("what is shown can be typed again", () => {
  const formats = [
    euro,
    dollar,
    yen,
    { ...euro, position: "before-space" as const, thousandsSeparator: "'" as const },
  ];
  fc.assert(
    fc.property(
      fc.integer({ min: -1e11, max: 1e11 }),
      fc.constantFrom(...formats),
      (minor, format) => parseAmount(formatAmount(minor as Amount, format), format) === minor,
    ),
  );
});

test.each(["", "abc", "1,2,3", "1.234", "--5", "1e5", "NaN", "12.345"])("%j is no dollar amount", (text) => {
  expect(parseAmount(text, dollar)).toBeUndefined();
});

test("a plain number is understood in any format", () => {
  expect(parseAmount("12.5", dollar)).toBe(1250);
  expect(parseAmount("12,5", euro)).toBe(1250);
  expect(parseAmount("-12", yen)).toBe(-12);
});
