import type { DraftBatch, WriteAhead } from "./drafts.ts";

/** The write-ahead of one person on this device; `page` tells the pages apart that are open at the same time. */
export function storedWriteAhead(storage: Storage, owner: string, page: string): WriteAhead {
  const prefix = `trunkline-ahead-${owner}-`;
  const mine = prefix + page;
  const keys = () => Object.keys(storage).filter((key) => key.startsWith(prefix));
  return {
    write(batch) {
      try {
        if (batch.length === 0) storage.removeItem(mine);
        else storage.setItem(mine, JSON.stringify(batch));
      } catch {
        // Full or refused: the draft is written after its pause all the same.
      }
    },
    async recover(store) {
      for (const key of keys()) {
        const text = storage.getItem(key);
        if (key === mine || text === null) continue;
        const batch = readBatch(text);
        if (batch !== undefined) await store(batch);
        // Another open page may have written more meanwhile; that is its own to store.
        if (storage.getItem(key) === text) storage.removeItem(key);
      }
    },
    clear() {
      for (const key of keys()) storage.removeItem(key);
    },
  };
}

/** Only this module writes there, but an older version of it may have. */
function readBatch(text: string): DraftBatch | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every(isChange) ? (parsed as DraftBatch) : undefined;
  } catch {
    return undefined;
  }
}

function isChange(entry: unknown): boolean {
  if (!Array.isArray(entry) || typeof entry[0] !== "string") return false;
  const change: unknown = entry[1];
  return (
    isObject(change) &&
    isObject(change["was"]) &&
    isObject(change["now"]) &&
    isObject(change["now"]["fields"])
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
