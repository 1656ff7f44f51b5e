import { fromMicros, toMicros } from "../timestamps.ts";
import type { Timestamp } from "../value.ts";

/** A point in a database's life that a listener has seen everything up to. */
export interface Point {
  readonly version: number;
  readonly time: Timestamp;
}

const FORM = 1;

/** A resume token for a point, opaque to clients. */
export function writeToken(point: Point): Uint8Array {
  const bytes = Buffer.alloc(17);
  bytes.writeUInt8(FORM, 0);
  bytes.writeDoubleBE(point.version, 1);
  bytes.writeDoubleBE(toMicros(point.time), 9);
  return bytes;
}

/** Reads a resume token; null when it is none of ours. */
export function readToken(token: Uint8Array): Point | null {
  const bytes = Buffer.from(token.buffer, token.byteOffset, token.byteLength);
  if (bytes.length !== 17 || bytes.readUInt8(0) !== FORM) return null;
  const version = bytes.readDoubleBE(1);
  const micros = bytes.readDoubleBE(9);
  if (!Number.isSafeInteger(version) || version < 0 || !Number.isSafeInteger(micros)) return null;
  return { version, time: fromMicros(micros) };
}
