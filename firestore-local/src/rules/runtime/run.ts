import { NULL_VALUE, type Outcome } from "../values/value.ts";
import type { Path } from "../values/path.ts";

/** Expressions that one document's rules may evaluate in one request. */
export const MAX_EXPRESSIONS = 1_000;

/** Steps of matching a path; globs inside globs could otherwise be tried in more ways than there is time for. */
const MAX_STEPS = 50_000;

/** Ends the whole evaluation, past every `||`: a limit was reached. */
export class Aborted extends Error {
  constructor(message: string) {
    super(message);
    this.name = "Aborted";
  }
}

/** Documents that rules read with get, exists and their After forms (or firestore.get in Storage). */
export interface Documents {
  get(path: Path, after: boolean): Outcome;
  exists(path: Path, after: boolean): Outcome;
}

/** The state of one evaluation: what the names mean, and what it has cost so far. */
export class Run {
  expressions = 0;
  #steps = 0;
  /** Values of the match wildcards, by slot. */
  readonly bindings: Outcome[] = [];
  /** Parameters and lets of the functions being called, one frame after the other. */
  readonly locals: Outcome[] = [];
  base = 0;
  top = 0;
  readonly request: Outcome;
  readonly resource: Outcome;
  readonly documents: Documents;

  constructor(request: Outcome, resource: Outcome, documents: Documents) {
    this.request = request;
    this.resource = resource;
    this.documents = documents;
  }

  /** Charges evaluated expressions. */
  spend(count: number): void {
    this.expressions += count;
    if (this.expressions > MAX_EXPRESSIONS) {
      this.expressions = MAX_EXPRESSIONS;
      throw new Aborted(
        `Unable to evaluate the expression as the maximum of ${MAX_EXPRESSIONS} expressions to evaluate has been reached.`,
      );
    }
  }

  /** Counts a step of matching the path. */
  step(): void {
    if (++this.#steps > MAX_STEPS) throw new Aborted("The path can be matched in too many ways.");
  }

  binding(slot: number): Outcome {
    const value = this.bindings[slot];
    return value === undefined ? NULL_VALUE : value;
  }

  local(slot: number): Outcome {
    const value = this.locals[this.base + slot];
    return value === undefined ? NULL_VALUE : value;
  }
}

/** A compiled expression. */
export type Eval = (run: Run) => Outcome;
