import { createSignal } from "solid-js";
import type { NetworkEvents } from "../../web/src/lib/connection.ts";
import { layLine, type Line } from "./line.ts";
import type { World } from "./world.ts";

/** What one person's computer is connected by: a cable, what the browser says of it, and answers that get lost. */
export interface Network {
  readonly line: Line;
  readonly events: NetworkEvents;
  /** Cuts the cable; the browser notices, or does not. */
  goOffline(noticed: boolean): void;
  /** Mends it; the browser tells only what it noticed. */
  goOnline(): void;
  /** The next answer of that kind is lost after its work was done. */
  loseAnswer(kind: "commit" | "write" | "call"): void;
  /** True once for each call whose answer is to be lost. */
  readonly losesAnswer: () => boolean;
  /** A new page hears the browser's events, and the one before it none any more. */
  newPage(): void;
  beKind(): void;
}

/** Connects a computer to the world's server. */
export async function connectTo(world: World): Promise<Network> {
  const line = await layLine(world.house.port);
  const [online, setOnline] = createSignal(true);
  const listeners = new Map<string, Set<() => void>>();
  let loses = false;
  const tell = (event: "online" | "offline") => {
    setOnline(event === "online");
    for (const run of listeners.get(event) ?? []) run();
  };
  return {
    line,
    events: {
      online,
      visible: () => true,
      listen: (event, run) => {
        const all = listeners.get(event) ?? new Set();
        listeners.set(event, all.add(run));
        return () => all.delete(run);
      },
    },
    goOffline(noticed) {
      line.cut();
      if (noticed) tell("offline");
    },
    goOnline() {
      line.mend();
      if (!online()) tell("online");
    },
    loseAnswer(kind) {
      if (kind === "call") loses = true;
      else void world.loseNextAnswer(kind);
    },
    losesAnswer() {
      const lost = loses;
      loses = false;
      return lost;
    },
    newPage: () => listeners.clear(),
    beKind() {
      loses = false;
      line.mend();
      tell("online");
    },
  };
}
