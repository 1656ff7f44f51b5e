import { existsSync, mkdirSync, statSync, truncateSync } from "node:fs";
import { rm } from "node:fs/promises";
import type { Journal } from "../engine/api.ts";
import { DataFolderError } from "./api.ts";
import type { DatabaseImage, Store } from "./api.ts";
import { removeUnfinished, segmentFile, segmentNumbers, snapshotFile } from "./folder.ts";
import { readFrames } from "./frames.ts";
import { ImageCollector } from "./images.ts";
import { lockFolder } from "./lock.ts";
import { RecordReader } from "./records.ts";
import { readSnapshot, writeSnapshot } from "./snapshot.ts";
import { JournalWriter } from "./writer.ts";
import type { Segment } from "./writer.ts";

export interface StoreOptions {
  /** Documents for a folder that has none yet; a folder that has some is refused rather than overwritten. */
  readonly seed?: readonly DatabaseImage[];
  /** The journal is folded into the snapshot when it is larger than the snapshot and than this. */
  readonly compactAbove?: number;
  /** Called when a compaction fails; the journal goes on growing and nothing is lost. */
  readonly onCompactionError?: (error: unknown) => void;
}

const COMPACT_ABOVE = 8 * 1024 * 1024;

/**
 * Opens (or makes) a data folder and reads it. Throws DataFolderError when it is in use, damaged, or written by a
 * newer version; only a torn tail, which no one was told is stored, is cut off, and `notices` says so.
 */
export async function openStore(folder: string, options: StoreOptions = {}): Promise<Store> {
  mkdirSync(folder, { recursive: true });
  const unlock = lockFolder(folder);
  try {
    removeUnfinished(folder);
    const loaded = load(folder);
    if (options.seed === undefined) return new FolderStore(folder, unlock, options, loaded);
    if (loaded.images.length > 0) {
      throw new DataFolderError(
        `The data folder ${folder} already holds documents, and an import would replace them. Empty it, or start without one of the two.`,
      );
    }
    await writeSnapshot(snapshotFile(folder), options.seed);
    return new FolderStore(folder, unlock, options, load(folder));
  } catch (error) {
    unlock();
    throw error;
  }
}

interface Loaded {
  readonly images: readonly DatabaseImage[];
  readonly segments: readonly Segment[];
  readonly snapshotBytes: number;
  readonly notices: readonly string[];
}

function load(folder: string): Loaded {
  const collector = new ImageCollector();
  const snapshot = snapshotFile(folder);
  const notices: string[] = [];
  const snapshotBytes = existsSync(snapshot) ? statSync(snapshot).size : 0;
  if (snapshotBytes > 0) readSnapshot(snapshot, collector);
  const numbers = segmentNumbers(folder);
  const segments = numbers.map((number, index) => {
    const file = segmentFile(folder, number);
    const { segment, torn } = readSegment(file, number, collector);
    if (torn > 0) {
      // A later file is only begun after this cut, so a torn tail anywhere else is something that happened since.
      if (index < numbers.length - 1)
        throw new DataFolderError(
          `${file} is damaged: its last ${torn} bytes are not a commit, and later files follow. Nothing was changed.`,
        );
      truncateSync(file, segment.bytes);
      notices.push(
        `${file} ended in a write that was never finished; ${torn} bytes were cut off. No acknowledged commit was lost.`,
      );
    }
    return segment;
  });
  return { images: collector.images(), segments, snapshotBytes, notices };
}

function readSegment(
  file: string,
  number: number,
  collector: ImageCollector,
): { segment: Segment; torn: number } {
  const versions = new Map<string, number>();
  const records = new RecordReader({
    commit: (database, version, time, changes) => {
      collector.commit(database, version, time, changes);
      versions.set(database, version);
    },
    image: notInJournal,
    document: notInJournal,
    end: notInJournal,
  });
  try {
    const { intact, torn } = readFrames(file, "journal", (payload) => records.read(payload));
    return { segment: { number, bytes: intact, versions }, torn };
  } catch (error) {
    if (error instanceof RangeError)
      throw new DataFolderError(`${file} is damaged: ${error.message}. Nothing was changed.`);
    throw error;
  }
}

