import type { Change, Commit, Database, Document } from "../api.ts";
import type { Query } from "../query.ts";
import { Matcher } from "./matcher.ts";

/** A database as it was at a version. */
export interface State {
  get(path: string): Document | null;
  /** A query's results, `select` aside. */
  query(query: Query): readonly Document[];
}

/**
 * The database at a version that commits may have moved past, read by taking back what they changed. That costs as
 * much as they changed, whatever the size of the collection. A version that history has forgotten reads as the
 * present.
 */
export function stateAt(database: Database, version: number): State {
  const commits = version < database.version ? (database.commitsSince(version) ?? []) : [];
  const changes = netChanges(commits);
  if (changes.length === 0) {
    return { get: (path) => database.get(path), query: (query) => database.query(query).documents };
  }
  const before = new Map(changes.map((change) => [change.path, change.before]));
  return {
    get: (path) => (before.has(path) ? (before.get(path) ?? null) : database.get(path)),
    query: (query) => queryBefore(database, query, before),
  };
}

/** Each document's way from the first state to the last. */
export function netChanges(commits: readonly Commit[]): readonly Change[] {
  const net = new Map<string, Change>();
  for (const { changes } of commits) {
    for (const change of changes) {
      const earlier = net.get(change.path);
      net.set(change.path, earlier === undefined ? change : { ...change, before: earlier.before });
    }
  }
  return [...net.values()];
}

/** The results as they were: unchanged documents are still there to be read, the others are known from the changes. */
function queryBefore(
  database: Database,
  query: Query,
  before: ReadonlyMap<string, Document | null>,
): readonly Document[] {
  const end = query.limit === null ? undefined : query.offset + query.limit;
  const limit = end === undefined ? null : end + before.size;
  const unchanged = database
    .query({ ...query, offset: 0, limit })
    .documents.filter(({ path }) => !before.has(path));
  const matcher = new Matcher(query, database.name);
  return [...unchanged, ...before.values()]
    .flatMap((document) => {
      const place = matcher.placeOf(document);
      return document === null || place === null ? [] : [{ place, document }];
    })
    .sort((a, b) => matcher.compare(a.place, b.place))
    .slice(query.offset, end)
    .map(({ document }) => document);
}
