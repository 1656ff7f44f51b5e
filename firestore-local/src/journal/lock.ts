import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { DataFolderError } from "./api.ts";

const BUSY = 5;

/**
 * Holds a folder for this process until the returned function is called. The lock is SQLite's own on an empty
 * database file: the operating system drops it with the process, however that ends, so there is no stale lock to
 * recognise and no process id that a container has given to somebody else. `lock.owner` only names the holder.
 */
export function lockFolder(folder: string): () => void {
  const owner = join(folder, "lock.owner");
  const database = new DatabaseSync(join(folder, "lock"));
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (error instanceof Error && "errcode" in error && error.errcode === BUSY) {
      throw new DataFolderError(
        `The data folder ${folder} is in use by another server${holder(owner)}. Stop that one, or use another folder.`,
      );
    }
    throw error;
  }
  writeFileSync(owner, `${process.pid}\n`);
  return () => {
    rmSync(owner, { force: true });
    database.close();
  };
}

function holder(owner: string): string {
  try {
    return ` (process ${readFileSync(owner, "utf8").trim()})`;
  } catch {
    return "";
  }
}
