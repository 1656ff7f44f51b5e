import type { Clock, Document, TransactionId, Write } from "../api.ts";
import { FirestoreError } from "../errors.ts";
import type { Query } from "../query.ts";
import type { Timestamp } from "../value.ts";
import { ageOf, checkId, newId } from "./id.ts";
import { Locks, owner } from "./locks.ts";
import type { Mode, Owner } from "./locks.ts";

/** A transaction that nobody has used for so long is over. */
const IDLE_MS = 60_000;
/** Longest a transaction may take in all. */
const TOTAL_MS = 270_000;
/** Longest anybody waits for a lock. */
const LOCK_WAIT_MS = 20_000;
/** How often the times above are looked at while somebody waits for a lock. */
const PATROL_MS = 1000;

/** A query that a transaction ran, and a way to see whether it would still give the same. */
interface QueryRead {
  readonly version: number;
  readonly fingerprint: string;
  readonly again: () => string;
}

export interface ReadWrite {
  readonly kind: "read-write";
  readonly owner: Owner;
  /** A second attempt locks for writing what it reads, so that it meets no conflict at its commit. */
  readonly mode: Mode;
  readonly queries: QueryRead[];
  readonly began: number;
  used: number;
}

interface ReadOnly {
  readonly kind: "read-only";
  readonly version: number;
  readonly readTime: Timestamp;
  readonly began: number;
  used: number;
}

export type Transaction = ReadWrite | ReadOnly;

function contention(): FirestoreError {
  return new FirestoreError(
    "ABORTED",
    "Aborted due to cross-transaction contention. This occurs when multiple transactions attempt to access the same data, requiring Firestore to abort at least one in order to enforce serializability.",
  );
}

function lockTimeout(): FirestoreError {
  return new FirestoreError("ABORTED", "Transaction lock timeout.");
}

