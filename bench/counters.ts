import { setTimeout as wait } from "node:timers/promises";

/** What the local Firestore counted, as production would bill it. */
export interface Counted {
  readonly total: { readonly reads: number; readonly writes: number };
  readonly collections: Readonly<Record<string, { readonly reads: number; readonly writes: number }>>;
  /** Listeners attached now. */
  readonly listening: number;
}

export interface Counters {
  now(): Promise<Counted>;
  /** What an act causes, counted until nothing more comes. */
  of(act: () => Promise<void>): Promise<Counted>;
}

/** The counters of the local Firestore at that port. */
export function countersAt(port: number): Counters {
  const address = `http://127.0.0.1:${port}/local/v1/counters`;
  const now = async () => (await (await fetch(address)).json()) as Counted;
  const settled = async (): Promise<Counted> => {
    let before = await now();
    for (;;) {
      await wait(1000);
      const after = await now();
      if (after.total.reads === before.total.reads && after.total.writes === before.total.writes)
        return after;
      before = after;
    }
  };
  return {
    now,
    async of(act) {
      await settled();
      await fetch(`${address}:reset`, { method: "POST" });
      await act();
      return settled();
    },
  };
}
