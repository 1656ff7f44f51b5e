import type { Clock } from "./clock.ts";
import { sameValue } from "./same-value.ts";

/** One field as it was when the person first touched it, and as they left it. */
export interface TouchedField {
  readonly base: unknown;
  readonly value: unknown;
}

type Fields = Readonly<Record<string, TouchedField>>;

/** What was typed and not yet stored. Kept by what it is about, never by a version of it. */
export interface Draft {
  readonly fields: Fields;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Save was pressed without a connection: it goes out as soon as there is one. */
  readonly toSave?: boolean;
}

/** What one page did to a draft since it last wrote it: the fields it held then, and now. */
export interface DraftChange {
  readonly was: Fields;
  readonly now: Draft;
}

/** Where drafts live; IndexedDB in the product, memory on a shared computer. */
export interface DraftStorage {
  get(key: string): Promise<Draft | undefined>;
  /** Changes one draft in one step, whatever another tab wrote before; undefined takes it away. */
  update(key: string, change: (draft: Draft | undefined) => Draft | undefined): Promise<void>;
  keys(): Promise<readonly string[]>;
  clear(): Promise<void>;
}

/** A place that is written before the call returns: for what is not yet where drafts live. */
export interface WriteAhead {
  /** Replaces what this page has there; an empty batch takes it away. */
  write(batch: DraftBatch): void;
  /** Hands over what earlier pages left there, and forgets it once it is stored. */
  recover(store: (batch: DraftBatch) => Promise<void>): Promise<void>;
  /** Takes away everything of this person, whichever page wrote it. */
  clear(): void;
}

/** Changes of drafts by their keys. */
export type DraftBatch = readonly (readonly [string, DraftChange])[];

export interface Drafts {
  load(key: string): Promise<Draft | undefined>;
  /**
   * Keeps what a page holds now; several calls within a moment are one write. Of a draft that another tab of the same
   * person keeps under the key, only the fields that this page held or holds are touched.
   */
  keep(key: string, draft: Omit<Draft, "at">): void;
  /**
   * These were stored, with the values in `stored`: what was typed beyond them starts from there, also when the page
   * has been left meanwhile.
   */
  saved(key: string, fields: Fields, stored: Readonly<Record<string, unknown>>): void;
  drop(key: string): void;
  /** Writes what waits, now: the page may be about to go. */
  flush(): Promise<void>;
  /** What has drafts, newest calls included. */
  keys(): Promise<readonly string[]>;
  /** Sign-out: nothing of this person stays on the device, and what a page still on the screen keeps is ignored. */
  clear(): Promise<void>;
}

const PAUSE_MS = 250;

/**
 * Drafts over a storage; writes are gathered so that typing stays light. What waits is written ahead at once where
 * the device has a place for it, so that a page that goes within the pause loses no key.
 */
export function makeDrafts(storage: DraftStorage, clock: Clock, ahead?: WriteAhead): Drafts {
  const waiting = new Map<string, DraftChange>();
  /** What is being written and not stored yet: ahead of it a page may still go. */
  const underWay = new Set<DraftBatch>();
  const writeAhead = () => ahead?.write([...[...underWay].flat(), ...waiting]);
  /** What this page last kept or found under each key. */
  const held = new Map<string, Omit<Draft, "at">>();
  let over = false;
  let cancel: (() => void) | undefined;
  const write = async (batch: DraftBatch) => {
    for (const [key, change] of batch) await storage.update(key, (draft) => merged(draft, change));
  };
  const recover = async (batch: DraftBatch) => {
    for (const [key, change] of batch) {
      // Where the page managed to write more itself, what it wrote ahead is older.
      await storage.update(key, (draft) =>
        draft !== undefined && draft.at > change.now.at ? draft : merged(draft, change),
      );
    }
  };
  // One after another: an older write must never land after a newer one. First of all, what pages before this one
  // could not write any more.
  let tail: Promise<unknown> = (ahead?.recover(recover) ?? Promise.resolve()).catch(() => undefined);

  const flush = (): Promise<void> => {
    cancel?.();
    cancel = undefined;
    const batch = [...waiting];
    waiting.clear();
    underWay.add(batch);
    const work = async () => {
      try {
        await write(batch);
        underWay.delete(batch);
        writeAhead();
      } catch (cause) {
        underWay.delete(batch);
        for (const [key, change] of batch) {
          const later = waiting.get(key);
          waiting.set(key, later === undefined ? change : { was: change.was, now: later.now });
        }
        throw cause;
      }
    };
    const done = tail.then(work, work);
    tail = done.catch(() => undefined);
    return done;
  };
  const keep = (key: string, draft: Omit<Draft, "at">) => {
    if (over) return;
    const before = held.get(key);
    const empty = Object.keys(draft.fields).length === 0;
    // A page in which nothing was typed leaves alone what another tab keeps.
    if (empty && Object.keys(before?.fields ?? {}).length === 0) return;
    held.set(key, draft);
    waiting.set(key, {
      was: waiting.get(key)?.was ?? before?.fields ?? {},
      now: { ...draft, at: clock.now() },
    });
    writeAhead();
    cancel ??= clock.after(PAUSE_MS, () => void flush().catch(() => undefined));
  };

  return {
    async load(key) {
      if (waiting.has(key)) await flush();
      await tail;
      const draft = await storage.get(key);
      if (draft === undefined) held.delete(key);
      else held.set(key, draft);
      return draft;
    },
    keep,
    saved(key, fields, stored) {
      const now = held.get(key);
      if (now === undefined) return;
      const left: Record<string, TouchedField> = {};
      for (const [name, field] of Object.entries(now.fields)) {
        const sent = fields[name];
        // Typed anew over a later value it is another change, as in the form.
        if (sent === undefined || !sameValue(sent.base, field.base)) left[name] = field;
        else if (!sameValue(sent.value, field.value))
          left[name] = { base: name in stored ? stored[name] : sent.value, value: field.value };
      }
      keep(key, { fields: left });
    },
    drop: (key) => keep(key, { fields: {} }),
    flush,
    async keys() {
      await flush();
      return storage.keys();
    },
    async clear() {
      over = true;
      waiting.clear();
      underWay.clear();
      held.clear();
      cancel?.();
      cancel = undefined;
      ahead?.clear();
      await tail;
      await storage.clear();
    },
  };
}

function merged(draft: Draft | undefined, { was, now }: DraftChange): Draft | undefined {
  const fields: Record<string, TouchedField> = { ...draft?.fields };
  for (const [name, field] of Object.entries(was)) {
    if (sameValue(fields[name]?.value, field.value)) delete fields[name];
  }
  Object.assign(fields, now.fields);
  if (Object.keys(fields).length === 0) return undefined;
  const toSave = Object.keys(now.fields).length === 0 ? draft?.toSave : now.toSave;
  return { fields, at: now.at, ...(toSave === true ? { toSave } : {}) };
}

/** Drafts that live only as long as the page: for shared computers, and for tests. */
export function memoryDraftStorage(): DraftStorage {
  const kept = new Map<string, Draft>();
  return {
    get: async (key) => kept.get(key),
    async update(key, change) {
      const next = change(kept.get(key));
      if (next === undefined) kept.delete(key);
      else kept.set(key, structuredClone(next));
    },
    keys: async () => [...kept.keys()],
    clear: async () => kept.clear(),
  };
}
