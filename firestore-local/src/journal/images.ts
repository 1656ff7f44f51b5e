import type { Document } from "../engine/api.ts";
import type { Timestamp } from "../engine/value.ts";
import type { DatabaseImage } from "./api.ts";

interface Growing {
  version: number;
  time: Timestamp;
  readonly documents: Map<string, Document>;
}

/** Databases as they are put together from a snapshot and the commits after it. */
export class ImageCollector {
  readonly #databases = new Map<string, Growing>();
  #current: Growing | null = null;

  /** Starts a database; `put` fills it. */
  begin(database: string, version: number, time: Timestamp): void {
    this.#current = { version, time, documents: new Map() };
    this.#databases.set(database, this.#current);
  }

  put(document: Document): void {
    if (this.#current === null) throw new RangeError("a document comes before its database");
    this.#current.documents.set(document.path, document);
  }

  /** Applies a commit unless the snapshot already holds it. Throws RangeError when commits are missing before it. */
  commit(
    database: string,
    version: number,
    time: Timestamp,
    changes: readonly (readonly [string, Document | null])[],
  ): void {
    let at = this.#databases.get(database);
    if (at === undefined) {
      at = { version: version - 1, time, documents: new Map() };
      this.#databases.set(database, at);
    }
    if (version <= at.version) return;
    if (version !== at.version + 1)
      throw new RangeError(`commit ${version} of ${database} follows commit ${at.version}`);
    at.version = version;
    at.time = time;
    for (const [path, after] of changes) {
      if (after === null) at.documents.delete(path);
      else at.documents.set(path, after);
    }
  }

  /** The databases seen so far. */
  names(): readonly string[] {
    return [...this.#databases.keys()];
  }

  images(): readonly DatabaseImage[] {
    return [...this.#databases].map(([name, { version, time, documents }]) => ({
      name,
      version,
      time,
      documents: [...documents.values()],
    }));
  }
}
