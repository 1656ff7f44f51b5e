import type { Drafts } from "./drafts.ts";

/** The draft of one tab. */
export interface OwnDraft {
  readonly key: string;
  /** The tab works on it no longer: the next visit may go on with it. */
  leave(): void;
}

/**
 * A draft about `about` that no other tab works on: the one this tab had before, else the newest that was left, else a
 * new one. `place` remembers which this tab had, across reloads.
 */
export async function ownDraft(
  drafts: Pick<Drafts, "keys" | "load">,
  about: string,
  place: Pick<Storage, "getItem" | "setItem"> | undefined,
): Promise<OwnDraft> {
  // Browsers have locks only where the connection is safe; elsewhere all tabs share one draft.
  if (!("locks" in navigator)) return { key: about, leave: () => undefined };
  const left: { readonly key: string; readonly at: number }[] = [];
  for (const key of await drafts.keys()) {
    if (key === about || key.startsWith(`${about}_`))
      left.push({ key, at: (await drafts.load(key))?.at ?? 0 });
  }
  const mine = place?.getItem(`trunkline-draft-${about}`);
  // A tab that was duplicated remembers the same as its model, which still works on it.
  const first = left.toSorted((a, b) => Number(b.key === mine) - Number(a.key === mine) || b.at - a.at);
  for (const key of [...first.map((one) => one.key), `${about}_${crypto.randomUUID()}`]) {
    const leave = await take(`trunkline-draft-${key}`);
    if (leave === undefined) continue;
    place?.setItem(`trunkline-draft-${about}`, key);
    return { key, leave };
  }
  throw new Error("A new draft is nobody's");
}

/** Holds the lock as long as the tab lives or until it is given back; undefined when another has it. */
function take(name: string): Promise<(() => void) | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<(() => void) | undefined>();
  const left = Promise.withResolvers<undefined>();
  const asked = navigator.locks.request(name, { ifAvailable: true }, (lock) => {
    if (lock === null) {
      resolve(undefined);
      return undefined;
    }
    resolve(() => left.resolve(undefined));
    return left.promise;
  });
  asked.catch(reject);
  return promise;
}
