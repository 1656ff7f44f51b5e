import type { FieldPath, Aggregation, Query } from "./query.ts";
import type { MapValue, Timestamp, Value } from "./value.ts";

/** A document at rest. `path` is relative to the database: `customers/a1/comments/b2`. Never mutated. */
export interface Document {
  readonly path: string;
  readonly fields: MapValue;
  readonly createTime: Timestamp;
  readonly updateTime: Timestamp;
}

export interface Precondition {
  readonly exists?: boolean;
  readonly updateTime?: Timestamp;
}

export type Transform =
  | { readonly field: FieldPath; readonly op: "serverTimestamp" }
  | {
      readonly field: FieldPath;
      readonly op: "increment" | "minimum" | "maximum";
      readonly operand: bigint | number;
    }
  | {
      readonly field: FieldPath;
      readonly op: "arrayUnion" | "arrayRemove";
      readonly operand: readonly Value[];
    };

export type Write =
  | {
      readonly op: "set";
      readonly path: string;
      readonly fields: MapValue;
      /** null replaces the document; a list writes (or, where `fields` lacks the path, deletes) exactly these fields. */
      readonly mask: readonly FieldPath[] | null;
      readonly transforms: readonly Transform[];
      readonly precondition: Precondition;
    }
  | { readonly op: "delete"; readonly path: string; readonly precondition: Precondition }
  | { readonly op: "verify"; readonly path: string; readonly precondition: Precondition };

/** One document's move in a commit. before === null: created; after === null: deleted. */
export interface Change {
  readonly path: string;
  readonly before: Document | null;
  readonly after: Document | null;
  /** What the write touched, for trigger events; null when the whole document was replaced or deleted. */
  readonly mask: readonly FieldPath[] | null;
}

/** Who asked. `admin` bypasses rules; a user's claims are the token's payload; `auth: null` is anonymous. */
export type Caller =
  | { readonly kind: "admin" }
  | {
      readonly kind: "client";
      readonly auth: { readonly uid: string; readonly token: Readonly<Record<string, unknown>> } | null;
    };

export interface Commit {
  /** Strictly increasing by one over the life of the database, across restarts. */
  readonly version: number;
  readonly time: Timestamp;
  /** Only real moves: a write that leaves a document as it was is in `results` but not here. */
  readonly changes: readonly Change[];
  readonly caller: Caller;
  /** Everything was removed at once by `clear`: listeners hear of it, triggers do not. */
  readonly cleared?: true;
}

export interface WriteResult {
  /** null for delete and verify. */
  readonly updateTime: Timestamp | null;
  readonly transformResults: readonly Value[];
}

/** What a commit is about to do, shown to the guard (the rules) before anything is applied. */
export interface CommitPlan {
  /** What server timestamps of this commit are, and `request.time` is: whole milliseconds. */
  readonly time: Timestamp;
  readonly steps: readonly {
    readonly write: Write;
    /** The document before the whole commit, and after this write with its transforms. */
    readonly before: Document | null;
    readonly after: Document | null;
  }[];
  /** A document as it will be after the whole commit (getAfter, existsAfter). */
  after(path: string): Document | null;
}

export interface CommitOptions {
  readonly caller: Caller;
  /** A transaction begun here; its locks are released with the commit. */
  readonly transaction?: TransactionId;
  /** Called synchronously in the same turn as the commit is applied; throws to refuse. */
  readonly guard?: (plan: CommitPlan) => void;
}

export interface CommitResult {
  readonly time: Timestamp;
  readonly results: readonly WriteResult[];
}

/** 8+ opaque bytes in latin-1 form. */
export type TransactionId = string & { readonly __brand: "TransactionId" };

export interface ReadOptions {
  readonly transaction?: TransactionId;
  /** Read as of this time (history permitting, else FAILED_PRECONDITION). */
  readonly readTime?: Timestamp;
}

export interface QueryResult {
  readonly documents: readonly Document[];
  readonly readTime: Timestamp;
  /** Documents passed over by `offset`; they are billed. */
  readonly skipped: number;
  /** Index entries looked at, for tests and benches of the planner. */
  readonly scanned: number;
}

