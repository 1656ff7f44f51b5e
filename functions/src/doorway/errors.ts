import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { BadFields, NotAllowed, NotFound } from "@trunkline/domain/calls/parts";
import { HttpsError } from "firebase-functions/https";
import { describe, type Log } from "../platform/log.ts";

/*
 * A refusal that a person can cause is part of a call's answer (domain/src/calls). Errors are for the rest: nobody
 * signed in, the wrong kind of person, input no form of ours sends, a store that is busy, and surprises.
 */

/** Nobody is signed in, or the session has ended: the client shows its sign-in page. */
export function notSignedIn(reason: "no-token" | "session-ended" = "no-token"): HttpsError {
  return new HttpsError("unauthenticated", "Sign in first.", { reason });
}

/** Signed in as somebody who has no business here. */
export function notForYou(): HttpsError {
  return new HttpsError("permission-denied", "You may not do this.");
}

/** The input is not what the call takes; problems are named by the path of the field. */
export function badInput(
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): HttpsError {
  const problems = issues
    .slice(0, 50)
    .map(({ path, message }) => ({ field: path.map(String).join("."), message }));
  return new HttpsError("invalid-argument", "Some fields need attention.", { problems });
}

/** The key of a press came with another input; no form of ours does that. */
export function keyReused(): HttpsError {
  return new HttpsError("invalid-argument", "This key was used for another request.");
}

/** The answer to somebody whose role does not allow it. */
export const notAllowed: NotAllowed = { kind: "not-allowed" };

/** The answer about a record that is missing, deleted or out of reach; told apart to nobody. */
export const notFound: NotFound = { kind: "not-found" };

/** The answer about one bad field. */
export function badField(field: string, problem: FieldProblem): BadFields {
  return { kind: "fields", problems: { [field]: problem } };
}

/** Somebody else is at the same records, or a step before is not finished: trying again helps. */
export function busy(): HttpsError {
  return new HttpsError("aborted", "Somebody else is changing the same. Try again.", { retry: true });
}

// gRPC's numbers: deadline exceeded, aborted, unavailable, resource exhausted.
const BUSY = new Set<unknown>([4, 8, 10, 14]);

/** True for a store that is busy or away: trying again helps. */
export function isBusy(cause: unknown): cause is Error {
  return cause instanceof Error && "code" in cause && BUSY.has(cause.code);
}

/** What the caller is told of an error: his own ones as they are, a busy store as "try again", nothing of the rest. */
export function asHttpsError(cause: unknown, log: Log, name: string): HttpsError {
  if (cause instanceof HttpsError) return cause;
  if (isBusy(cause)) {
    log.warn("a call met a busy store", { name, ...describe(cause) });
    return busy();
  }
  log.failed("a call failed", cause, { name });
  return new HttpsError("internal", "Something went wrong on our side.");
}
