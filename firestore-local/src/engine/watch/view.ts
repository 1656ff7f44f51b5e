import type { Change, Database, Document } from "../api.ts";
import type { Query } from "../query.ts";
import type { Timestamp } from "../value.ts";
import type { Delta, Removal } from "./delta.ts";
import { Matcher } from "./matcher.ts";

/** What a commit did, as far as one view is concerned. */
export interface Step {
  readonly version: number;
  readonly time: Timestamp;
  readonly changes: readonly Change[];
}

/** The live results of something that is listened to; shared by all who listen to the same thing. */
export interface View {
  /** The version that the results are at; commits up to it are already in. */
  readonly version: number;
  /** Takes the next commit in and says how the results moved. */
  apply(step: Step): Delta;
  /** The results as they are at the database's current version, and how they moved to get there. */
  refresh(): { readonly documents: readonly Document[]; readonly delta: Delta };
}

/** Makes the view of a query. Throws FirestoreError for a query that cannot be run. */
export function viewOf(database: Database, query: Query): View {
  const whole = { ...query, select: null };
  return query.limit === null && query.offset === 0
    ? new UnboundedView(database, whole)
    : new WindowView(database, whole);
}

/** A query without limit or offset: a document is in or out by itself, so nothing needs to be remembered. */
class UnboundedView implements View {
  readonly #database: Database;
  readonly #query: Query;
  readonly #matcher: Matcher;
  version: number;

  constructor(database: Database, query: Query) {
    this.#database = database;
    this.#query = query;
    this.#matcher = new Matcher(query, database.name);
    this.version = database.version;
  }

  apply({ version, time, changes }: Step): Delta {
    this.version = version;
    return moves(changes, (document) => this.#matcher.selects(document), time);
  }

  refresh(): { readonly documents: readonly Document[]; readonly delta: Delta } {
    // Its listeners hear of every commit by themselves; only the newcomer needs the documents.
    const { documents } = this.#database.query(this.#query);
    return { documents, delta: { changed: [], removed: [], time: this.#database.readTime } };
  }
}

/** Named documents, whether they exist or not. */
export class DocumentView implements View {
  readonly #database: Database;
  readonly #path: string;
  version: number;

  constructor(database: Database, path: string) {
    this.#database = database;
    this.#path = path;
    this.version = database.version;
  }

  apply({ version, time, changes }: Step): Delta {
    this.version = version;
    return moves(changes, (document) => document !== null, time);
  }

  refresh(): { readonly documents: readonly Document[]; readonly delta: Delta } {
    const document = this.#database.get(this.#path);
    const documents = document === null ? [] : [document];
    return { documents, delta: { changed: [], removed: [], time: this.#database.readTime } };
  }
}

/** How a set moves whose members are decided one by one. */
export function moves(changes: readonly Change[], selects: (document: Document | null) => boolean, time: Timestamp): Delta {
  const changed: Document[] = [];
  const removed: Removal[] = [];
  for (const { path, before, after } of changes) {
    if (after !== null && selects(after)) changed.push(after);
    else if (selects(before)) removed.push({ path, document: after, reason: after === null ? "deleted" : "changed" });
  }
  return { changed, removed, time };
}

interface Row {
  readonly place: string;
  readonly document: Document;
}

/**
 * A query with a limit. The window is remembered in order: whatever changes up to its last place is known from the
 * commit, so the query runs again only when a full window loses more than it gains.
 */
class WindowView implements View {
  readonly #database: Database;
  readonly #query: Query;
  readonly #matcher: Matcher;
  #rows: readonly Row[] = [];
  version = -1;

  constructor(database: Database, query: Query) {
    this.#database = database;
    this.#query = query;
    this.#matcher = new Matcher(query, database.name);
    this.#run();
  }

  apply(step: Step): Delta {
    const before = this.#rows;
    const known = this.#query.offset === 0 ? this.#advance(step.changes) : null;
    if (known === null) {
      this.#run();
      return this.#delta(before, this.#database.readTime);
    }
    this.#rows = known;
    this.version = step.version;
    return this.#delta(before, step.time);
  }

  refresh(): { readonly documents: readonly Document[]; readonly delta: Delta } {
    const before = this.#rows;
    if (this.version !== this.#database.version) this.#run();
    return { documents: this.#rows.map(({ document }) => document), delta: this.#delta(before, this.#database.readTime) };
  }

  /** Reads the window from the database, which may be some commits ahead of what was announced. */
  #run(): void {
    const { documents } = this.#database.query(this.#query);
    this.#rows = documents.flatMap((document) => {
      const place = this.#matcher.placeOf(document);
      return place === null ? [] : [{ place, document }];
    });
    this.version = this.#database.version;
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

  #delta(before: readonly Row[], time: Timestamp): Delta {
    if (before === this.#rows) return { changed: [], removed: [], time };
    return difference(
      before.map(({ document }) => document),
      this.#rows.map(({ document }) => document),
      (path) => this.#database.get(path),
      time,
    );
  }
}

/** How one list of results became another; `now` gives the present state of a document that is gone from it. */
export function difference(
  before: readonly Document[],
  after: readonly Document[],
  now: (path: string) => Document | null,
  time: Timestamp,
): Delta {
  const old = new Map(before.map((document) => [document.path, document]));
  const changed = after.filter((document) => !same(old.get(document.path), document));
  for (const { path } of after) old.delete(path);
  const removed = [...old.values()].map((was): Removal => {
    const document = now(was.path);
    if (document === null) return { path: was.path, document, reason: "deleted" };
    return { path: was.path, document, reason: same(was, document) ? "displaced" : "changed" };
  });
  return { changed, removed, time };
}

function same(a: Document | undefined, b: Document): boolean {
  if (a === undefined) return false;
  return a === b || (a.updateTime.seconds === b.updateTime.seconds && a.updateTime.nanos === b.updateTime.nanos);
}
