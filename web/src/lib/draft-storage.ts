import { clear, createStore, del, get, keys, set } from "idb-keyval";
import type { Draft, DraftStorage } from "./drafts.ts";

/** Drafts in IndexedDB, apart for each person who signs in on this device. */
export function indexedDraftStorage(owner: string): DraftStorage {
  const store = createStore(`trunkline-drafts-${owner}`, "drafts");
  return {
    get: (key) => get<Draft>(key, store),
    set: (key, draft) => set(key, draft, store),
    delete: (key) => del(key, store),
    keys: () => keys<string>(store),
    clear: () => clear(store),
  };
}
