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
import { aggregateDocuments } from "./aggregate.ts";
import { planCommit } from "./commit/plan.ts";
import { project } from "./fields.ts";
import { History } from "./history.ts";
import { join } from "./path.ts";
import { rows } from "./plan/execute.ts";
import type { Effort, Machine, Overlay } from "./plan/execute.ts";
import { walkNames } from "./plan/scope.ts";
import { Publisher } from "./publisher.ts";
import type { Aggregation, Query } from "./query.ts";
import { namesWithMissing, Store } from "./store/store.ts";
import { fromMicros, toMicros } from "./timestamps.ts";
import type { Timestamp, Value } from "./value.ts";

/** Makes a database, empty or in the state it is given. */
export function createDatabase(options: DatabaseOptions): Database {
  return new LocalDatabase(options);
}

class LocalDatabase implements Database {
  readonly name: string;
  readonly #clock: Clock;
  readonly #store = new Store();
  readonly #machine: Machine;
  readonly #history: History;
  readonly #publisher: Publisher;
  #version: number;
  #micros: number;

  constructor(options: DatabaseOptions) {
    this.name = options.name;
    this.#clock = options.clock;
    this.#machine = { store: this.#store, database: options.name, scanLimit: options.scanLimit ?? 200 };
    this.#publisher = new Publisher(options.journal ?? null);
    if (options.initial !== undefined) this.#store.load(options.initial.documents);
    this.#version = options.initial?.version ?? 0;
    this.#micros = options.initial === undefined ? Math.floor(options.clock.now() * 1000) : toMicros(options.initial.time);
    this.#history = new History(options.history ?? {}, this.#version, this.readTime);
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

  async getAll(paths: readonly string[], options: ReadOptions): Promise<{ documents: readonly (Document | null)[]; readTime: Timestamp }> {
    const { overlay, readTime } = this.#view(options);
    return { documents: paths.map((path) => this.#read(path, overlay)), readTime };
  }

  query(query: Query): QueryResult {
    return this.#query(query, null, this.readTime);
  }

  async runQuery(query: Query, options: ReadOptions): Promise<QueryResult> {
    const { overlay, readTime } = this.#view(options);
    return this.#query(query, overlay, readTime);
  }

  async aggregate(
    query: Query,
    aggregations: readonly Aggregation[],
    options: ReadOptions,
  ): Promise<{ values: ReadonlyMap<string, Value>; readTime: Timestamp; scanned: number }> {
    const { overlay, readTime } = this.#view(options);
    const effort: Effort = { scanned: 0 };
    const passed = { skipped: 0 };
    const values = aggregateDocuments(page(rows(this.#machine, query, overlay, effort), query, passed), aggregations);
    return { values, readTime, scanned: effort.scanned };
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

  begin(_options: { readOnly: boolean; readTime?: Timestamp; retry?: TransactionId }): TransactionId {
    return "" as TransactionId;
  }

  rollback(_transaction: TransactionId): void {}

  async commit(writes: readonly Write[], options: CommitOptions): Promise<CommitResult> {
    this.#publisher.check();
    const time = this.#nextTime();
    const planned = planCommit(writes, { database: this.name, time, get: (path) => this.#store.get(path), check: () => undefined });
    options.guard?.(planned.plan);
    if (planned.changes.length > 0) {
      await this.#apply({ version: this.#version + 1, time, changes: planned.changes, caller: options.caller });
    } else await this.#publisher.settled();
    return { time, results: planned.results };
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
    return [...walkNames(this.#store, everything, false)].map((path) => this.#store.get(path)).filter((document) => document !== null);
  }

  async clear(): Promise<void> {
    const changes = [...this.all()].map((before) => ({ path: before.path, before, after: null, mask: null }));
    if (changes.length === 0) return this.#publisher.settled();
    await this.#apply({ version: this.#version + 1, time: this.#nextTime(), changes, caller: { kind: "admin" }, cleared: true });
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

  #view(options: ReadOptions): { overlay: Overlay | null; readTime: Timestamp } {
    if (options.readTime === undefined) return { overlay: null, readTime: this.readTime };
    return { overlay: this.#history.overlay(this.#history.versionAt(options.readTime)), readTime: options.readTime };
  }

  #read(path: string, overlay: Overlay | null): Document | null {
    const past = overlay?.get(path);
    return past === undefined ? this.#store.get(path) : past;
  }

  #query(query: Query, overlay: Overlay | null, readTime: Timestamp): QueryResult {
    const effort: Effort = { scanned: 0 };
    const passed = { skipped: 0 };
    const { select } = query;
    let documents = [...page(rows(this.#machine, query, overlay, effort), query, passed)];
    if (select !== null) documents = documents.map((document) => ({ ...document, fields: project(document.fields, select) }));
    return { documents, readTime, skipped: passed.skipped, scanned: effort.scanned };
  }
}

/** The part of a query's documents that offset and limit leave. */
function* page(documents: Iterable<Document>, query: Query, passed: { skipped: number }): Generator<Document> {
  if (query.limit === 0) return;
  let given = 0;
  for (const document of documents) {
    if (passed.skipped < query.offset) {
      passed.skipped++;
      continue;
    }
    yield document;
    if (++given === query.limit) return;
  }
}
