import { createMemo, type Accessor } from "solid-js";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import type { Caller } from "../../../data/calls.ts";
import { createAnswer } from "./create-answer.ts";
import type { Trouble } from "./create-rows.ts";
import type { ListQuestion } from "./question.ts";

interface CommentedNeeds {
  readonly call: Caller;
  /** Undefined while the index does not answer. */
  readonly question: Accessor<ListQuestion | undefined>;
  /** Grows when they are to be asked for again. */
  readonly again: Accessor<number>;
}

export interface Commented {
  /** The question narrowed to whose comments hold what is looked for; undefined until the server named them. */
  within(question: SiftQuestion): SiftQuestion | undefined;
  /** The list stands on comments as they were when they were asked for. */
  readonly known: Accessor<boolean>;
  readonly trouble: Accessor<Trouble | undefined>;
}

/** Whose comments hold the words that the list is narrowed by: named by the server, which alone holds every comment (14 §4.1.10). */
export function createCommented({ call, question, again }: CommentedNeeds): Commented {
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
