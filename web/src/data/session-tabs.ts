import { isSharedComputer } from "./device.ts";

/**
 * What a tab tells the others of its person: it has another token; the session was ended from elsewhere; the person
 * signed out here.
 */
export type SessionNews = "token" | "ended" | "left";

/** What the tabs of one browser, which share a sign-in, keep from each other and tell each other about its session. */
export interface SessionTabs {
  /** Runs what changes the session; until it has ended no other tab takes the new version for the end of its own. */
  readonly alone: <T>(run: () => Promise<T>) => Promise<T>;
  /** Resolves as soon as no tab is changing the session. */
  readonly settled: () => Promise<void>;
  /** Tells the others. */
  tell(news: SessionNews): void;
  stop(): void;
}

/** Tabs of the same person; `onTold` runs when another one tells something. */
export function sessionTabs(uid: string, onTold: (news: SessionNews) => void): SessionTabs {
  const name = `trunkline-session-${uid}`;
  const channel = new BroadcastChannel(name);
  channel.addEventListener("message", ({ data }: MessageEvent<SessionNews>) => onTold(data));
  // Browsers have locks only where the connection is safe; elsewhere each tab is on its own.
  const locked = async <T>(mode: LockMode, run: () => Promise<T>): Promise<T> =>
    "locks" in navigator ? await navigator.locks.request(name, { mode }, run) : run();
  return {
    alone: (run) => locked("exclusive", run),
    settled: () => locked("shared", async () => undefined),
    tell(news) {
      // On a shared computer each tab has a sign-in of its own, and ends alone.
      if (news !== "token" && isSharedComputer()) return;
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel reaches its own origin alone
      channel.postMessage(news);
    },
    stop: () => channel.close(),
  };
}
