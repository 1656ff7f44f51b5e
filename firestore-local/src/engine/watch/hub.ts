import type { Commit, Database, Document } from "../api.ts";
import type { Query } from "../query.ts";
import { isEmpty } from "./delta.ts";
import type { Delta } from "./delta.ts";
import { Registry } from "./registry.ts";
import type { Point } from "./token.ts";
import { DocumentView, viewOf } from "./view.ts";
import type { View } from "./view.ts";

/** Somebody with any number of subscriptions that are to be consistent with each other: a stream. */
export interface Listener {
  /**
   * Everything up to the point has been told. Returns whether the listener must be called at the next point too,
   * though nothing may concern it: some of what it was told is ahead of this one.
   */
  settle(point: Point): boolean;
}

/** What a subscription is told between two calls of `settle`. */
export interface Observer {
  moved(delta: Delta, version: number): void;
  /** The results can no longer be kept up; the subscription is over. */
  failed(error: unknown): void;
}

export interface Subscription {
  /** The results at `version`, in order. */
  readonly documents: readonly Document[];
  /** The version that the observer knows; it hears of later ones only. */
  readonly version: number;
  close(): void;
}

interface Subscriber {
  readonly listener: Listener;
  readonly observer: Observer;
  version: number;
}

interface Entry {
  readonly view: View;
  readonly subscribers: Set<Subscriber>;
  /** Takes the entry out when nobody listens any more. */
  readonly remove: () => void;
}

export interface HubOptions {
  /** Calls every listener at every commit, whether it concerns it or not. */
  readonly settleAll?: boolean;
}

/** All the listeners of one database. */
export class Hub {
  readonly #database: Database;
  readonly #settleAll: boolean;
  readonly #entries = new Map<string, Entry>();
  readonly #registry = new Registry<Entry>();
  readonly #listeners = new Set<Listener>();
  readonly #waiting = new Set<Listener>();
  #point: Point;
  /** How often a view took a commit in; the cost of listening, for tests and benches. */
  evaluations = 0;

  constructor(database: Database, options: HubOptions = {}) {
    this.#database = database;
    this.#settleAll = options.settleAll ?? false;
    this.#point = { version: database.version, time: database.readTime };
    database.onCommit((commit) => this.#take(commit));
  }

  /** The last point that listeners were told of: commits after it are not durable yet. */
  get point(): Point {
    return this.#point;
  }

  /** How many different things are listened to. */
  get size(): number {
    return this.#entries.size;
  }

  /** Makes a listener known, so that `settleAll` reaches it. */
  join(listener: Listener): void {
    this.#listeners.add(listener);
  }

  /** Forgets a listener; its subscriptions must be closed by themselves. */
  leave(listener: Listener): void {
    this.#listeners.delete(listener);
    this.#waiting.delete(listener);
  }

  /** Calls the listener at the next points until it says that it is no longer ahead. */
  wait(listener: Listener): void {
    this.#waiting.add(listener);
  }

  /** Subscribes to a query's results, `select` aside. Throws FirestoreError for a query that cannot be run. */
  subscribeQuery(query: Query, listener: Listener, observer: Observer): Subscription {
    const whole = { ...query, select: null };
    const key = `query ${JSON.stringify(whole, replaceValues)}`;
    const entry = this.#entryOf(key, () => {
      const view = viewOf(this.#database, whole);
      const made: Entry = {
        view,
        subscribers: new Set(),
        remove: () => {
          this.#entries.delete(key);
          this.#registry.deleteQuery(whole, made);
        },
      };
      this.#registry.addQuery(whole, made);
      return made;
    });
    return this.#subscribe(entry, listener, observer);
  }

  /** Subscribes to one document, whether it exists or not. */
  subscribeDocument(path: string, listener: Listener, observer: Observer): Subscription {
    const key = `document ${path}`;
    const entry = this.#entryOf(key, () => {
      const made: Entry = {
        view: new DocumentView(this.#database, path),
        subscribers: new Set(),
        remove: () => {
          this.#entries.delete(key);
          this.#registry.deletePath(path, made);
        },
      };
      this.#registry.addPath(path, made);
      return made;
    });
    return this.#subscribe(entry, listener, observer);
  }

  #entryOf(key: string, make: () => Entry): Entry {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = make();
      this.#entries.set(key, entry);
    }
    return entry;
  }

  #subscribe(entry: Entry, listener: Listener, observer: Observer): Subscription {
    const { view, subscribers, remove } = entry;
    try {
      // The newcomer reads the present state; a view that lags behind it catches up, and so do those it has.
      const { documents, delta } = view.refresh();
      if (!isEmpty(delta)) this.#tell(entry, delta, view.version);
      const subscriber: Subscriber = { listener, observer, version: this.#database.version };
      subscribers.add(subscriber);
      return {
        documents,
        version: subscriber.version,
        close: () => {
          if (subscribers.delete(subscriber) && subscribers.size === 0) remove();
        },
      };
    } catch (error) {
      if (subscribers.size === 0) remove();
      throw error;
    }
  }

  #take({ version, time, changes }: Commit): void {
    this.#point = { version, time };
    const touched = new Set(this.#settleAll ? this.#listeners : this.#waiting);
    for (const [entry, concerned] of this.#registry.route(changes)) {
      if (entry.view.version >= version) continue;
      this.evaluations += 1;
      try {
        const delta = entry.view.apply({ version, time, changes: concerned });
        for (const listener of this.#tell(entry, delta, Math.max(version, entry.view.version))) touched.add(listener);
      } catch (error) {
        entry.remove();
        for (const { listener, observer } of entry.subscribers) {
          observer.failed(error);
          touched.add(listener);
        }
        entry.subscribers.clear();
      }
    }
    for (const listener of touched) {
      if (listener.settle(this.#point)) this.#waiting.add(listener);
      else this.#waiting.delete(listener);
    }
  }

  /** Tells who does not know yet, and returns whose subscriptions heard something. */
  #tell(entry: Entry, delta: Delta, version: number): ReadonlySet<Listener> {
    const heard = new Set<Listener>();
    for (const subscriber of entry.subscribers) {
      const isNews = subscriber.version < version;
      subscriber.version = Math.max(subscriber.version, version);
      if (!isNews || isEmpty(delta)) continue;
      subscriber.observer.moved(delta, version);
      heard.add(subscriber.listener);
      if (version > this.#point.version) this.#waiting.add(subscriber.listener);
    }
    return heard;
  }
}

/** Values that JSON would lose or mix up, told apart by their class. */
function replaceValues(_key: string, value: unknown): unknown {
  if (typeof value === "bigint") return { int: value.toString() };
  if (typeof value === "number") return { double: Object.is(value, -0) ? "-0" : String(value) };
  if (value instanceof Map) return { map: [...(value as ReadonlyMap<unknown, unknown>)] };
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString("base64") };
  if (typeof value === "object" && value !== null && !Array.isArray(value) && value.constructor !== Object) {
    return { class: value.constructor.name, ...value };
  }
  return value;
}
