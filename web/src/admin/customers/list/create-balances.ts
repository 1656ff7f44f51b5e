import { createMemo } from "solid-js";
import { MOST_MATCHING, type BalancesAnswer, type KnownBalance } from "@trunkline/domain/calls/list";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { SearchPort } from "../../../data/ports.tsx";
import { createAnswer } from "./create-answer.ts";
import type { Narrowing, NarrowingNeeds } from "./narrowing.ts";
import type { ListQuestion } from "./question.ts";

const compare = (a: KnownBalance, b: KnownBalance) =>
  a.balance - b.balance || (a.customerId < b.customerId ? -1 : 1);

/**
 * The balances that the index does not hold, where it answers: whom a range of them is about, or what those who pass
 * the other filters owe. Asked once for each set of filters, and told so.
 */
export function createBalances({
  call,
  search,
  question,
  again,
}: NarrowingNeeds & { readonly search: SearchPort }): Narrowing {
  const needed = () => question()?.named !== undefined || question()?.byBalance !== undefined;
  // Another direction is the same balances.
  const key = createMemo(() => {
    const now = question();
    if (now === undefined || !needed()) return undefined;
    const { named, index } = now;
    if (named === undefined && search.state() !== "ready") return undefined;
    return JSON.stringify([named ?? index?.conditions, again()]);
  });
  const ask = async ({ named, index }: ListQuestion): Promise<BalancesAnswer> => {
    if (named !== undefined) return call("customerBalances", { filters: named, customerIds: null });
    if (index === undefined) return { kind: "found", rows: [] };
    const { total, ids } = await search.sift(index, { from: 0, count: MOST_MATCHING });
    if (total > MOST_MATCHING) return { kind: "too-many" };
    return call("customerBalances", { filters: {}, customerIds: ids as CustomerId[] });
  };
  const answer = createAnswer(key, () => {
    const now = question();
    return now === undefined ? undefined : ask(now);
  });
  const ids = createMemo(() => {
    const now = answer();
    if (typeof now !== "object" || now.kind !== "found") return undefined;
    return [...now.rows].sort(compare).map(({ customerId }) => customerId as string);
  });

  return {
    within(wanted) {
      if (!needed()) return wanted;
      const known = ids();
      if (known === undefined) return undefined;
      const order = question()?.byBalance;
      return order === undefined
        ? { ...wanted, conditions: [...wanted.conditions, { kind: "ids", ids: known }] }
        : { ...wanted, order: { key: "balance", by: "given", ranks: known, descending: order.descending } };
    },
    known: () => ids() !== undefined,
    trouble() {
      const now = answer();
      if (now === "failed") return "not-loaded";
      if (now?.kind === "too-many")
        return question()?.named === undefined ? "too-many-ordered" : "too-many-named";
      return now?.kind === "not-allowed" ? "refused" : undefined;
    },
  };
}
