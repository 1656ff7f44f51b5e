import type { Commit, Database, Document } from "../api.ts";
import { compareTimestamps } from "../order.ts";
import type { Query } from "../query.ts";
import type { Timestamp } from "../value.ts";
import type { Delta } from "./delta.ts";
import { Matcher } from "./matcher.ts";
import { netChanges, stateAt } from "./past.ts";
import type { Point } from "./token.ts";
import { difference, moves } from "./view.ts";

/** What a listener that comes back must be told. */
export type Resumption =
  /** Everything that moved. */
  | { readonly kind: "delta"; readonly delta: Delta }
  /** What changed, and all that is there now, for what left can no longer be told. */
  | { readonly kind: "count"; readonly changed: readonly Document[]; readonly documents: readonly Document[] }
  /** Nothing that the listener has can be trusted: start over. */
  | { readonly kind: "restart" };

const RESTART: Resumption = { kind: "restart" };
/** With more changes than this, telling them apart costs more than starting over. */
const MOST_CHANGES = 10_000;

/** How to bring a listener of a query from a point to a later one. */
export function resumeQuery(database: Database, query: Query, since: Point, to: Point): Resumption {
  const whole = { ...query, select: null };
  const commits = commitsBetween(database, since, to);
  if (commits === "unknown") return RESTART;
  if (commits === null) return resumeAtTime(database, query, since.time, to);
  const changes = netChanges(commits);
  if (!isWindow(query)) {
    const matcher = new Matcher(whole, database.name);
    return { kind: "delta", delta: moves(changes, (document) => matcher.selects(document), to.time) };
  }
  if (changes.length > MOST_CHANGES) return RESTART;
  const now = stateAt(database, to.version);
  const before = stateAt(database, since.version).query(whole);
  return { kind: "delta", delta: difference(before, now.query(whole), (was) => now.get(was.path), to.time) };
}

/** The same for a listener that knows only the time it was at. */
export function resumeAtTime(database: Database, query: Query, since: Timestamp, to: Point): Resumption {
  // A window may have let documents in that did not change, which no update time would show.
  if (isWindow(query) || compareTimestamps(since, to.time) > 0) return RESTART;
  const documents = stateAt(database, to.version).query({ ...query, select: null });
  const changed = documents.filter(({ updateTime }) => compareTimestamps(updateTime, since) > 0);
  return { kind: "count", changed, documents };
}

/** What a listener of named documents must be told; null when that is no longer known. */
export function resumeDocuments(
  database: Database,
  paths: readonly string[],
  since: Point,
  to: Point,
): Delta | null {
  const commits = commitsBetween(database, since, to);
  if (commits === null || commits === "unknown") return null;
  const wanted = new Set(paths);
  const changes = netChanges(commits).filter(({ path }) => wanted.has(path));
  return moves(changes, (document) => document !== null, to.time);
}

function isWindow(query: Query): boolean {
  return query.limit !== null || query.offset > 0;
}

/** Commits between two points; null when they are forgotten, "unknown" when the first is not of this database's life. */
function commitsBetween(database: Database, since: Point, to: Point): readonly Commit[] | null | "unknown" {
  const order = compareTimestamps(since.time, to.time);
  if (since.version > to.version || order > 0) return "unknown";
  if (since.version === to.version) return order === 0 ? [] : "unknown";
  // A version means something only with its time: a database that lost its data counts from the start again.
  const own = since.version > 0 ? database.commitsSince(since.version - 1)?.[0] : undefined;
  if (own !== undefined && compareTimestamps(own.time, since.time) !== 0) return "unknown";
  const commits = database.commitsSince(since.version);
  if (commits === null) return null;
  const first = commits[0];
  if (first !== undefined && compareTimestamps(first.time, since.time) <= 0) return "unknown";
  return commits.filter(({ version }) => version <= to.version);
}