/** The transactions that are open, and who waits for whom. Reading and writing themselves are the database's. */
export class Transactions {
  readonly #clock: Clock;
  readonly #locks = new Locks();
  readonly #open = new Map<TransactionId, Transaction>();
  readonly #waits = new Set<{ readonly locker: Owner; readonly since: number; timedOut: boolean }>();
  #sequence = 0;
  #patrol: NodeJS.Timeout | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Opens a transaction that reads and writes; as old as the one it tries again, if any. */
  beginReadWrite(retry: TransactionId | undefined): TransactionId {
    this.#expire();
    const sequence = ++this.#sequence;
    const age = retry === undefined ? sequence : ageOf(retry);
    if (retry !== undefined) this.end(retry);
    const now = this.#clock.now();
    const mode: Mode = retry === undefined ? "shared" : "exclusive";
    const id = newId(sequence, age);
    this.#open.set(id, {
      kind: "read-write",
      owner: owner(age, true),
      mode,
      queries: [],
      began: now,
      used: now,
    });
    return id;
  }

  /** Opens a transaction that reads one version. */
  beginReadOnly(version: number, readTime: Timestamp): TransactionId {
    this.#expire();
    const sequence = ++this.#sequence;
    const now = this.#clock.now();
    const id = newId(sequence, sequence);
    this.#open.set(id, { kind: "read-only", version, readTime, began: now, used: now });
    return id;
  }

  /** An open transaction, used now. Throws ABORTED when it lost a conflict or is not open (any more). */
  use(id: TransactionId): Transaction {
    checkId(id);
    this.#expire();
    const transaction = this.#open.get(id);
    if (transaction === undefined)
      throw new FirestoreError("ABORTED", "The referenced transaction has expired or is no longer valid.");
    transaction.used = this.#clock.now();
    if (transaction.kind === "read-write" && transaction.owner.wounded) throw contention();
    return transaction;
  }

  /** Closes a transaction, if it is open, and lets go of its locks. */
  end(id: TransactionId): void {
    checkId(id);
    const transaction = this.#open.get(id);
    if (transaction === undefined) return;
    this.#open.delete(id);
    if (transaction.kind === "read-write") this.#locks.wound(transaction.owner);
  }

  /** Makes every open read-write transaction start over. */
  woundAll(): void {
    for (const transaction of this.#open.values())
      if (transaction.kind === "read-write") this.#locks.wound(transaction.owner);
  }

  /** Locks documents for a transaction that reads them. Says whether it had to wait. Throws ABORTED when it lost meanwhile. */
  async lockForRead(transaction: ReadWrite, keys: readonly string[]): Promise<boolean> {
    let waited = false;
    for (const key of [...new Set(keys)].sort()) {
      const waiting = this.#locks.acquire(transaction.owner, key, transaction.mode, false);
      if (waiting === null) continue;
      waited = true;
      await this.#wait(waiting, transaction.owner, transaction);
    }
    if (transaction.owner.wounded) throw contention();
    return waited;
  }

  /** Runs a query for a transaction and keeps its results, and that there are no others, until the commit. */
  async lockQuery<R>(
    transaction: ReadWrite,
    query: Query,
    run: () => {
      readonly result: R;
      readonly documents: readonly Document[];
      readonly fingerprint: string;
      readonly version: number;
    },
  ): Promise<R> {
    await this.lockForRead(transaction, [queryKey(query)]);
    for (;;) {
      const { result, documents, fingerprint, version } = run();
      const waited = await this.lockForRead(
        transaction,
        documents.map((document) => document.path),
      );
      // While it waited the results may have changed.
      if (waited) continue;
      transaction.queries.push({ version, fingerprint, again: () => run().fingerprint });
      return result;
    }
  }

  /**
   * Calls `apply` once the writes' documents are free to write, in the same turn of the event loop; then lets go of
   * everything. Throws ABORTED when the transaction lost a conflict or a query of its would now give something else.
   */
  async commit<R>(
    id: TransactionId | undefined,
    writes: readonly Write[],
    version: () => number,
    apply: () => R,
  ): Promise<R> {
    if (id === undefined) return this.#commitAlone(writes, apply);
    const transaction = this.use(id);
    if (transaction.kind === "read-only" && writes.length > 0) {
      throw new FirestoreError("INVALID_ARGUMENT", "Cannot modify entities in a read-only transaction.");
    }
    try {
      if (transaction.kind === "read-only") return apply();
      await this.#lockWrites(transaction.owner, writes, transaction);
      const current = version();
      for (const read of transaction.queries) {
        if (read.version !== current && read.again() !== read.fingerprint) throw contention();
      }
      return apply();
    } finally {
      this.end(id);
    }
  }

  async #commitAlone<R>(writes: readonly Write[], apply: () => R): Promise<R> {
    if (this.#open.size > 0) this.#expire();
    if (this.#locks.idle) return apply();
    const alone = owner(++this.#sequence, false);
    try {
      await this.#lockWrites(alone, writes, null);
      return apply();
    } finally {
      this.#locks.release(alone);
    }
  }

  async #lockWrites(locker: Owner, writes: readonly Write[], transaction: ReadWrite | null): Promise<void> {
    const modes = new Map<string, Mode>();
    for (const { op, path } of writes) {
      if (op !== "verify") modes.set(path, "exclusive");
      else if (!modes.has(path)) modes.set(path, "shared");
    }
    // In one order for everybody, so that commits do not wait for one another in a circle.
    for (const key of [...modes.keys()].sort()) {
      const waiting = this.#locks.acquire(locker, key, modes.get(key) ?? "exclusive", transaction !== null);
      if (waiting !== null) await this.#wait(waiting, locker, transaction);
    }
    if (locker.wounded) throw contention();
  }

  /** Waits for a lock, for less than the time after which a transaction is idle. */
  async #wait(waiting: Promise<void>, locker: Owner, transaction: ReadWrite | null): Promise<void> {
    const wait = { locker, since: this.#clock.now(), timedOut: false };
    this.#waits.add(wait);
    this.#startPatrol();
    await waiting;
    this.#waits.delete(wait);
    if (transaction !== null) transaction.used = this.#clock.now();
    if (wait.timedOut) throw lockTimeout();
    if (locker.wounded) throw contention();
  }

  /** Timers know nothing of a clock that is moved by hand, so the clock is looked at now and then. */
  #startPatrol(): void {
    if (this.#patrol !== null) return;
    this.#patrol = setTimeout(() => {
      this.#patrol = null;
      // Transactions that are over may free what others have waited for too long.
      this.#expire();
      const latest = this.#clock.now() - LOCK_WAIT_MS;
      for (const wait of this.#waits) {
        if (wait.since >= latest || wait.locker.waiting === null) continue;
        wait.timedOut = true;
        this.#locks.wound(wait.locker);
      }
      if (this.#waits.size > 0) this.#startPatrol();
    }, PATROL_MS);
    this.#patrol.unref();
  }

  #expire(): void {
    if (this.#open.size === 0) return;
    const now = this.#clock.now();
    for (const [id, transaction] of this.#open) {
      const idle = now - transaction.used > IDLE_MS;
      if (idle || now - transaction.began > TOTAL_MS) this.end(id);
    }
  }
}

/** A key that no document's path equals. */
function queryKey(query: Query): string {
  return `?${JSON.stringify(query, (_, value: unknown) => (typeof value === "bigint" ? `${value}n` : value instanceof Map ? [...value] : value))}`;
}
