import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { crc32 } from "node:zlib";
import { DataFolderError } from "./api.ts";

/**
 * The outside of both kinds of file. A file begins with one readable line, `firestore-local journal 1`, whose number
 * is the format's version. Frames follow: length and checksum of the payload, a checksum of those two, the payload.
 * One frame is one write that was flushed before anything else was written, so a frame that fails its checksum while
 * an intact one follows is damage, and a frame that fails at the end of the file is a write that never finished.
 */
export type FileKind = "journal" | "snapshot";

export const FORMAT_VERSION = 1;
export const FRAME_HEAD = 12;

const CHUNK = 4 * 1024 * 1024;

/** The first line of a file of this kind. */
export function fileHead(kind: FileKind): Buffer {
  return Buffer.from(`firestore-local ${kind} ${FORMAT_VERSION}\n`, "latin1");
}

/** Head of the frame around `payload`. */
export function frameHead(payload: Uint8Array): Buffer {
  const head = Buffer.allocUnsafe(FRAME_HEAD);
  head.writeUInt32LE(payload.length, 0);
  head.writeUInt32LE(crc32(payload), 4);
  head.writeUInt32LE(crc32(head.subarray(0, 8)), 8);
  return head;
}

/** How reading a file ended: `intact` bytes from its beginning are good, `torn` bytes after them are not. */
export interface Reading {
  readonly intact: number;
  readonly torn: number;
}

/**
 * Gives each intact frame's payload to `take`, in order; the payload is only valid during the call. Throws
 * DataFolderError for a file of another kind, of a newer version, or damaged before its end.
 */
export function readFrames(file: string, kind: FileKind, take: (payload: Buffer) => void): Reading {
  const source = new Source(file);
  try {
    const start = readHead(source, file, kind);
    if (start === null) return { intact: 0, torn: source.size };
    let at = start;
    while (at < source.size) {
      const frame = frameAt(source, at);
      if (frame.payload === null) {
        if (frame.next !== null && frameAt(source, frame.next).payload !== null) {
          throw new DataFolderError(
            `${file} is damaged at byte ${at}: intact commits follow a broken one. Nothing was changed; restore the file or use another data folder.`,
          );
        }
        break;
      }
      take(frame.payload);
      at = frame.next;
    }
    return { intact: at, torn: source.size - at };
  } finally {
    source.close();
  }
}

/** Where the frames begin; null when even the first line was not written to its end. */
function readHead(source: Source, file: string, kind: FileKind): number | null {
  const first = source.view(0, Math.min(64, source.size));
  const end = first.indexOf(0x0a);
  const line = first.toString("latin1", 0, end < 0 ? first.length : end);
  if (end < 0 && fileHead(kind).toString("latin1").startsWith(line)) return null;
  const match = /^firestore-local (journal|snapshot) (\d{1,9})$/.exec(end < 0 ? "" : line);
  if (match === null || match[1] !== kind)
    throw new DataFolderError(`${file} is not a ${kind} of firestore-local.`);
  const version = Number(match[2]);
  if (version > FORMAT_VERSION) {
    throw new DataFolderError(
      `${file} was written by a newer version of firestore-local (format ${version}; this one reads up to ${FORMAT_VERSION}). Use that version, or another data folder.`,
    );
  }
  return end + 1;
}

/** payload null: not intact; then `next` is where a frame would follow, if the head at least is whole. */
type Frame =
  | { readonly payload: Buffer; readonly next: number }
  | { readonly payload: null; readonly next: number | null };

function frameAt(source: Source, at: number): Frame {
  if (at + FRAME_HEAD > source.size) return { payload: null, next: null };
  const head = source.view(at, FRAME_HEAD);
  const length = head.readUInt32LE(0);
  const sum = head.readUInt32LE(4);
  if (head.readUInt32LE(8) !== crc32(head.subarray(0, 8))) return { payload: null, next: null };
  const next = at + FRAME_HEAD + length;
  if (next > source.size) return { payload: null, next: null };
  const payload = source.view(at + FRAME_HEAD, length);
  return crc32(payload) === sum ? { payload, next } : { payload: null, next };
}

/** A file read forward in large pieces, never whole. */
class Source {
  readonly size: number;
  readonly #descriptor: number;
  #buffer = Buffer.allocUnsafe(0);
  #start = 0;
  #filled = 0;

  constructor(file: string) {
    this.#descriptor = openSync(file, "r");
    this.size = fstatSync(this.#descriptor).size;
  }

  /** `length` bytes from `at`, which must lie inside the file; valid until the next call. */
  view(at: number, length: number): Buffer {
    if (at < this.#start || at + length > this.#start + this.#filled) this.#fill(at, length);
    const offset = at - this.#start;
    return this.#buffer.subarray(offset, offset + length);
  }

  close(): void {
    closeSync(this.#descriptor);
  }

  #fill(at: number, length: number): void {
    const wanted = Math.min(Math.max(length, CHUNK), this.size - at);
    if (this.#buffer.length < wanted) this.#buffer = Buffer.allocUnsafe(wanted);
    this.#start = at;
    this.#filled = 0;
    while (this.#filled < wanted) {
      const got = readSync(
        this.#descriptor,
        this.#buffer,
        this.#filled,
        wanted - this.#filled,
        at + this.#filled,
      );
      if (got === 0)
        throw new DataFolderError(
          "A data file became shorter while it was read; is another program writing to it?",
        );
      this.#filled += got;
    }
  }
}
