import type { Clock } from "./clock.ts";

/** One field as it was when the person first touched it, and as they left it. */
export interface TouchedField {
  readonly base: unknown;
  readonly value: unknown;
}

/** What was typed and not yet stored. Kept by what it is about, never by a version of it. */
export interface Draft {
  readonly fields: Readonly<Record<string, TouchedField>>;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Save was pressed without a connection: it goes out as soon as there is one. */
  readonly toSave?: boolean;
}

/** Where drafts live; IndexedDB in the product, memory on a shared computer. */
export interface DraftStorage {
  get(key: string): Promise<Draft | undefined>;
  set(key: string, draft: Draft): Promise<void>;
  delete(key: string): Promise<void>;
  keys(): Promise<readonly string[]>;
  clear(): Promise<void>;
}

export interface Drafts {
  load(key: string): Promise<Draft | undefined>;
  /** Keeps a draft; several within a moment are one write. No field left takes the draft away. */
  keep(key: string, draft: Omit<Draft, "at">): void;
  drop(key: string): void;
  /** Writes what waits, now: the page may be about to go. */
  flush(): Promise<void>;
  /** What has drafts, newest calls included. */
  keys(): Promise<readonly string[]>;
  /** Sign-out: nothing of this person stays on the device, and what a page still on the screen keeps is ignored. */
  clear(): Promise<void>;
}

const PAUSE_MS = 250;

/** Drafts over a storage; writes are gathered so that typing stays light. */
export function makeDrafts(storage: DraftStorage, clock: Clock): Drafts {
  const waiting = new Map<string, Draft | undefined>();
  let over = false;
  let cancel: (() => void) | undefined;
  // One after another: an older write must never land after a newer one.
  let tail: Promise<unknown> = Promise.resolve();

  const flush = (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    const batch = [...waiting];
    waiting.clear();
    const write = async () => {
      for (const [key, draft] of batch) {
        await (draft === undefined ? storage.delete(key) : storage.set(key, draft));
      }
    };
    const done = tail.then(write, write);
    tail = done.catch(() => undefined);
    return done;
  };
  const put = (key: string, draft: Draft | undefined) => {
    if (over) return;
    waiting.set(key, draft);
    cancel ??= clock.after(PAUSE_MS, () => void flush().catch(() => undefined));
  };

  return {
    async load(key) {
      if (waiting.has(key)) return waiting.get(key);
      await tail;
      return storage.get(key);
    },
    keep(key, draft) {
      const empty = Object.keys(draft.fields).length === 0;
      put(key, empty ? undefined : { ...draft, at: clock.now() });
    },
    drop: (key) => put(key, undefined),
    flush,
    async keys() {
      await flush();
      return storage.keys();
    },
    async clear() {
      over = true;
      waiting.clear();
      cancel?.();
      cancel = undefined;
      await tail;
      await storage.clear();
    },
  };
}

/** Drafts that live only as long as the page: for shared computers, and for tests. */
export function memoryDraftStorage(): DraftStorage {
  const kept = new Map<string, Draft>();
  return {
    get: async (key) => kept.get(key),
    set: async (key, draft) => void kept.set(key, structuredClone(draft)),
    delete: async (key) => void kept.delete(key),
    keys: async () => [...kept.keys()],
    clear: async () => kept.clear(),
  };
}
