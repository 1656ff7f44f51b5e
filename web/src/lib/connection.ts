/* oxlint-disable solid/reactivity -- what reads signals here are timers and browser events, not computations */
import { createSignal, type Accessor } from "solid-js";
import type { Clock } from "./clock.ts";

/**
 * `online`: the server answered lately. `offline`: the browser says so. `silent`: the browser sees a network but the
 * server does not answer.
 */
export type ConnectionKind = "online" | "offline" | "silent";

export interface Connection {
  readonly kind: Accessor<ConnectionKind>;
  readonly connected: Accessor<boolean>;
  /** Epoch milliseconds of the last sign of life; 0 when there was none since the page was opened. */
  readonly lastContact: Accessor<number>;
  /** Asks the server now. */
  check(): void;
  /** Something that was up to date is cut off: asks the server soon, unless it has healed by then. */
  doubt(): void;
  stop(): void;
}

/** The browser's events that tell of the network; `window` and `document` together. */
export interface NetworkEvents {
  readonly online: () => boolean;
  readonly visible: () => boolean;
  listen(event: "online" | "offline" | "visible", run: () => void): () => void;
}

interface ConnectionOptions {
  readonly clock: Clock;
  readonly events: NetworkEvents;
  /** Resolves when the server answered anything at all; aborted when it takes too long. Must cost no reads. */
  readonly probe: (signal: AbortSignal) => Promise<unknown>;
  /** Whether something that was up to date is cut off, whatever the probe says. */
  readonly cut?: () => boolean;
  /**
   * Called when the connection is back after a cut, and when the server answers while something is cut off all the same:
   * after a cut that was too short to be seen here the database waits up to a minute before it tries again.
   */
  readonly onReturn?: () => void;
}

// 15 s between looks and 10 s to answer: a silent stall is told within 30 s.
const CALM_MS = 15_000;
const CUT_MS = 2_000;
const PATIENCE_MS = 10_000;
/** In doubt, on a line that answered until now: slow is not cut. */
const DOUBT_PATIENCE_MS = 4_000;
/** Being connected again takes a moment, in which everything is cut off still. */
const WAKE_PAUSE_MS = 10_000;
/** While cut, an answer must come quickly: the whole round has to end within 5 s of the server's return. */
const CUT_PATIENCE_MS = 2_500;

/** Watches whether the server can be reached: by the browser's events at once, by its own probe otherwise. */
export function createConnection(options: ConnectionOptions): Connection {
  const { clock, events, probe, cut = () => false } = options;
  const [kind, setKind] = createSignal<ConnectionKind>(events.online() ? "online" : "offline");
  const [lastContact, setLastContact] = createSignal(0);
  let cancelNext: (() => void) | undefined;
  let running: AbortController | undefined;
  let stopped = false;
  let wokenAt = -Infinity;

  const calm = () => kind() === "online" && !cut();
  const schedule = (calmly = calm()) => {
    cancelNext?.();
    cancelNext = clock.after(calmly ? CALM_MS : CUT_MS, check);
  };

  const arrived = () => {
    const now = clock.now();
    const wasCut = kind() !== "online";
    const sleeps = cut() && now - wokenAt >= WAKE_PAUSE_MS;
    setLastContact(now);
    setKind("online");
    if (!wasCut && !sleeps) return;
    wokenAt = now;
    options.onReturn?.();
  };

  function check(): void {
    if (stopped || running !== undefined) return;
    if (!events.visible()) return schedule();
    if (!events.online()) {
      setKind("offline");
      return schedule();
    }
    const round = new AbortController();
    running = round;
    let over = false;
    const end = (alive: boolean) => {
      if (over || stopped) return;
      over = true;
      running = undefined;
      cancelPatience();
      if (alive) arrived();
      else setKind(events.online() ? "silent" : "offline");
      schedule();
    };
    const doubtful = cut() ? DOUBT_PATIENCE_MS : PATIENCE_MS;
    const cancelPatience = clock.after(kind() === "online" ? doubtful : CUT_PATIENCE_MS, () => {
      round.abort();
      end(false);
    });
    probe(round.signal).then(
      () => end(true),
      () => end(false),
    );
  }

  const offs = [
    events.listen("offline", () => {
      setKind("offline");
      schedule();
    }),
    events.listen("online", () => check()),
    events.listen("visible", () => check()),
  ];
  // What listens is made after this.
  schedule(kind() === "online");

  return {
    kind,
    connected: () => kind() === "online",
    lastContact,
    check,
    doubt() {
      if (!stopped && running === undefined && kind() === "online") schedule();
    },
    stop() {
      stopped = true;
      cancelNext?.();
      running?.abort();
      for (const off of offs) off();
    },
  };
}

function on(target: EventTarget, name: string, run: () => void): () => void {
  target.addEventListener(name, run);
  return () => target.removeEventListener(name, run);
}

/** The events of this browser window. */
export function windowEvents(): NetworkEvents {
  return {
    online: () => navigator.onLine,
    visible: () => document.visibilityState === "visible",
    listen(event, run) {
      if (event !== "visible") return on(window, event, run);
      return on(document, "visibilitychange", () => document.visibilityState === "visible" && run());
    },
  };
}
