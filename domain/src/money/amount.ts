import type { Brand } from "../ids/ids.ts";

/** Whole number of the currency's minor unit (24 §1.2): a line, a total, a payment, a balance. */
export type Amount = Brand<number, "Amount">;

/** Whole number of 1/10,000 of the currency's unit (24 §1.2): the price of one piece. Never mixes with Amount. */
export type UnitPrice = Brand<number, "UnitPrice">;

/** How many decimals the currency has. */
export type Decimals = 0 | 1 | 2 | 3 | 4;

// Large enough for any ISP, small enough that a sum of ten thousand of them is still exact.
const LARGEST = 900_000_000_000;

/** The amount, or undefined when the number is no whole number of minor units within ±900 thousand million. */
export function amount(minor: number): Amount | undefined {
  return Number.isSafeInteger(minor) && Math.abs(minor) <= LARGEST ? ((minor + 0) as Amount) : undefined;
}

/** The exact sum. */
export function addAmounts(...all: readonly Amount[]): Amount {
  return all.reduce((sum, one) => sum + one, 0) as Amount;
}

/** Rounds a quotient of whole numbers to the nearest whole number, halves away from zero (24 §1.2). */
export function divideRounded(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n !== denominator < 0n;
  const n = numerator < 0n ? -numerator : numerator;
  const d = denominator < 0n ? -denominator : denominator;
  const rounded = (2n * n + d) / (2n * d);
  return negative ? -rounded : rounded;
}

/** `quantity` pieces (given in thousandths of a piece) at a unit price, rounded once to the minor unit. */
export function multiply(price: UnitPrice, quantityInThousandths: number, decimals: Decimals): Amount {
  const exact = BigInt(price) * BigInt(quantityInThousandths) * 10n ** BigInt(decimals);
  return Number(divideRounded(exact, 10_000_000n)) as Amount;
}

/** Splits an amount by whole-number weights so that the parts sum to it exactly; largest remainders first. */
export function split(whole: Amount, weights: readonly number[]): readonly Amount[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total <= 0 || weights.some((weight) => weight < 0 || !Number.isSafeInteger(weight))) {
    throw new RangeError("Weights are whole numbers, none negative, not all zero");
  }
  const sign = whole < 0 ? -1 : 1;
  const size = BigInt(Math.abs(whole));
  const floors = weights.map((weight) => Number((size * BigInt(weight)) / BigInt(total)));
  const left = Math.abs(whole) - floors.reduce((sum, part) => sum + part, 0);
  const byRemainder = weights
    .map((weight, index) => ({ index, rest: (size * BigInt(weight)) % BigInt(total) }))
    .sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1));
  for (const { index } of byRemainder.slice(0, left)) floors[index] = (floors[index] ?? 0) + 1;
  return floors.map((part) => (part === 0 ? 0 : sign * part) as Amount);
}
