import type { Database, Write } from "../../engine/api.ts";
import { FirestoreError } from "../../engine/errors.ts";
import type { DatabaseImage } from "../../journal/api.ts";
import { movedTo } from "../../journal/move.ts";

/** A database as it is now, for an export. */
export function imageOf(database: Database): DatabaseImage {
  return {
    name: database.name,
    version: database.version,
    time: database.readTime,
    documents: [...database.all()],
  };
}

// Commits of this size keep each one quick for those who listen.
const BATCH = 500;

/** Writes the documents of an image into a database, over those that are there; references follow into the new database. */
export async function importInto(database: Database, image: DatabaseImage): Promise<void> {
  let batch: Write[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await database.commit(batch, { caller: { kind: "admin" } });
    batch = [];
  };
  for (const { path, fields } of movedTo(image, database.name).documents) {
    batch.push({
      op: "set",
      path,
      fields,
      mask: null,
      transforms: [],
      precondition: {},
    });
    if (batch.length === BATCH) await flush();
  }
  await flush();
}

/** What becomes of reading or writing an export; what is wrong with the folder is told to the client that named it. */
export async function toldToClient<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw new FirestoreError("INVALID_ARGUMENT", error instanceof Error ? error.message : String(error));
  }
}