function notInJournal(): never {
  throw new RangeError("a journal holds nothing but commits");
}

class FolderStore implements Store {
  readonly notices: readonly string[];
  readonly #folder: string;
  readonly #unlock: () => void;
  readonly #options: StoreOptions;
  readonly #writer: JournalWriter;
  /** Journal files that the snapshot does not replace yet. */
  readonly #segments: Map<number, Segment>;
  /** Every database with anything on disk; a compaction that forgot one would lose it. */
  readonly #databases: Set<string>;
  #images: readonly DatabaseImage[];
  /** Size of the snapshot, or of the journal that a failed compaction could not fold into it. */
  #compacted: number;
  #current: (() => readonly DatabaseImage[]) | null = null;
  #compaction: Promise<void> | null = null;
  readonly #stopping = new AbortController();
  #closed: Promise<void> | null = null;

  constructor(folder: string, unlock: () => void, options: StoreOptions, loaded: Loaded) {
    this.#folder = folder;
    this.#unlock = unlock;
    this.#options = options;
    this.#images = loaded.images;
    this.#databases = new Set(loaded.images.map((image) => image.name));
    this.#compacted = loaded.snapshotBytes;
    this.notices = loaded.notices;
    this.#segments = new Map(loaded.segments.map((segment) => [segment.number, segment]));
    this.#writer = new JournalWriter(folder, (loaded.segments.at(-1)?.number ?? 0) + 1, (segment) =>
      this.#written(segment),
    );
  }

  takeImages(): readonly DatabaseImage[] {
    const images = this.#images;
    this.#images = [];
    return images;
  }

  journal(database: string): Journal {
    return {
      append: (commit) => {
        this.#databases.add(database);
        return this.#writer.append(database, commit);
      },
    };
  }

  compactWith(images: () => readonly DatabaseImage[]): void {
    this.#current = images;
    this.#compactIfGrown();
  }

  async flush(): Promise<void> {
    await this.#writer.flush();
    await this.#compaction;
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#stopping.abort();
    await this.#writer.close();
    await this.#compaction;
    this.#unlock();
  }

  #written(segment: Segment): void {
    if (segment.bytes > 0) this.#segments.set(segment.number, segment);
    this.#compactIfGrown();
  }

  #compactIfGrown(): void {
    if (this.#current === null || this.#compaction !== null || this.#closed !== null) return;
    let bytes = 0;
    for (const segment of this.#segments.values()) bytes += segment.bytes;
    if (bytes <= Math.max(this.#options.compactAbove ?? COMPACT_ABOVE, this.#compacted)) return;
    this.#compaction = this.#compact(this.#current)
      .catch((error: unknown) => {
        this.#compacted = bytes * 2;
        if (!this.#stopping.signal.aborted) this.#options.onCompactionError?.(error);
      })
      .finally(() => {
        this.#compaction = null;
      });
  }

  /**
   * Crash-safe at every point: until the rename the old snapshot and all journal files are there; after it the new
   * snapshot holds what the old files held, and reading them again skips the commits that it already has.
   */
  async #compact(current: () => readonly DatabaseImage[]): Promise<void> {
    const next = this.#writer.rotate();
    const images = current().map((image) => ({ ...image, documents: [...image.documents] }));
    const held = new Map(images.map((image) => [image.name, image.version]));
    for (const name of this.#databases)
      if (!held.has(name)) throw new Error(`nobody supplied the documents of ${name}`);
    await this.#writer.flush();
    this.#compacted = await writeSnapshot(snapshotFile(this.#folder), images, this.#stopping.signal);
    for (const [number, segment] of this.#segments) {
      if (
        number >= next ||
        ![...segment.versions].every(([name, version]) => version <= (held.get(name) ?? -1))
      )
        continue;
      await rm(segmentFile(this.#folder, number), { force: true });
      this.#segments.delete(number);
    }
  }
}
