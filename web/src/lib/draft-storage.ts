import { clear, createStore, get, keys } from "idb-keyval";
import type { Draft, DraftStorage, WriteAhead } from "./drafts.ts";
import { storedWriteAhead } from "./write-ahead.ts";

/** Drafts in IndexedDB, apart for each person who signs in on this device. */
export function indexedDraftStorage(owner: string): DraftStorage {
  const store = createStore(`trunkline-drafts-${owner}`, "drafts");
  return {
    get: (key) => get<Draft>(key, store),
    update: (key, change) =>
      store("readwrite", (drafts) => {
        const asked = drafts.get(key);
        return new Promise<void>((resolve, reject) => {
          // Read and written in one transaction: another tab comes before it or after it.
          asked.addEventListener("success", () => {
            const next = change(asked.result as Draft | undefined);
            if (next === undefined) drafts.delete(key);
            else drafts.put(next, key);
          });
          drafts.transaction.addEventListener("complete", () => resolve());
          drafts.transaction.addEventListener("abort", () => reject(drafts.transaction.error));
        });
      }),
    keys: () => keys<string>(store),
    clear: () => clear(store),
  };
}

/** The place for the last keystrokes, in this browser's local storage; undefined where the browser refuses one. */
export function localWriteAhead(owner: string): WriteAhead | undefined {
  try {
    return storedWriteAhead(localStorage, owner, crypto.randomUUID());
  } catch {
    return undefined;
  }
}
