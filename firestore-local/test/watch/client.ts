import { createHash } from "node:crypto";
import type { BidiStream, FirestoreService, Message } from "../../src/rpc/api.ts";
import type { Caller } from "../../src/engine/api.ts";
import type { FirestoreError } from "../../src/engine/errors.ts";

/** A target as a client sees it: what it asked for, and the documents it was told are in it. */
export interface ClientTarget {
  readonly id: number;
  readonly body: Message;
  keys: Set<string>;
  token: Uint8Array | null;
  error: { readonly code: number; readonly message: string } | null;
  mismatches: number;
}

interface PendingTarget {
  readonly moves: Map<string, "in" | "out">;
  /** Answers (ADD or REMOVE) still to come; until then the target's messages are for an older request. */
  awaited: number;
  current: boolean;
  token: Uint8Array | null;
}

interface Filter {
  readonly targetId: number;
  readonly count: number;
  readonly unchangedNames: BloomFilter;
}

interface BloomFilter {
  readonly bits: { readonly bitmap: Uint8Array; readonly padding: number };
  readonly hashCount: number;
}

export interface Snapshot {
  readonly readTime: { readonly seconds: number; readonly nanos: number };
  /** By target: the update time of each document in it. */
  readonly views: ReadonlyMap<number, ReadonlyMap<string, string>>;
}

/** Applies watch messages as the SDKs do: gathers until a snapshot is announced, then shows everything at once. */
export class WatchClient {
  readonly #service: FirestoreService;
  readonly #database: string;
  readonly #caller: Caller;
  readonly targets = new Map<number, ClientTarget>();
  readonly snapshots: Snapshot[] = [];
  readonly messages: Message[] = [];
  readonly cache = new Map<string, Message>();
  ended: FirestoreError | "well" | null = null;
  #pending = new Map<number, PendingTarget>();
  #documents = new Map<string, Message | null>();
  #stream: BidiStream | null = null;
  #nextId = 2;

  constructor(service: FirestoreService, database: string, caller: Caller = { kind: "admin" }) {
    this.#service = service;
    this.#database = database;
    this.#caller = caller;
  }

