import type { Document } from "../../engine/api.ts";
import type { Query } from "../../engine/query.ts";
import type { Timestamp } from "../../engine/value.ts";
import { readToken, type Point } from "../../engine/watch/token.ts";
import type { Message } from "../api.ts";
import { boolean, bytes, child, int32, invalid, own, string, strings } from "../convert/message.ts";
import { documentName, parentName, type ResourceName } from "../convert/names.ts";
import { readQuery } from "../convert/query.ts";
import { readTimestamp } from "../convert/value.ts";

/** What a target watches. */
export type Watched =
  | { readonly kind: "query"; readonly query: Query }
  | { readonly kind: "documents"; readonly paths: readonly string[] };

/** Where a target is to go on from. */
export type Since =
  | { readonly kind: "start" }
  | { readonly kind: "point"; readonly point: Point }
  | { readonly kind: "time"; readonly time: Timestamp }
  /** A token that means nothing here. */
  | { readonly kind: "unknown" };

/** A target as the client asked for it. */
export interface TargetRequest {
  /** 0: the server gives it one. */
  readonly id: number;
  /** Whether it ends once it is current. */
  readonly once: boolean;
  readonly since: Since;
}

/** Reads what does not depend on the database: the id, and where to go on from. */
export function readTargetRequest(message: Message): TargetRequest {
  return { id: int32(message, "targetId") ?? 0, once: boolean(message, "once"), since: readSince(message) };
}

function readSince(message: Message): Since {
  const token = bytes(message, "resumeToken");
  if (token.length > 0) {
    const point = readToken(token);
    return point === null ? { kind: "unknown" } : { kind: "point", point };
  }
  const time = child(message, "readTime");
  return time === undefined ? { kind: "start" } : { kind: "time", time: readTimestamp(time) };
}

/** Reads what a target of a stream on that database watches. Throws FirestoreError for a target that makes no sense. */
export function readWatched(database: string, message: Message): Watched {
  const target = child(message, "query");
  if (target !== undefined) {
    const parent = parentName(string(target, "parent"));
    checkDatabase(database, parent);
    return { kind: "query", query: readQuery(parent.path, child(target, "structuredQuery") ?? {}) };
  }
  const documents = child(message, "documents");
  if (documents === undefined) throw invalid("A target needs a query or documents.");
  const paths = strings(documents, "documents").map((name) => {
    const parsed = documentName(name);
    checkDatabase(database, parsed);
    return parsed.path;
  });
  if (paths.length === 0) throw invalid("A target needs documents.");
  return { kind: "documents", paths: [...new Set(paths)] };
}

/** The database that a stream's first request is about. */
export function readStreamDatabase(request: Message): string {
  const named = string(request, "database");
  if (named !== "") return named;
  const target = child(request, "addTarget") ?? {};
  const query = child(target, "query");
  if (query !== undefined) return parentName(string(query, "parent")).database;
  const name = strings(child(target, "documents") ?? {}, "documents")[0];
  if (name === undefined) throw invalid("'database' must be set on an initial listen request.");
  return documentName(name).database;
}

/** The id of the target to remove; undefined when the request is for something else. */
export function readRemoval(request: Message): number | undefined {
  return own(request, "removeTarget") === undefined ? undefined : int32(request, "removeTarget");
}

function checkDatabase(database: string, name: ResourceName): void {
  if (name.database !== database) {
    throw invalid(`Target is in database "${name.database}", but the stream watches "${database}".`);
  }
}

/** Documents in the order of the paths that name them, null for missing ones. */
export function inOrder(
  paths: readonly string[],
  documents: readonly Document[],
): readonly (Document | null)[] {
  const found = new Map(documents.map((document) => [document.path, document]));
  return paths.map((path) => found.get(path) ?? null);
}
