/** The canonical status codes, by the numbers gRPC gives them. */
export const Code = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  OUT_OF_RANGE: 11,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  DATA_LOSS: 15,
  UNAUTHENTICATED: 16,
} as const;
export type CodeName = keyof typeof Code;

/** A refusal in Firestore's own form: a status code and the sentence a client reads. */
export class FirestoreError extends Error {
  readonly code: CodeName;
  constructor(code: CodeName, message: string) {
    super(message);
    this.name = "FirestoreError";
    this.code = code;
  }
}
