import type {
  Clock,
  Commit,
  CommitOptions,
  CommitResult,
  Database,
  DatabaseOptions,
  Document,
  QueryResult,
  ReadOptions,
  TransactionId,
  Write,
} from "./api.ts";
import { checkDocument, checkWrites } from "./commit/limits.ts";
import type { Exemption } from "./commit/limits.ts";
import { planCommit } from "./commit/plan.ts";
import { FirestoreError } from "./errors.ts";
import { History } from "./history.ts";
import { IndexConfiguration } from "./indexes/configuration.ts";
import { join } from "./path.ts";
import type { Overlay } from "./plan/execute.ts";
import { Queries } from "./plan/queries.ts";
import type { AggregateResult } from "./plan/queries.ts";
import { walkNames } from "./plan/scope.ts";
import { Publisher } from "./publisher.ts";
import type { Aggregation, Query } from "./query.ts";
import { valueKey } from "./store/keys.ts";
import { namesWithMissing, Store } from "./store/store.ts";
import { fromMicros, toMicros } from "./timestamps.ts";
import type { ReadWrite } from "./transactions/transactions.ts";
import { Transactions } from "./transactions/transactions.ts";
import type { Timestamp } from "./value.ts";

/** Makes a database, empty or in the state it is given. */
export function createDatabase(options: DatabaseOptions): Database {
  return new LocalDatabase(options);
}

class LocalDatabase implements Database {
  readonly name: string;
  readonly #clock: Clock;
  readonly #store = new Store();
  readonly #queries: Queries;
  readonly #history: History;
  readonly #publisher: Publisher;
  readonly #transactions: Transactions;
  readonly #exempt: Exemption;
  #version: number;
  #micros: number;

