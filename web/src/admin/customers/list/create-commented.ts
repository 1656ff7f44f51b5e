import { createMemo } from "solid-js";
import { createAnswer } from "./create-answer.ts";
import type { Narrowing, NarrowingNeeds } from "./narrowing.ts";

/** Whose comments hold the words that the list is narrowed by: named by the server, which alone holds every comment (14 §4.1.10). */
export function createCommented({ call, question, again }: NarrowingNeeds): Narrowing {
  const words = () => question()?.comment;
  const key = createMemo(() => (words() === undefined ? undefined : JSON.stringify([words(), again()])));
  const answer = createAnswer(key, () => {
    const wanted = words();
    return wanted === undefined ? undefined : call("findByComment", { ...wanted });
  });
  const ids = createMemo(() => {
    const now = answer();
    return typeof now === "object" && now.kind === "found" ? now.customerIds : undefined;
  });
  return {
    within(wanted) {
      if (words() === undefined) return wanted;
      const known = ids();
      return known === undefined
        ? undefined
        : { ...wanted, conditions: [...wanted.conditions, { kind: "ids", ids: known }] };
    },
    known: () => ids() !== undefined,
    trouble() {
      const now = answer();
      if (now === "failed") return "comments-not-read";
      if (now?.kind === "too-many") return "comments-too-many";
      if (now?.kind === "not-built") return "comments-not-built";
      return now?.kind === "not-allowed" ? "refused" : undefined;
    },
  };
}
