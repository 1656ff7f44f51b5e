import type { Clock, Database } from "../engine/api.ts";
import { FirestoreError } from "../engine/errors.ts";
import type { Access } from "./access.ts";
import type { CallContext } from "./api.ts";
import type { Bill, Meter } from "./meter.ts";

/** What every handler works with. */
export interface Backend {
  /** The database of that full name, made when it is first asked for. */
  readonly databases: (name: string) => Database;
  readonly access: Access;
  readonly meter: Meter;
  readonly clock: Clock;
}

/** One request on its way through a handler. */
export interface Call {
  readonly backend: Backend;
  readonly context: CallContext;
  readonly method: string;
}

/** Opens the account of a call. `target` says in short what was asked for. */
export function billOf(call: Call, target: string): Bill {
  return call.backend.meter.bill(call.context.client, call.method, target);
}

/** Any error in Firestore's form; one that is not Firestore's own is INTERNAL. */
export function asFirestoreError(error: unknown): FirestoreError {
  if (error instanceof FirestoreError) return error;
  return new FirestoreError("INTERNAL", error instanceof Error ? error.message : String(error));
}