  constructor(options: DatabaseOptions) {
    this.name = options.name;
    this.#clock = options.clock;
    this.#publisher = new Publisher(options.journal ?? null);
    this.#transactions = new Transactions(options.clock);
    const indexes = options.indexes === undefined ? null : new IndexConfiguration(options.indexes);
    const machine = { store: this.#store, database: options.name, scanLimit: options.scanLimit ?? 200 };
    this.#queries = new Queries(machine, indexes);
    this.#exempt = (collection, field) => indexes !== null && indexes.single(collection, field).length === 0;
    if (options.initial !== undefined) this.#store.load(options.initial.documents);
    this.#version = options.initial?.version ?? 0;
    this.#micros =
      options.initial === undefined ? Math.floor(options.clock.now() * 1000) : toMicros(options.initial.time);
    this.#history = new History(options.history ?? {}, this.#version, this.readTime);
    this.#publisher.listen((commit) => this.#history.trim(commit));
  }

  get version(): number {
    return this.#version;
  }

  get readTime(): Timestamp {
    return fromMicros(this.#micros);
  }

  get(path: string): Document | null {
    return this.#store.get(path);
  }

  async getAll(
    paths: readonly string[],
    options: ReadOptions,
  ): Promise<{ documents: readonly (Document | null)[]; readTime: Timestamp }> {
    const { locking, version, readTime } = this.#view(options);
    if (locking !== null) await this.#transactions.lockForRead(locking, paths);
    const overlay = this.#overlay(version);
    return { documents: paths.map((path) => this.#read(path, overlay)), readTime: readTime ?? this.readTime };
  }

  query(query: Query): QueryResult {
    return this.#queries.run(query, null, this.readTime);
  }

  async runQuery(query: Query, options: ReadOptions): Promise<QueryResult> {
    const { locking, version, readTime } = this.#view(options);
    if (locking === null) return this.#queries.run(query, this.#overlay(version), readTime ?? this.readTime);
    return this.#transactions.lockQuery(locking, query, () => {
      const result = this.query(query);
      const fingerprint = result.documents
        .map((document) => `${document.path}@${toMicros(document.updateTime)}`)
        .join("\n");
      return { result, documents: result.documents, fingerprint, version: this.#version };
    });
  }

  async aggregate(
    query: Query,
    aggregations: readonly Aggregation[],
    options: ReadOptions,
  ): Promise<AggregateResult> {
    const { locking, version, readTime } = this.#view(options);
    if (locking === null) {
      return this.#queries.aggregate(query, aggregations, this.#overlay(version), readTime ?? this.readTime);
    }
    return this.#transactions.lockQuery(locking, query, () => {
      const result = this.#queries.aggregate(query, aggregations, null, this.readTime);
      return { result, documents: [], fingerprint: valueKey(result.values), version: this.#version };
    });
  }

  collectionIds(parent: string): readonly string[] {
    return this.#store.collectionIds(parent);
  }

  listDocuments(
    parent: string,
    collection: string,
    options: { showMissing: boolean; limit: number; after: string | null },
  ): readonly { path: string; document: Document | null }[] {
    const found = this.#store.collection(join(parent, collection));
    if (found === undefined) return [];
    const list: { path: string; document: Document | null }[] = [];
    for (const path of namesWithMissing(found, options.after)) {
      if (list.length >= options.limit) break;
      const document = this.#store.get(path);
      if (document !== null || options.showMissing) list.push({ path, document });
    }
    return list;
  }

  begin(options: { readOnly: boolean; readTime?: Timestamp; retry?: TransactionId }): TransactionId {
    if (!options.readOnly) return this.#transactions.beginReadWrite(options.retry);
    const { readTime } = options;
    return this.#transactions.beginReadOnly(
      readTime === undefined ? this.#version : this.#versionAt(readTime),
      readTime ?? this.readTime,
    );
  }

  rollback(transaction: TransactionId): void {
    this.#transactions.end(transaction);
  }

  async commit(writes: readonly Write[], options: CommitOptions): Promise<CommitResult> {
    checkWrites(writes, this.name, this.#exempt);
    const { result, published } = await this.#transactions.commit(
      options.transaction,
      writes,
      () => this.#version,
      () => this.#commitNow(writes, options),
    );
    await published;
    return result;
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    return this.#publisher.listen(listener);
  }

  commitsSince(version: number): readonly Commit[] | null {
    return this.#history.since(version);
  }

  all(): Iterable<Document> {
    const everything: Query = {
      parent: "",
      collection: null,
      allDescendants: true,
      where: null,
      orderBy: [],
      start: null,
      end: null,
      offset: 0,
      limit: null,
      select: null,
    };
    // A list, so that a reader who takes his time (an export) keeps this one state.
    return [...walkNames(this.#store, everything, false)]
      .map((path) => this.#store.get(path))
      .filter((document) => document !== null);
  }

  async clear(): Promise<void> {
    const changes = [...this.all()].map((before) => ({ path: before.path, before, after: null, mask: null }));
    if (changes.length === 0) return this.#publisher.settled();
    this.#transactions.woundAll();
    await this.#apply({
      version: this.#version + 1,
      time: this.#nextTime(),
      changes,
      caller: { kind: "admin" },
      cleared: true,
    });
  }

  #commitNow(
    writes: readonly Write[],
    options: CommitOptions,
  ): { result: CommitResult; published: Promise<void> } {
    this.#publisher.check();
    const time = this.#nextTime();
    const { plan, changes, results } = planCommit(writes, {
      database: this.name,
      time,
      get: (path) => this.#store.get(path),
      check: (path, fields) => checkDocument(path, fields, this.name, this.#exempt),
    });
    options.guard?.(plan);
    const published =
      changes.length === 0
        ? this.#publisher.settled()
        : this.#apply({ version: this.#version + 1, time, changes, caller: options.caller });
    // Nobody may be waiting for it yet; whoever commits awaits it and hears of a failure.
    published.catch(() => undefined);
    return { result: { time, results }, published };
  }

  #apply(commit: Commit): Promise<void> {
    if (commit.cleared === true) this.#store.clear();
    else for (const change of commit.changes) this.#store.apply(change.path, change.after);
    this.#version = commit.version;
    this.#micros = toMicros(commit.time);
    this.#history.add(commit);
    return this.#publisher.publish(commit);
  }

  #nextTime(): Timestamp {
    return fromMicros(Math.max(Math.floor(this.#clock.now() * 1000), this.#micros + 1));
  }

  #versionAt(time: Timestamp): number {
    if (toMicros(time) > Math.max(this.#micros, Math.floor(this.#clock.now() * 1000))) {
      throw new FirestoreError("INVALID_ARGUMENT", "The requested 'read_time' cannot be in the future.");
    }
    return this.#history.versionAt(time);
  }

  /** What a read sees: the present (under locks in a read-write transaction), or a past version at its time. */
  #view(options: ReadOptions): {
    locking: ReadWrite | null;
    version: number | null;
    readTime: Timestamp | null;
  } {
    if (options.transaction !== undefined) {
      const transaction = this.#transactions.use(options.transaction);
      if (transaction.kind === "read-write") return { locking: transaction, version: null, readTime: null };
      return { locking: null, version: transaction.version, readTime: transaction.readTime };
    }
    if (options.readTime === undefined) return { locking: null, version: null, readTime: null };
    return { locking: null, version: this.#versionAt(options.readTime), readTime: options.readTime };
  }

  #overlay(version: number | null): Overlay | null {
    return version === null ? null : this.#history.overlay(version);
  }

  #read(path: string, overlay: Overlay | null): Document | null {
    const past = overlay?.get(path);
    return past === undefined ? this.#store.get(path) : past;
  }
}
