import { FirebaseError } from "firebase/app";

/**
 * The database's code for a failure; undefined for anything that does not come from it. Its errors are told by their
 * base class: the SDK gives every one the prototype of FirebaseError, so `instanceof FirestoreError` is never true.
 */
export function codeOf(cause: unknown): string | undefined {
  return cause instanceof FirebaseError ? cause.code : undefined;
}

/** True when the rules refused it. */
export function isRefusal(cause: unknown): boolean {
  return codeOf(cause) === "permission-denied";
}
