import type {
  Clock,
  CommitResult,
  Database,
  DatabaseOptions,
  TransactionId,
  Transform,
  Write,
} from "../api.ts";
import { createDatabase } from "../database.ts";
import { FirestoreError } from "../errors.ts";
import { parseFieldPath } from "../path.ts";
import type { Filter, FieldOp, Order, Query } from "../query.ts";
import type { MapValue, Value } from "../value.ts";
import { DATABASE } from "./arbitraries.ts";

export const ADMIN = { kind: "admin" } as const;

/** A clock that stands still until it is moved. */
export interface TestClock extends Clock {
  advance(milliseconds: number): void;
}

/** A clock at 2023-11-14T22:13:20Z. */
export function testClock(): TestClock {
  let now = 1_700_000_000_000;
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

/** An empty database with every index forced on. */
export function openDatabase(options: Partial<DatabaseOptions> = {}): Database {
  return createDatabase({ name: DATABASE, clock: testClock(), scanLimit: -1, ...options });
}

/** Fields from an object; integers are bigints, as in the engine. */
export function fields(entries: Readonly<Record<string, Value>>): MapValue {
  return new Map(Object.entries(entries));
}

/** Replaces a document. */
export function set(
  path: string,
  entries: Readonly<Record<string, Value>>,
  more: Partial<Extract<Write, { op: "set" }>> = {},
): Write {
  return { op: "set", path, fields: fields(entries), mask: null, transforms: [], precondition: {}, ...more };
}

/** Deletes a document. */
export function remove(path: string): Write {
  return { op: "delete", path, precondition: {} };
}

/** Applies transforms and leaves the rest of the document. */
export function transform(path: string, ...transforms: readonly Transform[]): Write {
  return set(path, {}, { mask: [], transforms });
}

/** Commits as the administrator. */
export function commit(
  database: Database,
  writes: readonly Write[],
  transaction?: TransactionId,
): Promise<CommitResult> {
  return database.commit(writes, { caller: ADMIN, ...(transaction === undefined ? {} : { transaction }) });
}

/** A query of a root collection. */
export function query(collection: string, parts: Partial<Query> = {}): Query {
  return {
    parent: "",
    collection,
    allDescendants: false,
    where: null,
    orderBy: [],
    start: null,
    end: null,
    offset: 0,
    limit: null,
    select: null,
    ...parts,
  };
}

/** A filter on a field. */
export function where(field: string, op: FieldOp, value: Value = null): Filter {
  return { kind: "field", field: parseFieldPath(field), op, value };
}

/** Filters that must all hold. */
export function and(...filters: readonly Filter[]): Filter {
  return { kind: "and", filters };
}

/** An order by a field. */
export function order(field: string, direction: Order["direction"] = "asc"): Order {
  return { field: parseFieldPath(field), direction };
}

/** `CODE: message` of a refusal; "accepted" when there was none. */
export async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
    return "accepted";
  } catch (cause) {
    if (cause instanceof FirestoreError) return `${cause.code}: ${cause.message}`;
    throw cause;
  }
}