/**
 * One database: an ordered, indexed, versioned store of documents. Single-threaded and synchronous inside; a read
 * in one turn of the event loop sees one version. Only locks and the journal make a caller wait.
 */
export interface Database {
  /** `projects/{p}/databases/{d}` */
  readonly name: string;
  /** The last committed version and its time. */
  readonly version: number;
  readonly readTime: Timestamp;

  get(path: string): Document | null;
  /** Reads under options (locks for read-write transactions, history for read times). */
  getAll(
    paths: readonly string[],
    options: ReadOptions,
  ): Promise<{ documents: readonly (Document | null)[]; readTime: Timestamp }>;
  /** Runs now, at the current version. Throws FirestoreError for a malformed query or a missing index. */
  query(query: Query): QueryResult;
  runQuery(query: Query, options: ReadOptions): Promise<QueryResult>;
  aggregate(
    query: Query,
    aggregations: readonly Aggregation[],
    options: ReadOptions,
  ): Promise<{ values: ReadonlyMap<string, Value>; readTime: Timestamp; scanned: number }>;
  /** Ids of the collections directly under a document ("" for the root), in order. */
  collectionIds(parent: string): readonly string[];
  /** Documents of a collection including missing ones that only have sub-collections (`showMissing`). */
  listDocuments(
    parent: string,
    collection: string,
    options: { showMissing: boolean; limit: number; after: string | null },
  ): readonly { path: string; document: Document | null }[];

  begin(options: { readOnly: boolean; readTime?: Timestamp; retry?: TransactionId }): TransactionId;
  rollback(transaction: TransactionId): void;
  /** Resolves when the commit is applied and durable. */
  commit(writes: readonly Write[], options: CommitOptions): Promise<CommitResult>;

  /** Called once per durable commit, in version order. Returns the way to stop. */
  onCommit(listener: (commit: Commit) => void): () => void;
  /** Commits after `version` still in memory, oldest first; null when history no longer reaches back so far. */
  commitsSince(version: number): readonly Commit[] | null;

  /** Every document, in name order (export, compaction). */
  all(): Iterable<Document>;
  /** Removes everything, as one commit seen by listeners and by no trigger. */
  clear(): Promise<void>;
}

/** What a database is made of. Only `name` and `clock` are needed. */
export interface DatabaseOptions {
  /** `projects/{p}/databases/{d}` */
  readonly name: string;
  readonly clock: Clock;
  readonly journal?: Journal;
  /** A parsed `firestore.indexes.json`: queries that production would refuse for want of an index are refused. */
  readonly indexes?: IndexesFile;
  readonly history?: HistoryBounds;
  /** The state to start from: documents in any order, and the version and time they were left at. */
  readonly initial?: {
    readonly documents: Iterable<Document>;
    readonly version: number;
    readonly time: Timestamp;
  };
  /** Collections of up to this many documents are scanned instead of indexed; default 200. */
  readonly scanLimit?: number;
}

/** How far back the past is kept for `readTime`, read-only transactions and `commitsSince`. */
export interface HistoryBounds {
  /** Default one hour. */
  readonly milliseconds?: number;
  /** Most document changes kept; default 100,000. */
  readonly changes?: number;
  /** Most bytes of earlier states of documents kept, about; default 64 MiB. */
  readonly bytes?: number;
}

/** The parts of `firestore.indexes.json` that decide which queries are served. */
export interface IndexesFile {
  readonly indexes?: readonly {
    readonly collectionGroup: string;
    readonly queryScope?: string;
    readonly fields: readonly {
      readonly fieldPath: string;
      readonly order?: string;
      readonly arrayConfig?: string;
      readonly vectorConfig?: unknown;
    }[];
  }[];
  readonly fieldOverrides?: readonly {
    readonly collectionGroup: string;
    readonly fieldPath: string;
    readonly indexes?: readonly {
      readonly queryScope?: string;
      readonly order?: string;
      readonly arrayConfig?: string;
    }[];
  }[];
}

/** Where time comes from; tests and the control endpoint may move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** Makes commits durable. The engine calls `append` in version order; the commit is acknowledged when it resolves. */
export interface Journal {
  append(commit: Commit): Promise<void>;
}
