import type { Document, Journal } from "../engine/api.ts";
import type { Timestamp } from "../engine/value.ts";

/** One database as it was last acknowledged: what a fresh engine starts from. */
export interface DatabaseImage {
  /** `projects/{p}/databases/{d}` */
  readonly name: string;
  readonly version: number;
  /** Time of `version`; new commits are later than this even if the wall clock went back. */
  readonly time: Timestamp;
  /** Every document once, in no particular order. */
  readonly documents: Iterable<Document>;
}

/**
 * A data folder, held by this process alone until `close`. The server reads `images` once at its start, gives each
 * database its `journal(name)`, and tells the store where to find the living databases for compaction.
 */
export interface Store {
  /** The databases found in the folder; taken once, then released. */
  takeImages(): readonly DatabaseImage[];
  /** Where this database's commits go. Appending rejects with INTERNAL once a write has failed, with UNAVAILABLE after `close`. */
  journal(database: string): Journal;
  /** Supplies the current state of every database, taken in one turn, when the journal has outgrown its snapshot. */
  compactWith(images: () => readonly DatabaseImage[]): void;
  /** Sentences for the log about what was found at the start: a torn tail that was cut, what was loaded. */
  readonly notices: readonly string[];
  /** Resolves when everything appended so far is on disk and a compaction that runs has ended. */
  flush(): Promise<void>;
  /** Flushes, gives up a running compaction and releases the folder. Idempotent. */
  close(): Promise<void>;
}

/** Writes an export as `firebase emulators:export` asks for it; `directory` may be relative to the working directory. */
export type WriteExport = (
  directory: string,
  name: string,
  images: readonly DatabaseImage[],
) => Promise<void>;

/** Reads what WriteExport wrote, from the path of its `.overall_export_metadata` file. */
export type ReadExport = (metadataFile: string) => Promise<readonly DatabaseImage[]>;

/** A data folder or export that cannot be used; the message is a sentence for the person who started the server. */
export class DataFolderError extends Error {
  override readonly name = "DataFolderError";
}
