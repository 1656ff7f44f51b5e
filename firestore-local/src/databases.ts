import type { Database } from "./engine/api.ts";

/** The databases of a server, by `projects/{p}/databases/{d}`; one appears when it is first named. */
export interface Databases {
  get(name: string): Database;
  /** Those that have appeared, in that order. */
  all(): readonly Database[];
}

/** Databases made by `make`; `appeared` is told of each once, before its first use. */
export function createDatabases(
  make: (name: string) => Database,
  appeared: (database: Database) => void,
): Databases {
  const databases = new Map<string, Database>();
  return {
    get(name) {
      const known = databases.get(name);
      if (known) return known;
      const database = make(name);
      databases.set(name, database);
      appeared(database);
      return database;
    },
    all: () => [...databases.values()],
  };
}
