/** One tab's share in the database that all tabs of this browser keep on the device together. */
export interface Hold {
  /**
   * Ends it for good. `giveUp` lets go of the database; `last` runs as soon as every other tab has let go too, and
   * whoever wants to open it, or to sign in, waits until then. It is told false when a tab that sleeps still has it.
   */
  end(giveUp: () => Promise<void>, last: (alone: boolean) => Promise<void>): Promise<void>;
}

/** Where nothing is kept on the device, or the browser has no locks: each tab is on its own. */
export const NO_HOLD: Hold = { end: (giveUp, last) => giveUp().then(() => last(true)) };

const NAME = "trunkline-database";
/** A tab that runs is told and lets go at once; only one that the browser put to sleep does not. */
const PATIENCE_MS = 5_000;

/** Waits until no tab is ending its session, and takes a share; not any more once `unwanted` is aborted. */
export async function holdDatabase(unwanted: AbortSignal): Promise<Hold> {
  // Browsers have them only where the connection is safe.
  if (!("locks" in navigator)) return NO_HOLD;
  const given = Promise.withResolvers<undefined>();
  await new Promise<void>((resolve, reject) => {
    const held = navigator.locks.request(NAME, { mode: "shared", signal: unwanted }, () => {
      resolve();
      return given.promise;
    });
    held.catch(reject);
  });
  return {
    async end(giveUp, last) {
      let alone = false;
      // Asked for before the share is given back: nobody can come between, who would then be waited for.
      const ended = navigator.locks.request(NAME, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => {
        alone = true;
        return last(true);
      });
      try {
        await giveUp();
      } finally {
        given.resolve(undefined);
      }
      await ended.catch((cause: unknown) => {
        if (alone) throw cause;
        return last(false);
      });
    },
  };
}

/** Resolves as soon as no tab is ending its session: what is stored from then on, none of them takes away. */
export async function othersEnded(): Promise<void> {
  if ("locks" in navigator) await navigator.locks.request(NAME, { mode: "shared" }, () => undefined);
}
