import type { Database, Write } from "../../engine/api.ts";
import { Code } from "../../engine/errors.ts";
import type { Message } from "../api.ts";
import { asFirestoreError, billOf, type Call } from "../call.ts";
import { child, children, invalid, string } from "../convert/message.ts";
import { databaseName } from "../convert/names.ts";
import { writeTimestamp } from "../convert/value.ts";
import { readWrite, readWrites, writeWriteResult } from "../convert/write.ts";
import type { Bill } from "../meter.ts";
import { begin, readTransaction, writeTransaction } from "./consistency.ts";

/** BeginTransaction. */
export async function beginTransaction(call: Call, request: Message): Promise<Message> {
  const database = call.backend.databases(databaseName(string(request, "database")));
  return { transaction: writeTransaction(begin(database, child(request, "options") ?? {})) };
}

/** Rollback: ends the transaction and frees what it locked. */
export async function rollback(call: Call, request: Message): Promise<Message> {
  const database = call.backend.databases(databaseName(string(request, "database")));
  const transaction = readTransaction(request);
  if (transaction === undefined) throw invalid("Transaction is invalid or expired.");
  database.rollback(transaction);
  return {};
}

/** Commit: all the writes or none. */
export async function commit(call: Call, request: Message): Promise<Message> {
  const database = call.backend.databases(databaseName(string(request, "database")));
  const writes = readWrites(database.name, children(request, "writes"));
  const transaction = readTransaction(request);
  const { caller } = call.context;
  const bill = billOf(call, writes.map(({ path }) => path).join(", "));
  const guard = call.backend.access.guard(database, caller, bill);
  const { time, results } = await database.commit(writes, {
    caller,
    ...(transaction === undefined ? {} : { transaction }),
    ...(guard === undefined ? {} : { guard }),
  });
  billWrites(bill, writes);
  return { writeResults: results.map(writeWriteResult), commitTime: writeTimestamp(time) };
}

/** Counts the writes of a commit that went through. */
export function billWrites(bill: Bill, writes: readonly Write[]): void {
  for (const { op, path } of writes) {
    if (op === "set") bill.write(path);
    else if (op === "delete") bill.delete(path);
  }
}

/** BatchWrite: every write for itself, each with a status of its own. */
export async function batchWrite(call: Call, request: Message): Promise<Message> {
  const database = call.backend.databases(databaseName(string(request, "database")));
  const parsed = children(request, "writes").map((message) =>
    attempt(() => readWrite(database.name, message)),
  );
  const seen = new Set<string>();
  for (const each of parsed) {
    if (!each.ok) continue;
    if (seen.has(each.value.path)) {
      throw invalid("the same document cannot be written more than once in a single request");
    }
    seen.add(each.value.path);
  }
  call.backend.access.requireAdmin(call.context.caller, "Batch writes require admin authentication.");
  const bill = billOf(call, [...seen].join(", "));
  // Side by side, so that one flush of the journal serves them all.
  const outcomes = await Promise.all(
    parsed.map((each) => (each.ok ? writeOne(call, database, each.value, bill) : refused(each.error))),
  );
  return {
    writeResults: outcomes.map(({ result }) => result),
    status: outcomes.map(({ status }) => status),
  };
}

interface Outcome {
  readonly result: Message;
  readonly status: Message;
}

async function writeOne(call: Call, database: Database, write: Write, bill: Bill): Promise<Outcome> {
  try {
    const { results } = await database.commit([write], { caller: call.context.caller });
    billWrites(bill, [write]);
    return {
      result: results[0] === undefined ? {} : writeWriteResult(results[0]),
      status: { code: Code.OK },
    };
  } catch (error) {
    return refused(error);
  }
}

function refused(error: unknown): Outcome {
  const { code, message } = asFirestoreError(error);
  return { result: {}, status: { code: Code[code], message } };
}

type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown };

function attempt<T>(make: () => T): Attempt<T> {
  try {
    return { ok: true, value: make() };
  } catch (error) {
    return { ok: false, error };
  }
}
