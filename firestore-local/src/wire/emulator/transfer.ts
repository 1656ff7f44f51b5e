import type { Database, Write } from "../../engine/api.ts";
import { FirestoreError } from "../../engine/errors.ts";
import { Reference } from "../../engine/value.ts";
import type { MapValue, Value } from "../../engine/value.ts";
import type { DatabaseImage } from "../../journal/api.ts";

/** A database as it is now, for an export. */
export function imageOf(database: Database): DatabaseImage {
  return { name: database.name, version: database.version, time: database.readTime, documents: [...database.all()] };
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
  for (const { path, fields } of image.documents) {
    batch.push({ op: "set", path, fields: moved(fields, image.name, database.name), mask: null, transforms: [], precondition: {} });
    if (batch.length === BATCH) await flush();
  }
  await flush();
}

function moved(fields: MapValue, from: string, to: string): MapValue {
  if (from === to) return fields;
  return new Map([...fields].map(([key, value]) => [key, movedValue(value, from, to)]));
}

function movedValue(value: Value, from: string, to: string): Value {
  if (value instanceof Reference) return value.name.startsWith(`${from}/`) ? new Reference(`${to}${value.name.slice(from.length)}`) : value;
  if (value instanceof Map) return moved(value, from, to);
  if (Array.isArray(value)) return value.map((item: Value) => movedValue(item, from, to));
  return value;
}

/** Tells a data folder's or export's own complaint to the client that named it. */
export function refuseExport(error: unknown): never {
  throw new FirestoreError("INVALID_ARGUMENT", error instanceof Error ? error.message : String(error));
}
