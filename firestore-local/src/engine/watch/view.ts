import type { Change, Database, Document } from "../api.ts";
import type { Query } from "../query.ts";
import type { Timestamp } from "../value.ts";
import type { Delta, Removal } from "./delta.ts";
import { Matcher } from "./matcher.ts";
import { stateAt } from "./past.ts";

/** What a commit did, as far as one view is concerned. */
export interface Step {
  readonly version: number;
  readonly time: Timestamp;
  readonly changes: readonly Change[];
}

/** The live results of something that is listened to; shared by all who listen to the same thing. */
export interface View {
  /** Takes the next commit in and says how the results moved. */
  apply(step: Step): Delta;
  /** The results at the version of the last commit taken in, which the caller tells. */
  documentsAt(version: number): readonly Document[];
}

/** The view of a query as of a version. Throws FirestoreError for a query that cannot be run. */
export function viewOf(database: Database, query: Query, version: number): View {
  return query.limit === null && query.offset === 0
    ? new UnboundedView(database, query)
    : new WindowView(database, query, version);
}

/** A query without limit or offset: a document is in or out by itself, so nothing needs to be remembered. */
class UnboundedView implements View {
  readonly #database: Database;
  readonly #query: Query;
  readonly #matcher: Matcher;

  constructor(database: Database, query: Query) {
    this.#database = database;
    this.#query = query;
    this.#matcher = new Matcher(query, database.name);
  }

  apply({ time, changes }: Step): Delta {
    return moves(changes, (document) => this.#matcher.selects(document), time);
  }

  documentsAt(version: number): readonly Document[] {
    return stateAt(this.#database, version).query(this.#query);
  }
}

/** One named document, whether it exists or not. */
export class DocumentView implements View {
  readonly #database: Database;
  readonly #path: string;

  constructor(database: Database, path: string) {
    this.#database = database;
    this.#path = path;
  }

  apply({ time, changes }: Step): Delta {
    return moves(changes, (document) => document !== null, time);
  }

  documentsAt(version: number): readonly Document[] {
    const document = stateAt(this.#database, version).get(this.#path);
    return document === null ? [] : [document];
  }
}

/** How a set moves whose members are decided one by one. */
export function moves(
  changes: readonly Change[],
  selects: (document: Document | null) => boolean,
  time: Timestamp,
): Delta {
  const changed: Document[] = [];
  const removed: Removal[] = [];
  for (const { path, before, after } of changes) {
    if (after !== null && selects(after)) changed.push(after);
    else if (selects(before))
      removed.push({ path, document: after, reason: after === null ? "deleted" : "changed" });
  }
  return { changed, removed, time };
}

interface Row {
  readonly place: string;
  readonly document: Document;
}

/**
 * A query with a limit or an offset. Its window is remembered in order: whatever changes up to the last place is known
 * from the commit, so the query runs again only when a full window loses more than it gains (or has an offset, whose
 * documents nobody keeps).
 */
class WindowView implements View {
  readonly #database: Database;
  readonly #query: Query;
  readonly #matcher: Matcher;
  #rows: readonly Row[];

  constructor(database: Database, query: Query, version: number) {
    this.#database = database;
    this.#query = query;
    this.#matcher = new Matcher(query, database.name);
    this.#rows = this.#run(version);
  }

  apply({ version, time, changes }: Step): Delta {
    const before = this.#rows;
    const known = this.#query.offset === 0 ? this.#advance(changes) : null;
    this.#rows = known ?? this.#run(version);
    if (this.#rows === before) return { changed: [], removed: [], time };
    const after = new Map(changes.map((change) => [change.path, change.after]));
    return difference(
      before.map(({ document }) => document),
      this.#rows.map(({ document }) => document),
      (was) => (after.has(was.path) ? (after.get(was.path) ?? null) : was),
      time,
    );
  }

  documentsAt(): readonly Document[] {
    return this.#rows.map(({ document }) => document);
  }

  #run(version: number): readonly Row[] {
    const documents = stateAt(this.#database, version).query(this.#query);
    return documents.flatMap((document) => {
      const place = this.#matcher.placeOf(document);
      return place === null ? [] : [{ place, document }];
    });
  }

  /** The window after those changes; null when only the database can tell. */
  #advance(changes: readonly Change[]): readonly Row[] | null {
    const limit = this.#query.limit ?? Number.POSITIVE_INFINITY;
    const last = this.#rows.length === limit ? this.#rows.at(-1) : undefined;
    const touched = new Set(changes.map(({ path }) => path));
    const rows = this.#rows.filter(({ document }) => !touched.has(document.path));
    let moved = rows.length !== this.#rows.length;
    for (const { after } of changes) {
      const place = this.#matcher.placeOf(after);
      if (after === null || place === null) continue;
      // Beyond a full window's last place other documents may stand that nobody has seen.
      if (last !== undefined && this.#matcher.compare(place, last.place) > 0) continue;
      rows.splice(this.#positionOf(rows, place), 0, { place, document: after });
      moved = true;
    }
    if (!moved) return this.#rows;
    return last !== undefined && rows.length < limit ? null : rows.slice(0, limit);
  }

  #positionOf(rows: readonly Row[], place: string): number {
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const row = rows[middle];
      if (row !== undefined && this.#matcher.compare(row.place, place) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** How one list of results became another; `now` tells what has become of a document that is gone from it. */
export function difference(
  before: readonly Document[],
  after: readonly Document[],
  now: (was: Document) => Document | null,
  time: Timestamp,
): Delta {
  const old = new Map(before.map((document) => [document.path, document]));
  const changed = after.filter((document) => !same(old.get(document.path), document));
  for (const { path } of after) old.delete(path);
  const removed = [...old.values()].map((was): Removal => {
    const document = now(was);
    if (document === null) return { path: was.path, document, reason: "deleted" };
    return { path: was.path, document, reason: same(was, document) ? "displaced" : "changed" };
  });
  return { changed, removed, time };
}

function same(a: Document | undefined, b: Document): boolean {
  if (a === undefined) return false;
  return (
    a === b || (a.updateTime.seconds === b.updateTime.seconds && a.updateTime.nanos === b.updateTime.nanos)
  );
}
