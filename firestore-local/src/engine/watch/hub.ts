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
  /** Everything up to the point has been told. */
  settle(point: Point): void;
}

/** What a subscription is told between two calls of `settle`. */
export interface Observer {
  moved(delta: Delta): void;
  /** The results can no longer be kept up; the subscription is over. */
  failed(error: unknown): void;
}

export interface Subscription {
  /** The results at the hub's point, in order. */
  readonly documents: readonly Document[];
  close(): void;
}

interface Subscriber {
  readonly listener: Listener;
  readonly observer: Observer;
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

/**
 * All the listeners of one database. What they are told is as of the hub's point, the last commit that was announced;
 * the database itself may be some commits ahead, which are not durable yet.
 */
export class Hub {
  readonly #database: Database;
  readonly #settleAll: boolean;
  readonly #entries = new Map<string, Entry>();
  readonly #registry = new Registry<Entry>();
  readonly #listeners = new Set<Listener>();
  #point: Point;
  /** How often a view took a commit in; the cost of listening, for tests and benches. */
  evaluations = 0;

  constructor(database: Database, options: HubOptions = {}) {
    this.#database = database;
    this.#settleAll = options.settleAll ?? false;
    this.#point = { version: database.version, time: database.readTime };
    database.onCommit((commit) => this.#take(commit));
  }

  /** The last commit that listeners were told of. */
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
  }

  /** Subscribes to a query's results, `select` aside. Throws FirestoreError for a query that cannot be run. */
  subscribeQuery(query: Query, listener: Listener, observer: Observer): Subscription {
    const whole = { ...query, select: null };
    const key = `query ${JSON.stringify(whole, replaceValues)}`;
    const entry = this.#entryOf(key, () => {
      const made: Entry = {
        view: viewOf(this.#database, whole, this.#point.version),
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

  #subscribe({ view, subscribers, remove }: Entry, listener: Listener, observer: Observer): Subscription {
    try {
      const documents = view.documentsAt(this.#point.version);
      const subscriber: Subscriber = { listener, observer };
      subscribers.add(subscriber);
      return {
        documents,
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
    // A hub that was made while commits were on their way to the journal has them already.
    if (version <= this.#point.version) return;
    this.#point = { version, time };
    const touched = new Set(this.#settleAll ? this.#listeners : []);
    for (const [{ view, subscribers, remove }, concerned] of this.#registry.route(changes)) {
      this.evaluations += 1;
      let tell: (observer: Observer) => void;
      try {
        const delta = view.apply({ version, time, changes: concerned });
        if (isEmpty(delta)) continue;
        tell = (observer) => observer.moved(delta);
      } catch (error) {
        remove();
        tell = (observer) => observer.failed(error);
      }
      for (const { listener, observer } of subscribers) {
        tell(observer);
        touched.add(listener);
      }
    }
    for (const listener of touched) listener.settle(this.#point);
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
