import type { CodeName } from "../engine/errors.ts";
import { Code, FirestoreError } from "../engine/errors.ts";

const HTTP_STATUS: Readonly<Record<CodeName, number>> = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  DEADLINE_EXCEEDED: 504,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  OUT_OF_RANGE: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DATA_LOSS: 500,
  UNAUTHENTICATED: 401,
};

/** The HTTP status Google gives a status code. */
export function httpStatus(code: CodeName): number {
  return HTTP_STATUS[code];
}

/** A code's name from its name or number; undefined when it is neither. */
export function codeName(value: unknown): CodeName | undefined {
  const names = Object.keys(Code) as CodeName[];
  return names.find((name) => name === value || Code[name] === value);
}

export type Log = (line: string) => void;

/** A thrown thing as a FirestoreError; what is not one is a fault of ours, logged and told as INTERNAL. */
export function asFirestoreError(error: unknown, log: Log): FirestoreError {
  if (error instanceof FirestoreError) return error;
  log(`Internal error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return new FirestoreError("INTERNAL", "An internal error has occurred.");
}

/** The JSON form of an error, `{"error":{code,message,status}}`; code is the HTTP status. */
export function errorBody(error: FirestoreError): {
  error: { code: number; message: string; status: CodeName };
} {
  return { error: { code: httpStatus(error.code), message: error.message, status: error.code } };
}
