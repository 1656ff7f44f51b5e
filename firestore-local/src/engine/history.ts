import type { Commit, Document, HistoryBounds } from "./api.ts";
import { documentSize } from "./commit/size.ts";
import { FirestoreError } from "./errors.ts";
import type { Overlay } from "./plan/execute.ts";
import { toMicros } from "./timestamps.ts";
import type { Timestamp } from "./value.ts";

/** Refuses a read of a past that is no longer (or was never) kept. */
function tooOld(): never {
  throw new FirestoreError("FAILED_PRECONDITION", "The requested 'read_time' is too old.");
}

interface Weight {
  readonly changes: number;
  readonly bytes: number;
}

function sum(a: Weight, b: Weight, sign: 1 | -1): Weight {
  return { changes: a.changes + sign * b.changes, bytes: a.bytes + sign * b.bytes };
}

/** What a commit costs to remember: the states before it, which nothing else keeps. */
function weigh({ changes }: Commit): Weight {
  let bytes = 0;
  for (const { path, before } of changes) if (before !== null) bytes += documentSize(path, before.fields);
  return { changes: changes.length, bytes };
}

/** The last commits: what lets a read see the state before them, and a listener catch up. */
export class History {
  readonly #milliseconds: number;
  readonly #limit: Weight;
  /** Oldest first; those before `#first` are dropped and cut off now and then. */
  #commits: Commit[] = [];
  #first = 0;
  #weight: Weight = { changes: 0, bytes: 0 };
  /** The version and time of the state that lies before the oldest commit kept. */
  #floor: { version: number; micros: number };

  constructor(bounds: HistoryBounds, version: number, time: Timestamp) {
    this.#milliseconds = bounds.milliseconds ?? 3_600_000;
    this.#limit = { changes: bounds.changes ?? 100_000, bytes: bounds.bytes ?? 64 * 2 ** 20 };
    this.#floor = { version, micros: toMicros(time) };
  }

  /** Remembers a commit. */
  add(commit: Commit): void {
    this.#commits.push(commit);
    this.#weight = sum(this.#weight, weigh(commit), 1);
  }

  /**
   * Forgets what is out of bounds. Commits that listeners have not heard of (those after this one) are always kept, for
   * what listeners are told is as of the last one they heard of.
   */
  trim(announced: Commit): void {
    const oldest = toMicros(announced.time) - this.#milliseconds * 1000;
    for (let next = this.#commits[this.#first]; next !== undefined; next = this.#commits[this.#first]) {
      if (next.version > announced.version) break;
      const fits = this.#weight.changes <= this.#limit.changes && this.#weight.bytes <= this.#limit.bytes;
      if (fits && toMicros(next.time) >= oldest) break;
      this.#floor = { version: next.version, micros: toMicros(next.time) };
      this.#weight = sum(this.#weight, weigh(next), -1);
      this.#first++;
    }
    if (this.#first > 64 && this.#first * 2 > this.#commits.length) {
      this.#commits = this.#commits.slice(this.#first);
      this.#first = 0;
    }
  }

  /** Commits after a version, oldest first; null when some of them are forgotten. */
  since(version: number): readonly Commit[] | null {
    if (version < this.#floor.version) return null;
    return this.#commits.slice(this.#first + version - this.#floor.version);
  }

  /** The version that was current at a time. Throws FAILED_PRECONDITION when that is before what is kept. */
  versionAt(time: Timestamp): number {
    const micros = toMicros(time);
    if (micros < this.#floor.micros) tooOld();
    let low = this.#first;
    let high = this.#commits.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const commit = this.#commits[middle];
      if (commit !== undefined && toMicros(commit.time) <= micros) low = middle + 1;
      else high = middle;
    }
    return this.#floor.version + low - this.#first;
  }

  /** What was different from now at a version; null when nothing was. Throws FAILED_PRECONDITION when it is too old. */
  overlay(version: number): Overlay | null {
    const commits = this.since(version) ?? tooOld();
    if (commits.length === 0) return null;
    const overlay = new Map<string, Document | null>();
    for (const commit of commits) {
      for (const change of commit.changes)
        if (!overlay.has(change.path)) overlay.set(change.path, change.before);
    }
    return overlay;
  }
}
