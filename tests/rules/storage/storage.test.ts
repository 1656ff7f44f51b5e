import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { mutantsOf } from "../mutants/mutate.ts";
import { PEOPLE } from "../world.ts";
import { STORAGE_DETAILS, STORAGE_MATRIX } from "./cases.ts";
import { storageJudge, type StorageCase } from "./judge.ts";

const RULES = readFileSync(new URL("../../../storage.rules", import.meta.url), "utf8");
const judge = storageJudge(RULES);
const CASES = [...STORAGE_DETAILS, ...STORAGE_MATRIX];
const wrong = (cases: readonly StorageCase[]) =>
  cases
    .filter((one) => judge?.(one) !== one.allowed)
    .map(({ who, name, allowed }) => `${who}: ${name} should be ${allowed ? "allowed" : "refused"}`);

test.each(Object.keys(PEOPLE))("%s may do with files exactly what the policy says, in every place", (who) => {
  const cells = STORAGE_MATRIX.filter((one) => one.who === who);
  expect(cells.length).toBeGreaterThan(50);
  expect(wrong(cells)).toEqual([]);
});

test("every kind, size, name and permission is judged as told", () =>
  expect(wrong(STORAGE_DETAILS)).toEqual([]));

test("somebody may something in every place that has a use, so no refusal is empty", () => {
  const allowed = new Set(STORAGE_MATRIX.filter((one) => one.allowed).map(({ name }) => name));
  expect([...allowed].sort()).toEqual([
    "create his own upload",
    "delete his own upload",
    "get a file of customer c1 for staff alone",
    "get a file of customer c1 that his portal shows",
    "get a file of customer c2",
  ]);
});

test("whatever is weakened, removed, negated or shifted in storage.rules, a case notices", () => {
  const mutants = mutantsOf(RULES);
  expect(mutants.length).toBeGreaterThan(100);
  let order = CASES;
  const unnoticed = mutants.filter((mutant) => {
    const weaker = storageJudge(mutant.source);
    if (weaker === undefined) return false;
    const found = order.find((one) => weaker(one) !== one.allowed);
    // Who notices one mutant of a rule will often notice its neighbour.
    if (found !== undefined) order = [found, ...order.filter((one) => one !== found)];
    return found === undefined;
  });
  expect(unnoticed.map(({ line, from, to }) => `line ${line}: ${from} → ${to}`)).toEqual([]);
});
