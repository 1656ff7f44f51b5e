import { batch, createMemo, createRoot, createSignal, type Accessor } from "solid-js";
import type { Clock } from "../clock.ts";
import { holderOf, type LiveShape } from "./holder.ts";
import type { LiveFailure, LiveSource, LiveState } from "./source.ts";

/** What a source showed last, and how far to trust it. */
export interface LiveView<T> {
  /** Undefined until something came, and after a refusal. */
  readonly value: Accessor<T | undefined>;
  readonly state: Accessor<LiveState>;
}

export interface LiveHub {
  /** Joins the shared listener of the source's key, opening it for the first user; what comes is kept in that shape. */
  join<T>(source: LiveSource<T>, shape?: LiveShape): LiveView<T> & { readonly leave: () => void };
  /** Opens again every listener that ended, refusals included: after a sign-in or a change of permissions. */
  retry(): void;
  /** Stops every listener and forgets all data: sign-out. */
  clear(): void;
  /** Whether a listener that was as the server has it was cut off, and has not caught up yet. */
  readonly cut: () => boolean;
  /** Listeners open now. */
  readonly size: () => number;
}

interface HubOptions {
  readonly clock: Clock;
  /** False while the connection is known to be cut. */
  readonly connected: Accessor<boolean>;
  /** Called when a listener that was as the server has it is cut off. */
  readonly onCut?: () => void;
  /** How long a listener stays open after its last user left. */
  readonly lingerMs?: number;
}

interface Entry {
  readonly view: LiveView<unknown>;
  readonly cut: () => boolean;
  users: number;
  open(): void;
  close(): void;
  retry(): void;
  cancelRelease: (() => void) | undefined;
}

const LINGER_MS = 30_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

type Raw =
  | { readonly kind: "pending" | "ready" | "cached" }
  | { readonly kind: "reopening"; readonly failure: LiveFailure }
  | { readonly kind: "refused"; readonly failure: LiveFailure };

/** Keeps one listener per question, whoever asks; heals those that break. */
export function createLiveHub(options: HubOptions): LiveHub {
  const { clock, connected, lingerMs = LINGER_MS } = options;
  const entries = new Map<string, Entry>();

  function makeEntry<T>(source: LiveSource<T>, shape: LiveShape, dispose: () => void): Entry {
    const held = holderOf<T>(shape);
    const [raw, setRaw] = createSignal<Raw>({ kind: "pending" });
    const [seenAt, setSeenAt] = createSignal<number>();
    let stop: (() => void) | undefined;
    let cancelRetry: (() => void) | undefined;
    let failures = 0;
    // A late event of a listener that was replaced must not overwrite its successor's.
    let generation = 0;

    const open = () => {
      cancelRetry?.();
      cancelRetry = undefined;
      generation += 1;
      const mine = generation;
      stop = source.subscribe({
        next(value, fromCache) {
          if (mine !== generation) return;
          failures = 0;
          const cuts = fromCache && raw().kind === "ready";
          batch(() => {
            held.take(value);
            if (!fromCache) setSeenAt(clock.now());
            setRaw({ kind: fromCache ? "cached" : "ready" });
          });
          if (cuts) options.onCut?.();
        },
        error(failure) {
          if (mine !== generation) return;
          stop = undefined;
          if (failure.kind === "refused") {
            batch(() => {
              held.take(undefined);
              setSeenAt(undefined);
              setRaw({ kind: "refused", failure });
            });
            return;
          }
          setRaw({ kind: "reopening", failure });
          const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
          failures += 1;
          cancelRetry = clock.after(wait, open);
        },
      });
    };

    const state = createMemo<LiveState>(() => {
      const now = raw();
      if (now.kind === "refused") return { kind: "failed", failure: now.failure };
      const since = seenAt();
      if (now.kind === "reopening") {
        return since === undefined && held.value() === undefined
          ? { kind: "failed", failure: now.failure }
          : { kind: "stale", since: since ?? clock.now() };
      }
      if (now.kind === "pending") return { kind: "pending" };
      if (since !== undefined && (!connected() || now.kind === "cached")) return { kind: "stale", since };
      return { kind: now.kind };
    });

    return {
      view: { value: held.value, state },
      cut: () => raw().kind === "cached" && seenAt() !== undefined,
      users: 0,
      open,
      close() {
        generation += 1;
        stop?.();
        cancelRetry?.();
        dispose();
      },
      retry() {
        const kind = raw().kind;
        if (kind !== "refused" && kind !== "reopening") return;
        failures = 0;
        if (kind === "refused") setRaw({ kind: "pending" });
        open();
      },
      cancelRelease: undefined,
    };
  }

  function release(key: string, entry: Entry): void {
    entries.delete(key);
    entry.close();
  }

  return {
    join<T>(source: LiveSource<T>, shape: LiveShape = "store") {
      const key = `${shape} ${source.key}`;
      let entry = entries.get(key);
      if (entry === undefined) {
        // Nobody's: whoever asked first may be a page that is left long before the last who listens.
        entry = createRoot((dispose) => makeEntry(source, shape, dispose), null);
        entries.set(key, entry);
        entry.open();
      }
      const joined = entry;
      joined.users += 1;
      joined.cancelRelease?.();
      joined.cancelRelease = undefined;
      let here = true;
      return {
        // The key decides the type: equal keys come from the same source builder.
        ...(joined.view as LiveView<T>),
        leave() {
          if (!here) return;
          here = false;
          joined.users -= 1;
          if (joined.users > 0 || entries.get(key) !== joined) return;
          joined.cancelRelease = clock.after(lingerMs, () => release(key, joined));
        },
      };
    },
    retry() {
      for (const entry of entries.values()) entry.retry();
    },
    clear() {
      for (const [key, entry] of entries) {
        entry.cancelRelease?.();
        release(key, entry);
      }
    },
    cut: () => [...entries.values()].some((entry) => entry.cut()),
    size: () => entries.size,
  };
}
