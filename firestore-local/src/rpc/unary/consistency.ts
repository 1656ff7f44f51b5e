import type { Database, ReadOptions, TransactionId } from "../../engine/api.ts";
import type { Timestamp } from "../../engine/value.ts";
import type { Message } from "../api.ts";
import { bytes, child, latin1 } from "../convert/message.ts";
import { readTimestamp } from "../convert/value.ts";

/** How a read is to be made consistent, and the transaction that it began, if it did. */
export interface Consistency {
  readonly options: ReadOptions;
  readonly begun: TransactionId | null;
}

/** Reads the consistency selector of a request, beginning the transaction that `newTransaction` asks for. */
export function readConsistency(database: Database, request: Message): Consistency {
  const options = child(request, "newTransaction");
  if (options !== undefined) {
    const begun = begin(database, options);
    return { options: { transaction: begun }, begun };
  }
  const transaction = readTransaction(request);
  if (transaction !== undefined) return { options: { transaction }, begun: null };
  const readTime = readTimeOf(request);
  return { options: readTime === undefined ? {} : { readTime }, begun: null };
}

/** Begins a transaction as TransactionOptions ask; read-write when they do not say. */
export function begin(database: Database, options: Message): TransactionId {
  const readOnly = child(options, "readOnly");
  if (readOnly !== undefined) {
    const readTime = readTimeOf(readOnly);
    return database.begin(readTime === undefined ? { readOnly: true } : { readOnly: true, readTime });
  }
  const retry = latin1(bytes(child(options, "readWrite") ?? {}, "retryTransaction"));
  return database.begin(
    retry === "" ? { readOnly: false } : { readOnly: false, retry: retry as TransactionId },
  );
}

/** The `transaction` of a request; undefined when it has none. */
export function readTransaction(request: Message): TransactionId | undefined {
  const id = latin1(bytes(request, "transaction"));
  return id === "" ? undefined : (id as TransactionId);
}

/** A transaction's id as it travels. */
export function writeTransaction(transaction: TransactionId): Uint8Array {
  return Buffer.from(transaction, "latin1");
}

/** Runs a read; when it fails, the transaction that it began is given up, for nobody learnt its id. */
export async function withConsistency<T>(
  database: Database,
  request: Message,
  read: (consistency: Consistency) => Promise<T>,
): Promise<T> {
  const consistency = readConsistency(database, request);
  try {
    return await read(consistency);
  } catch (error) {
    if (consistency.begun !== null) database.rollback(consistency.begun);
    throw error;
  }
}

function readTimeOf(message: Message): Timestamp | undefined {
  const readTime = child(message, "readTime");
  return readTime === undefined ? undefined : readTimestamp(readTime);
}
