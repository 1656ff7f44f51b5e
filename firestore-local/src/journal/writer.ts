import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { Commit } from "../engine/api.ts";
import { FirestoreError } from "../engine/errors.ts";
import { ByteWriter } from "./bytes.ts";
import { flushFolder, segmentFile } from "./folder.ts";
import { fileHead, frameHead } from "./frames.ts";
import { RecordWriter } from "./records.ts";

/** One journal file: its number, how much is in it, and the last version of each database that it holds. */
export interface Segment {
  readonly number: number;
  bytes: number;
  readonly versions: Map<string, number>;
}

/** Commits that will go out in one write, and everyone who waits for them. */
interface Batch {
  readonly file: SegmentFile;
  readonly bytes: ByteWriter;
  readonly written: PromiseWithResolvers<void>;
}

const CAPACITY = 64 * 1024;
/** A buffer that one large batch has grown beyond this is not kept for the next. */
const LARGEST_KEPT = 4 * 1024 * 1024;

/**
 * Group commit: commits appended while a write is under way wait together and go out in one write and one flush.
 * After a failed write nothing more is accepted, for what is on disk after it is not known until the file is read again.
 */
export class JournalWriter {
  readonly #folder: string;
  readonly #flushed: (segment: Segment) => void;
  #file: SegmentFile;
  #collecting: Batch | null = null;
  readonly #queue: Batch[] = [];
  #running: Promise<void> | null = null;
  #refusal: FirestoreError | null = null;
  #spare: ByteWriter | null = null;

  /** `number`: of the first file to be made; `flushed` is called after each flush. */
  constructor(folder: string, number: number, flushed: (segment: Segment) => void) {
    this.#folder = folder;
    this.#flushed = flushed;
    this.#file = new SegmentFile(folder, number);
  }

  /** Resolves when the commit is on disk. */
  append(database: string, commit: Commit): Promise<void> {
    if (this.#refusal !== null) return Promise.reject(this.#refusal);
    const batch = this.#batch();
    const start = batch.bytes.length;
    try {
      this.#file.records.commit(batch.bytes, database, commit);
    } catch (error) {
      // The tables of names may already count what is taken back here, so this file must not go on.
      batch.bytes.rewind(start);
      this.#refuse(`the commit could not be written down (${String(error)})`);
      return Promise.reject(this.#refusal);
    }
    this.#file.segment.versions.set(database, commit.version);
    this.#running ??= this.#run();
    return batch.written.promise;
  }

  /** Everything appended from now on goes to a new file. Returns that file's number. */
  rotate(): number {
    this.#collecting = null;
    const number = this.#file.segment.number + 1;
    this.#queue.push({ file: this.#file, bytes: new ByteWriter(0), written: Promise.withResolvers() });
    this.#file = new SegmentFile(this.#folder, number);
    this.#running ??= this.#run();
    return number;
  }

  /** Resolves when everything appended so far is on disk, or has failed. */
  async flush(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Flushes and accepts nothing more. */
  async close(): Promise<void> {
    this.#refusal ??= new FirestoreError("UNAVAILABLE", "The server is stopping.");
    await this.flush();
    await this.#file.close();
  }

  #batch(): Batch {
    if (this.#collecting === null) {
      this.#collecting = {
        file: this.#file,
        bytes: this.#spare ?? new ByteWriter(CAPACITY),
        written: Promise.withResolvers(),
      };
      this.#spare = null;
      this.#queue.push(this.#collecting);
    }
    return this.#collecting;
  }

  async #run(): Promise<void> {
    // The commits of one turn of the event loop belong together: wait for its end before the first write.
    await new Promise((resolve) => setImmediate(resolve));
    for (let batch = this.#queue.shift(); batch !== undefined; batch = this.#queue.shift()) {
      if (this.#collecting === batch) this.#collecting = null;
      await this.#write(batch);
    }
    this.#running = null;
  }

  async #write(batch: Batch): Promise<void> {
    try {
      if (batch.bytes.length > 0) await batch.file.write(batch.bytes.written());
      // A batch for a file that is no longer the current one is the last of it, or is followed by its closing.
      if (batch.file !== this.#file && !this.#queue.some((next) => next.file === batch.file))
        await batch.file.close();
      batch.written.resolve();
      this.#flushed(batch.file.segment);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#refuse(`the journal could not be written (${message})`);
      batch.written.promise.catch(() => undefined);
      batch.written.reject(this.#refusal);
      for (const next of this.#queue.splice(0)) {
        next.written.promise.catch(() => undefined);
        next.written.reject(this.#refusal);
      }
    }
    batch.bytes.rewind(0);
    if (batch.bytes.capacity >= CAPACITY && batch.bytes.capacity <= LARGEST_KEPT) this.#spare = batch.bytes;
  }

  #refuse(why: string): void {
    this.#refusal ??= new FirestoreError(
      "INTERNAL",
      `No more commits are accepted: ${why}. Restart the server when the cause is gone.`,
    );
  }
}

/** A journal file that comes into being with its first write. */
class SegmentFile {
  readonly segment: Segment;
  readonly records = new RecordWriter();
  readonly #folder: string;
  #handle: FileHandle | null = null;

  constructor(folder: string, number: number) {
    this.#folder = folder;
    this.segment = { number, bytes: 0, versions: new Map() };
  }

  async write(payload: Buffer): Promise<void> {
    const parts = [frameHead(payload), payload];
    const made = this.#handle === null;
    if (this.#handle === null) {
      this.#handle = await open(segmentFile(this.#folder, this.segment.number), "wx");
      parts.unshift(fileHead("journal"));
    }
    await writeAll(this.#handle, parts);
    await this.#handle.datasync();
    if (made) await flushFolder(this.#folder);
    for (const part of parts) this.segment.bytes += part.length;
  }

  async close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }
}

async function writeAll(handle: FileHandle, parts: readonly Buffer[]): Promise<void> {
  const whole = parts.reduce((sum, part) => sum + part.length, 0);
  const { bytesWritten } = await handle.writev(parts);
  if (bytesWritten === whole) return;
  // Only a full disk or a signal cuts a write short; the rest goes out in one piece or fails with the reason.
  let rest = Buffer.concat(parts).subarray(bytesWritten);
  while (rest.length > 0) rest = rest.subarray((await handle.write(rest)).bytesWritten);
}
