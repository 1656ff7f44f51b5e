import { randomBytes } from "node:crypto";
import type { TransactionId } from "../api.ts";
import { FirestoreError } from "../errors.ts";

const LENGTH = 16;

/** An id that carries the transaction's age, so that another attempt is as old as the first even when that is forgotten. */
export function newId(sequence: number, age: number): TransactionId {
  const bytes = Buffer.concat([Buffer.alloc(12), randomBytes(LENGTH - 12)]);
  bytes.writeUIntBE(sequence, 0, 6);
  bytes.writeUIntBE(age, 6, 6);
  return bytes.toString("latin1") as TransactionId;
}

/** Refuses (INVALID_ARGUMENT) bytes that never were an id. */
export function checkId(id: TransactionId): void {
  if (id.length !== LENGTH) throw new FirestoreError("INVALID_ARGUMENT", "Invalid transaction.");
}

/** The age in an id made by `newId`. */
export function ageOf(id: TransactionId): number {
  checkId(id);
  return Buffer.from(id, "latin1").readUIntBE(6, 6);
}
