import type { Clock } from "../engine/api.ts";

/** Billed operations, counted as production bills them. */
export interface Counts {
  reads: number;
  writes: number;
  deletes: number;
}

/** One request, or one target of a Listen stream for as long as it lasts. */
export interface RequestCounts extends Counts {
  /** Milliseconds since the epoch, when it began. */
  readonly at: number;
  readonly client: string;
  readonly method: string;
  /** What was asked for: a document's path or a query in short. */
  readonly target: string;
}

export interface MeterSnapshot {
  readonly total: Readonly<Counts>;
  readonly clients: Readonly<Record<string, Readonly<Counts>>>;
  // By collection, ids replaced: `customers/*/activity`.
  readonly collections: Readonly<Record<string, Readonly<Counts>>>;
  /** Targets of Listen streams that are attached now. */
  readonly listening: number;
  /** The most recent requests, oldest first. */
  readonly requests: readonly Readonly<RequestCounts>[];
}

/** The account of one request; what it adds shows up under its client and the collections too. */
export interface Bill {
  /** Reads in the collection of a document's path. */
  read(path: string, count?: number): void;
  /** Reads in a collection given by its own path, such as the minimum charge of an empty query. */
  readCollection(path: string, count: number): void;
  write(path: string): void;
  delete(path: string): void;
}

export interface Meter {
  /** Opens the account of one request. */
  bill(client: string, method: string, target: string): Bill;
  /** A target of a Listen stream came (1) or went (−1); a reset does not touch how many there are. */
  listening(change: 1 | -1): void;
  snapshot(): MeterSnapshot;
  reset(): void;
}

/** Connections come and go; this many are remembered by name. */
const MAX_CLIENTS = 1_000;
/** A commit may name hundreds of documents; a line about it need not. */
const MAX_TARGET = 300;

/** A meter that remembers the last `requests` requests one by one, and everything in sums. */
export function createMeter(clock: Clock, options: { readonly requests?: number } = {}): Meter {
  const capacity = options.requests ?? 500;
  let total = none();
  let clients = new Map<string, Counts>();
  let collections = new Map<string, Counts>();
  let requests: RequestCounts[] = [];
  let listening = 0;

  return {
    bill(client, method, target) {
      const short = target.length > MAX_TARGET ? `${target.slice(0, MAX_TARGET)}…` : target;
      const entry: RequestCounts = { at: clock.now(), client, method, target: short, ...none() };
      requests.push(entry);
      if (requests.length > 2 * capacity) requests = requests.slice(-capacity);
      const add = (kind: keyof Counts, collection: string, count: number): void => {
        entry[kind] += count;
        total[kind] += count;
        countsOf(clients, client)[kind] += count;
        countsOf(collections, collection)[kind] += count;
        const oldest = clients.keys().next();
        if (clients.size > MAX_CLIENTS && !oldest.done) clients.delete(oldest.value);
      };
      return {
        read: (path, count = 1) => add("reads", collectionPattern(collectionOf(path)), count),
        readCollection: (path, count) => add("reads", collectionPattern(path), count),
        write: (path) => add("writes", collectionPattern(collectionOf(path)), 1),
        delete: (path) => add("deletes", collectionPattern(collectionOf(path)), 1),
      };
    },
    listening: (change) => void (listening += change),
    snapshot: () => ({
      total: { ...total },
      listening,
      clients: copy(clients),
      collections: copy(collections),
      requests: requests.slice(-capacity).map((request) => ({ ...request })),
    }),
    reset() {
      total = none();
      clients = new Map();
      collections = new Map();
      requests = [];
    },
  };
}

function none(): Counts {
  return { reads: 0, writes: 0, deletes: 0 };
}

function countsOf(map: Map<string, Counts>, key: string): Counts {
  let counts = map.get(key);
  if (counts === undefined) {
    counts = none();
    map.set(key, counts);
  }
  return counts;
}

function copy(map: ReadonlyMap<string, Counts>): Record<string, Counts> {
  return Object.fromEntries([...map].map(([key, counts]) => [key, { ...counts }]));
}

function collectionOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

// (A line comment, for a block comment would end at the pattern's own slash.)
// A collection's path with the ids replaced: `customers/a1/activity` becomes `customers/*/activity`.
export function collectionPattern(path: string): string {
  if (!path.includes("/")) return path;
  return path
    .split("/")
    .map((segment, index) => (index % 2 === 0 ? segment : "*"))
    .join("/");
}
