import { collectionIdOf, join, parentOf } from "../path.ts";
import type { Query } from "../query.ts";
import { groupScope, namesWithMissing } from "../store/store.ts";
import type { Store } from "../store/store.ts";

/** The scope of the indexes that can serve a query; null for a query over every collection. */
export function scopeOf(query: Query): string | null {
  if (query.collection === null) return null;
  return query.allDescendants ? groupScope(query.collection) : join(query.parent, query.collection);
}

/** Paths of all existing documents that a query over every collection is asked of, in the order of names. */
export function walkNames(store: Store, query: Query, reverse: boolean): Iterable<string> {
  const names = descend(store, query.parent, query.allDescendants);
  return reverse ? [...names].reverse() : names;
}

function* descend(store: Store, parent: string, deep: boolean): Generator<string> {
  for (const id of store.collectionIds(parent)) {
    const collection = store.collection(join(parent, id));
    if (collection === undefined) continue;
    for (const path of namesWithMissing(collection, null)) {
      if (store.get(path) !== null) yield path;
      if (deep) yield* descend(store, path, deep);
    }
  }
}

/** Whether a document is among those that the query is asked of, filters aside. */
export function inScope(query: Query, path: string): boolean {
  if (query.allDescendants) {
    if (query.parent !== "" && !path.startsWith(`${query.parent}/`)) return false;
    return query.collection === null || collectionIdOf(path) === query.collection;
  }
  const collection = parentOf(path);
  return query.collection === null
    ? parentOf(collection) === query.parent
    : collection === join(query.parent, query.collection);
}
