import type { Change, Commit, Database, Document } from "../api.ts";
import { compareTimestamps } from "../order.ts";
import type { Query } from "../query.ts";
import type { Timestamp } from "../value.ts";
import type { Delta } from "./delta.ts";
import { Matcher } from "./matcher.ts";
import type { Point } from "./token.ts";
import { difference, moves } from "./view.ts";

/** What a listener that comes back must be told. */
export type Resumption =
  /** Everything that moved. */
  | { readonly kind: "delta"; readonly delta: Delta }
  /** What changed, and how many results there are, for what left can no longer be told. */
  | { readonly kind: "count"; readonly changed: readonly Document[]; readonly count: number }
  /** Nothing that the listener has can be trusted: start over. */
  | { readonly kind: "restart" };

const RESTART: Resumption = { kind: "restart" };
/** With more changes than this, telling them apart costs more than starting over. */
const MOST_CHANGES = 10_000;

/** How to bring a listener of a query from a point up to the database's current version. */
export function resumeQuery(database: Database, query: Query, since: Point): Resumption {
  const whole = { ...query, select: null };
  const bounded = query.limit !== null || query.offset > 0;
  const commits = commitsAfter(database, since);
  if (commits === "unknown") return RESTART;
  if (commits === null) {
    // A window may have let documents in that did not change, which no update time would show.
    return bounded ? RESTART : recount(database, whole, since.time);
  }
  const changes = netChanges(commits);
  const matcher = new Matcher(whole, database.name);
  if (!bounded) {
    return { kind: "delta", delta: moves(changes, (document) => matcher.selects(document), database.readTime) };
  }
  if (changes.length > MOST_CHANGES) return RESTART;
  const before = windowBefore(database, whole, changes, matcher);
  const after = database.query(whole).documents;
  return { kind: "delta", delta: difference(before, after, (path) => database.get(path), database.readTime) };
}

/** What a listener came to be told of named documents since a point; null when that is no longer known. */
export function resumeDocuments(database: Database, paths: readonly string[], since: Point): Delta | null {
  const commits = commitsAfter(database, since);
  if (commits === null || commits === "unknown") return null;
  const wanted = new Set(paths);
  const changes = netChanges(commits).filter(({ path }) => wanted.has(path));
  return moves(changes, (document) => document !== null, database.readTime);
}

/** Query results for a listener that knows only the time it was at. */
export function resumeAtTime(database: Database, query: Query, time: Timestamp): Resumption {
  if (query.limit !== null || query.offset > 0 || compareTimestamps(time, database.readTime) > 0) return RESTART;
  return recount(database, { ...query, select: null }, time);
}

function recount(database: Database, query: Query, time: Timestamp): Resumption {
  const { documents } = database.query(query);
  const changed = documents.filter(({ updateTime }) => compareTimestamps(updateTime, time) > 0);
  return { kind: "count", changed, count: documents.length };
}

/** Commits after a point; null when they are forgotten, "unknown" when the point is not of this database's life. */
function commitsAfter(database: Database, { version, time }: Point): readonly Commit[] | null | "unknown" {
  if (version > database.version || compareTimestamps(time, database.readTime) > 0) return "unknown";
  if (version === database.version) return compareTimestamps(time, database.readTime) === 0 ? [] : "unknown";
  // A version means something only together with its time: a database that lost its data counts from the start again.
  const own = version > 0 ? database.commitsSince(version - 1)?.[0] : undefined;
  if (own !== undefined && compareTimestamps(own.time, time) !== 0) return "unknown";
  const commits = database.commitsSince(version);
  const first = commits?.[0];
  if (first !== undefined && compareTimestamps(first.time, time) <= 0) return "unknown";
  return commits;
}

/** Each document's way from the first state to the last, skipping those that came back to where they were. */
function netChanges(commits: readonly Commit[]): readonly Change[] {
  const net = new Map<string, Change>();
  for (const { changes } of commits) {
    for (const change of changes) {
      const earlier = net.get(change.path);
      net.set(change.path, earlier === undefined ? change : { ...change, before: earlier.before });
    }
  }
  return [...net.values()].filter(({ before, after }) => before !== null || after !== null);
}

/** The window as it was: unchanged documents are still there to be read, the others are in the changes. */
function windowBefore(database: Database, query: Query, changes: readonly Change[], matcher: Matcher): readonly Document[] {
  const end = query.offset + (query.limit ?? Number.MAX_SAFE_INTEGER);
  const limit = query.limit === null ? null : end + changes.length;
  const touched = new Set(changes.map(({ path }) => path));
  const unchanged = database.query({ ...query, offset: 0, limit }).documents.filter(({ path }) => !touched.has(path));
  const former = changes.flatMap(({ before }) => (before === null ? [] : [before]));
  return [...unchanged, ...former]
    .flatMap((document) => {
      const place = matcher.placeOf(document);
      return place === null ? [] : [{ place, document }];
    })
    .sort((a, b) => matcher.compare(a.place, b.place))
    .slice(query.offset, end)
    .map(({ document }) => document);
}
