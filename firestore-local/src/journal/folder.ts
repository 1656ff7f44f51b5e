import { readdirSync, rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";

/** The names inside a data folder, and how they are made to survive a loss of power. */

export const SNAPSHOT = "documents.snapshot";
const SEGMENT = /^journal\.(\d{6,})$/;
const UNFINISHED = /\.unfinished$/;

export function snapshotFile(folder: string): string {
  return join(folder, SNAPSHOT);
}

export function segmentFile(folder: string, number: number): string {
  return join(folder, `journal.${String(number).padStart(6, "0")}`);
}

/** Numbers of the journal files in the folder, in the order they were written. */
export function segmentNumbers(folder: string): readonly number[] {
  return readdirSync(folder)
    .flatMap((name) => SEGMENT.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

/** Removes files whose writing was interrupted; only for whoever holds the folder's lock. */
export function removeUnfinished(folder: string): void {
  for (const name of readdirSync(folder)) if (UNFINISHED.test(name)) rmSync(join(folder, name));
}

/** Where a file is written before it takes its real name. */
export function unfinished(file: string): string {
  return `${file}.unfinished`;
}

/** Gives a finished file its name; afterwards either the old file or the whole new one is there, whatever happens. */
export async function takePlace(folder: string, file: string): Promise<void> {
  await rename(unfinished(file), file);
  await flushFolder(folder);
}

/** Makes names created, changed or removed in the folder durable. */
export async function flushFolder(folder: string): Promise<void> {
  // Windows has no way to flush a folder, and does not need it.
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
