import { expect, test } from "vitest";
import { CASES } from "./cases/all.ts";
import { EQUIVALENT } from "./mutants/equivalent.ts";
import { mutantsOf } from "./mutants/mutate.ts";
import { huntMutants } from "./mutants/run.ts";
import { RULES } from "./wire.ts";

// About a thousand variants of the rules, each judged until a case notices; well under a minute of work.
const SLOW = 600_000;

test(
  "whatever is weakened, removed, negated or shifted in firestore.rules, a case notices",
  () => {
    const verdicts = huntMutants(mutantsOf(RULES), CASES);
    expect(verdicts.length).toBeGreaterThan(900);
    const unnoticed = verdicts.flatMap(({ mutant, noticedBy }) => (noticedBy === undefined ? [mutant] : []));
    const unexplained = unnoticed.filter(
      ({ from, to }) => !EQUIVALENT.some((one) => one.from === from && one.to === to),
    );
    expect(unexplained.map(({ line, from, to }) => `line ${line}: ${from} → ${to}`)).toEqual([]);
    // A reason that no mutant needs any more is taken out of the list.
    expect(unnoticed.length).toBe(EQUIVALENT.length);
    expect(EQUIVALENT.length / verdicts.length).toBeLessThan(0.02);
  },
  SLOW,
);
