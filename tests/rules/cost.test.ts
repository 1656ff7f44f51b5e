import { expect, test } from "vitest";
import { CASES } from "./cases/all.ts";
import { SAMPLES } from "./cases/shapes.ts";
import type { Case } from "./attempt.ts";
import { judgeOf } from "./judge.ts";
import { editing } from "./tellings.ts";
import { RULES } from "./wire.ts";

const judge = judgeOf(RULES);
const decide = (one: Case) => {
  if (judge === undefined) throw new Error("The rules do not compile");
  return judge(one);
};

// Production stops at 1,000 expressions and 10 access calls; we stay at half and at three for a document.
test("no write costs more than 500 expressions, not even one of every field at once", () => {
  const everything = Object.fromEntries(
    Object.entries(SAMPLES).map(([field, { good }]) => [field, good.at(-1) ?? null]),
  );
  const worst: Case = {
    name: "every field at once",
    who: "boss",
    allowed: true,
    attempt: editing("c1", "boss", {
      ...everything,
      geo: { lat: 1, lng: 2 },
      attr_contract: "K-2",
      name: "Zoë",
      nameFolded: "zoe",
    }),
  };
  expect(decide(worst).allowed).toBe(true);
  const costs = [worst, ...CASES].map((one) => ({ name: one.name, cost: decide(one).expressions }));
  expect(costs.filter(({ cost }) => cost > 500)).toEqual([]);
});

test("a told change looks at no more than its session, its customer, its settings and the two halves of itself", () => {
  const writes = CASES.filter(({ attempt, allowed }) => allowed && attempt.op === "write");
  const most = Math.max(...writes.map((one) => decide(one).accessed.length));
  // The record's rule makes three of these calls, its entry's rule one.
  expect(most).toBeLessThanOrEqual(4);
});

test("a read looks at the session and at nothing else; only who sees just his own customers costs one more", () => {
  const reads = CASES.filter(({ attempt, allowed }) => allowed && attempt.op !== "write");
  const dear = reads.filter((one) => decide(one).accessed.length > 1);
  expect(new Set(dear.filter(({ given }) => given === undefined).map(({ who }) => who))).toEqual(
    new Set(["creator"]),
  );
  expect(dear.every((one) => decide(one).accessed.length === 2)).toBe(true);
});
