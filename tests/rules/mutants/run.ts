import type { Case } from "../attempt.ts";
import type { Judge } from "../judge.ts";
import { judgeOf } from "../judge.ts";
import type { Mutant } from "./mutate.ts";

export interface Verdict {
  readonly mutant: Mutant;
  /** The first case that noticed; undefined when none did. */
  readonly noticedBy: Case | undefined;
}

/** Runs the cases against each mutant until one notices. A mutant that does not compile is no mutant. */
export function huntMutants(mutants: readonly Mutant[], cases: readonly Case[]): readonly Verdict[] {
  // Who notices one mutant of a rule will often notice its neighbour.
  let order = [...cases];
  const verdicts: Verdict[] = [];
  for (const mutant of mutants) {
    const judge = judgeOf(mutant.source);
    if (judge === undefined) continue;
    const found = order.findIndex((one) => notices(judge, one));
    const noticedBy = order[found];
    verdicts.push({ mutant, noticedBy });
    if (noticedBy !== undefined && found > 0)
      order = [noticedBy, ...order.slice(0, found), ...order.slice(found + 1)];
  }
  return verdicts;
}

function notices(judge: Judge, one: Case): boolean {
  return judge(one).allowed !== one.allowed;
}
