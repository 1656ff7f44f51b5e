import { setTimeout as wait } from "node:timers/promises";
import { DataFolderError } from "../../firestore-local/src/journal/api.ts";
import { lockFolder } from "../../firestore-local/src/journal/lock.ts";

const LOOK_AGAIN_MS = 200;

/**
 * Does work that no other process may do in `folder` at the same time; waits for the one that is at it, and says so.
 * The lock goes with its process, however that ends.
 */
export async function withLock<T>(
  folder: string,
  say: (line: string) => void,
  work: () => Promise<T>,
): Promise<T> {
  let unlock = tryLock(folder);
  if (unlock === null) say("Waiting for another build …");
  while (unlock === null) {
    await wait(LOOK_AGAIN_MS);
    unlock = tryLock(folder);
  }
  try {
    return await work();
  } finally {
    unlock();
  }
}

function tryLock(folder: string): (() => void) | null {
  try {
    return lockFolder(folder);
  } catch (cause) {
    if (cause instanceof DataFolderError) return null;
    throw cause;
  }
}
