import type { Commit, Document } from "../engine/api.ts";
import type { Timestamp } from "../engine/value.ts";
import type { DatabaseImage } from "./api.ts";
import { ByteReader, ByteWriter } from "./bytes.ts";
import { StoredDocument } from "./stored-document.ts";
import { NameReader, NameWriter, readTimestamp, skipFields, writeFields, writeTimestamp } from "./values.ts";

/** The byte before each record. Stored in files: numbers are never reused or changed. */
const Kind = { database: 1, commit: 2, image: 3, document: 4, end: 5 } as const;

const NO_DOCUMENT = 0;
const DOCUMENT = 1;

/** Turns commits and images into records; one per file, because names and databases are numbered within a file. */
export class RecordWriter {
  readonly #names = new NameWriter();
  readonly #databases = new Map<string, number>();

  /** A commit as the documents it left behind: applying one twice does no harm. */
  commit(out: ByteWriter, database: string, commit: Commit): void {
    let number = this.#databases.get(database);
    if (number === undefined) {
      number = this.#databases.size;
      out.byte(Kind.database);
      out.string(database);
      this.#databases.set(database, number);
    }
    out.byte(Kind.commit);
    out.varint(number);
    out.varint(commit.version);
    writeTimestamp(out, commit.time);
    out.varint(commit.changes.length);
    for (const change of commit.changes) {
      if (change.after === null) {
        out.byte(NO_DOCUMENT);
        out.string(change.path);
      } else {
        out.byte(DOCUMENT);
        this.#document(out, change.after);
      }
    }
  }

  /** Begins a database's image; the documents that follow belong to it. */
  image(out: ByteWriter, image: DatabaseImage): void {
    out.byte(Kind.image);
    out.string(image.name);
    out.varint(image.version);
    writeTimestamp(out, image.time);
  }

  document(out: ByteWriter, document: Document): void {
    out.byte(Kind.document);
    this.#document(out, document);
  }

  /** The last record of a snapshot; without it the file is not whole. */
  end(out: ByteWriter, documents: number): void {
    out.byte(Kind.end);
    out.varint(documents);
  }

  #document(out: ByteWriter, document: Document): void {
    out.string(document.path);
    writeTimestamp(out, document.createTime);
    writeTimestamp(out, document.updateTime);
    const fields = document instanceof StoredDocument ? document.peek() : document.fields;
    writeFields(out, this.#names, fields);
  }
}

/** Where records go as they are read. */
export interface RecordSink {
  /** `changes` holds each path and the document it leads to, null when it was deleted. */
  commit(
    database: string,
    version: number,
    time: Timestamp,
    changes: readonly (readonly [path: string, after: Document | null])[],
  ): void;
  image(database: string, version: number, time: Timestamp): void;
  document(document: Document): void;
  end(documents: number): void;
}

/** The other side of RecordWriter; one per file. Throws RangeError for bytes that are no records. */
export class RecordReader {
  readonly #names = new NameReader();
  readonly #databases: string[] = [];
  readonly #sink: RecordSink;

  constructor(sink: RecordSink) {
    this.#sink = sink;
  }

  read(payload: Buffer): void {
    // Documents refer to their bytes, and the payload is another one after this call.
    const bytes = Buffer.from(payload);
    const from = new ByteReader(bytes);
    while (!from.done) this.#record(from, bytes);
  }

  #record(from: ByteReader, bytes: Buffer): void {
    const kind = from.byte();
    switch (kind) {
      case Kind.database:
        this.#databases.push(from.string());
        return;
      case Kind.commit:
        this.#commit(from, bytes);
        return;
      case Kind.image:
        this.#sink.image(from.string(), from.varint(), readTimestamp(from));
        return;
      case Kind.document:
        this.#sink.document(this.#document(from, bytes));
        return;
      case Kind.end:
        this.#sink.end(from.varint());
        return;
      default:
        throw new RangeError(`no record begins with byte ${kind}`);
    }
  }

  #commit(from: ByteReader, bytes: Buffer): void {
    const database = this.#databases[from.varint()];
    if (database === undefined) throw new RangeError("a commit names a database that is not in the table");
    const version = from.varint();
    const time = readTimestamp(from);
    const changes: (readonly [string, Document | null])[] = [];
    for (let left = from.varint(); left > 0; left--) {
      if (from.byte() === NO_DOCUMENT) {
        changes.push([from.string(), null]);
      } else {
        const document = this.#document(from, bytes);
        changes.push([document.path, document]);
      }
    }
    this.#sink.commit(database, version, time, changes);
  }

  #document(from: ByteReader, bytes: Buffer): Document {
    const path = from.string();
    const createTime = readTimestamp(from);
    const updated = readTimestamp(from);
    // Most documents of a large provider were never changed: one moment is enough for them.
    const same = updated.seconds === createTime.seconds && updated.nanos === createTime.nanos;
    const { at } = from;
    skipFields(from, this.#names);
    return new StoredDocument(path, createTime, same ? createTime : updated, bytes, at, this.#names.again);
  }
}