  /** Opens a stream and adds every target again, each with the token it has. */
  connect(): void {
    const context = { caller: this.#caller, client: "test", signal: new AbortController().signal };
    let live = true;
    const stream = this.#service.open("listen", context, {
      send: (message) => {
        if (live) this.#receive(message);
      },
      end: (error) => {
        if (live) this.ended = error ?? "well";
      },
    });
    this.#stream = {
      receive: (message) => stream.receive(message),
      close: () => {
        live = false;
        stream.close();
      },
    };
    this.#pending = new Map();
    this.#documents = new Map();
    for (const target of this.targets.values()) this.#watch(target, target.token);
  }

  /** Cuts the connection; what was not yet shown is lost. */
  cut(): void {
    this.#stream?.close();
    this.#stream = null;
  }

  add(body: Message): ClientTarget {
    const target: ClientTarget = {
      id: this.#nextId,
      body,
      keys: new Set(),
      token: null,
      error: null,
      mismatches: 0,
    };
    this.#nextId += 2;
    this.targets.set(target.id, target);
    this.#watch(target, null);
    return target;
  }

  remove(id: number): void {
    this.targets.delete(id);
    const pending = this.#pending.get(id);
    if (pending !== undefined) pending.awaited += 1;
    this.#stream?.receive({ database: this.#database, removeTarget: id });
  }

  #watch(target: ClientTarget, token: Uint8Array | null): void {
    const pending = this.#pending.get(target.id);
    if (pending === undefined)
      this.#pending.set(target.id, { moves: new Map(), awaited: 1, current: false, token: null });
    else pending.awaited += 1;
    this.#stream?.receive({
      database: this.#database,
      addTarget: { targetId: target.id, ...target.body, ...(token === null ? {} : { resumeToken: token }) },
    });
  }

  #receive(message: Message): void {
    this.messages.push(message);
    const change = message["targetChange"] as Message | undefined;
    const document = message["documentChange"] as Message | undefined;
    const gone = (message["documentDelete"] ?? message["documentRemove"]) as Message | undefined;
    const filter = message["filter"] as Filter | undefined;
    if (change !== undefined) this.#targetChange(change);
    if (document !== undefined) {
      const content = document["document"] as Message;
      const name = content["name"] as string;
      for (const id of document["targetIds"] as number[]) this.#active(id)?.moves.set(name, "in");
      for (const id of document["removedTargetIds"] as number[]) this.#active(id)?.moves.set(name, "out");
      this.#documents.set(name, content);
    }
    if (gone !== undefined) {
      const name = gone["document"] as string;
      for (const id of gone["removedTargetIds"] as number[]) this.#active(id)?.moves.set(name, "out");
      if (message["documentDelete"] !== undefined) this.#documents.set(name, null);
    }
    if (filter !== undefined) this.#filter(filter);
  }

  /** Only a target whose last request was answered takes messages. */
  #active(id: number): PendingTarget | undefined {
    const pending = this.#pending.get(id);
    return pending?.awaited === 0 ? pending : undefined;
  }

  #targetChange(change: Message): void {
    const ids = change["targetIds"] as number[];
    const token = (change["resumeToken"] as Uint8Array | undefined) ?? null;
    for (const id of ids.length === 0 ? this.#pending.keys() : ids) {
      const pending = this.#pending.get(id);
      if (pending === undefined) continue;
      switch (change["targetChangeType"]) {
        case "ADD":
          pending.awaited -= 1;
          if (pending.awaited === 0) pending.moves.clear();
          break;
        case "REMOVE":
          this.#removed(id, pending, change["cause"] as { code: number; message: string } | undefined);
          break;
        case "RESET":
          this.#reset(id, pending);
          break;
        case "CURRENT":
          pending.current = true;
          break;
        default:
          break;
      }
      if (token !== null && pending.awaited === 0) pending.token = token;
    }
    if (ids.length === 0 && change["readTime"] !== undefined)
      this.#raise(change["readTime"] as Snapshot["readTime"]);
  }

  #removed(id: number, pending: PendingTarget, cause: { code: number; message: string } | undefined): void {
    pending.awaited -= cause === undefined ? 1 : 0;
    const target = this.targets.get(id);
    if (cause !== undefined && target !== undefined) target.error = cause;
    if (cause !== undefined || pending.awaited === 0) this.#pending.delete(id);
  }

  #reset(id: number, pending: PendingTarget): void {
    pending.moves.clear();
    pending.current = false;
    for (const name of this.targets.get(id)?.keys ?? []) pending.moves.set(name, "out");
  }

  #filter({ targetId: id, count, unchangedNames }: Filter): void {
    const pending = this.#active(id);
    const target = this.targets.get(id);
    if (pending === undefined || target === undefined || apply(target.keys, pending.moves).size === count)
      return;
    for (const name of target.keys) if (!mightContain(unchangedNames, name)) pending.moves.set(name, "out");
    if (apply(target.keys, pending.moves).size === count) return;
    target.mismatches += 1;
    target.token = null;
    this.#reset(id, pending);
    // As the SDKs do: off and on again, this time without a token.
    pending.awaited += 1;
    this.#stream?.receive({ database: this.#database, removeTarget: id });
    this.#pending.set(id, { moves: new Map(), awaited: 0, current: false, token: null });
    target.keys = new Set();
    this.#watch(target, null);
  }

  #raise(readTime: Snapshot["readTime"]): void {
    for (const [name, document] of this.#documents) {
      if (document === null) this.cache.delete(name);
      else this.cache.set(name, document);
    }
    this.#documents = new Map();
    const views = new Map<number, ReadonlyMap<string, string>>();
    for (const [id, pending] of this.#pending) {
      const target = this.targets.get(id);
      if (target === undefined || pending.awaited > 0) continue;
      target.keys = apply(target.keys, pending.moves);
      pending.moves.clear();
      if (pending.token !== null) target.token = pending.token;
      if (!pending.current) continue;
      views.set(id, new Map([...target.keys].map((name) => [name, timeOf(this.cache.get(name))])));
    }
    this.snapshots.push({ readTime, views });
  }
}

/** The SDKs' side of the bloom filter, as the protocol's documentation has it. */
function mightContain({ bits, hashCount }: BloomFilter, name: string): boolean {
  const size = BigInt(bits.bitmap.length * 8 - bits.padding);
  if (size === 0n) return false;
  const digest = createHash("md5").update(name).digest();
  for (let hash = 0n; hash < BigInt(hashCount); hash++) {
    const sum = BigInt.asUintN(64, digest.readBigUInt64LE(0) + hash * digest.readBigUInt64LE(8));
    const bit = Number(sum % size);
    if (((bits.bitmap[Math.floor(bit / 8)] ?? 0) & (1 << (bit % 8))) === 0) return false;
  }
  return true;
}

function apply(keys: ReadonlySet<string>, moves: ReadonlyMap<string, "in" | "out">): Set<string> {
  const result = new Set(keys);
  for (const [name, move] of moves) {
    if (move === "in") result.add(name);
    else result.delete(name);
  }
  return result;
}

function timeOf(document: Message | undefined): string {
  const time = document?.["updateTime"] as { seconds: number; nanos: number } | undefined;
  return time === undefined ? "not in the cache" : `${time.seconds}.${time.nanos}`;
}
