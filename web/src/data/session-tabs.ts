/** What the tabs of one browser, which share a sign-in, keep from each other and tell each other about its session. */
export interface SessionTabs {
  /** Runs what changes the session; until it has ended no other tab takes the new version for the end of its own. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
  /** Resolves as soon as no tab is changing the session. */
  readonly settled: () => Promise<void>;
  /** Tells the others that this tab has another token. */
  tell(): void;
  stop(): void;
}

/** Tabs of the same person; `onTold` runs when another one has another token. */
export function sessionTabs(uid: string, onTold: () => void): SessionTabs {
  const name = `trunkline-session-${uid}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", onTold);
  // Browsers have locks only where the connection is safe; elsewhere each tab is on its own.
  const locked = async <T>(mode: LockMode, run: () => Promise<T>): Promise<T> =>
    "locks" in navigator ? await navigator.locks.request(name, { mode }, run) : run();
  return {
    alone: (run) => locked("exclusive", run),
    settled: () => locked("shared", async () => undefined),
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
    tell: () => channel.postMessage(null),
    stop: () => channel.close(),
  };
}
