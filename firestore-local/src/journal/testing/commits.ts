import type { Commit, Document } from "../../engine/api.ts";
import { Timestamp } from "../../engine/value.ts";
import type { Value } from "../../engine/value.ts";
import type { DatabaseImage, Store } from "../api.ts";

export const DATABASE = "projects/demo/databases/(default)";

/** A document at version `version`, written at `version` seconds. */
export function document(
  path: string,
  version: number,
  fields: ReadonlyMap<string, Value> = new Map([["n", BigInt(version)]]),
): Document {
  const time = new Timestamp(1_700_000_000 + version, 0);
  return { path, fields, createTime: time, updateTime: time };
}

/** The commit `version`, leaving these documents behind (null: deleted). */
export function commit(version: number, after: Readonly<Record<string, Document | null>>): Commit {
  const changes = Object.entries(after).map(([path, doc]) => ({
    path,
    before: null,
    after: doc,
    mask: null,
  }));
  return {
    version,
    time: new Timestamp(1_700_000_000 + version, 123_000),
    changes,
    caller: { kind: "admin" },
  };
}

/** A commit that sets one document. */
export function set(version: number, path: string, fields?: ReadonlyMap<string, Value>): Commit {
  return commit(version, { [path]: document(path, version, fields) });
}

export function takeImage(store: Store, name = DATABASE): DatabaseImage | undefined {
  return store.takeImages().find((image) => image.name === name);
}

/** What a store holds, for comparing: documents by path. */
export function documentsOf(image: DatabaseImage | undefined): Readonly<Record<string, Document>> {
  return Object.fromEntries(
    [...(image?.documents ?? [])].map(({ path, fields, createTime, updateTime }) => [
      path,
      { path, fields, createTime, updateTime },
    ]),
  );
}
