import type { Accessor } from "solid-js";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import type { Caller } from "../../../data/calls.ts";
import type { Trouble } from "./create-rows.ts";
import type { ListQuestion } from "./question.ts";

export interface NarrowingNeeds {
  readonly call: Caller;
  /** Undefined while the index does not answer. */
  readonly question: Accessor<ListQuestion | undefined>;
  /** Grows when the server is to be asked again. */
  readonly again: Accessor<number>;
}

/** What only the server knows of a question that the index answers otherwise: asked once for each question, and told so. */
export interface Narrowing {
  /** The question with what the server named; undefined until it did. */
  within(question: SiftQuestion): SiftQuestion | undefined;
  /** The list stands on what the server said when it was asked. */
  readonly known: Accessor<boolean>;
  readonly trouble: Accessor<Trouble | undefined>;
}
