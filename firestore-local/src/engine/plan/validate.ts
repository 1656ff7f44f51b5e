import { FirestoreError } from "../errors.ts";

/** Most conjunctions a query may have once `in`, `array-contains-any` and `or` are multiplied out. */
export const MAX_DISJUNCTS = 30;

/** Refuses a query that multiplies out to more than that. */
export function tooManyDisjuncts(): never {
  throw new FirestoreError("INVALID_ARGUMENT", `The query requires too many disjunctions after normalization. The maximum number of disjunctions is ${MAX_DISJUNCTS}.`);
}
