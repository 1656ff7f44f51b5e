import { Code, type FirestoreError } from "../../engine/errors.ts";
import { writeToken, type Point } from "../../engine/watch/token.ts";
import type { Message } from "../api.ts";
import { writeTimestamp } from "../convert/value.ts";
import { bloomFilter } from "./bloom.ts";

/** The answer that a target was added; its documents follow. */
export function added(id: number): Message {
  return { targetChange: { targetChangeType: "ADD", targetIds: [id] } };
}

/** The target starts over: what was sent for it before counts for nothing. */
export function reset(id: number, point: Point): Message {
  return { targetChange: { targetChangeType: "RESET", targetIds: [id], resumeToken: writeToken(point) } };
}

/** The target has all its documents, as of the point. */
export function current(id: number, point: Point): Message {
  return { targetChange: { targetChangeType: "CURRENT", targetIds: [id], ...at(point) } };
}

/** The target is gone: at the client's wish, or for a cause. */
export function removed(id: number, cause?: FirestoreError): Message {
  const reason = cause === undefined ? {} : { cause: { code: Code[cause.code], message: cause.message } };
  return { targetChange: { targetChangeType: "REMOVE", targetIds: [id], ...reason } };
}

/** Everything on the stream is consistent as of the point. */
export function snapshot(point: Point): Message {
  return { targetChange: { targetChangeType: "NO_CHANGE", targetIds: [], ...at(point) } };
}

/** How many documents a target has and, roughly, which: a client that has others drops them, or asks again for all. */
export function filter(id: number, names: readonly string[]): Message {
  return { filter: { targetId: id, count: names.length, unchangedNames: bloomFilter(names) } };
}

function at(point: Point): { readonly resumeToken: Uint8Array; readonly readTime: Message } {
  return { resumeToken: writeToken(point), readTime: writeTimestamp(point.time) };
}
