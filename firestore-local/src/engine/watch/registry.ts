import type { Change, Document } from "../api.ts";
import { getField } from "../fields.ts";
import { isArray } from "../order.ts";
import { collectionIdOf, fieldKey, isNamePath, join, parentOf } from "../path.ts";
import type { FieldFilter, FieldPath, Query } from "../query.ts";
import { valueKey } from "../store/keys.ts";
import type { Value } from "../value.ts";

/** The equality by which an entry is found: the field must be (or contain) one of the values. */
interface Handle {
  readonly field: FieldPath;
  readonly contains: boolean;
  readonly keys: readonly string[];
}

/** The entries that listen to one collection (or group), by an equality where they have one. */
class Shelf<T> {
  readonly #byHandle = new Map<string, { readonly handle: Handle; readonly byKey: Map<string, Set<T>> }>();
  readonly #rest = new Set<T>();

  add(handle: Handle | null, entry: T): void {
    if (handle === null) {
      this.#rest.add(entry);
      return;
    }
    const name = handleName(handle);
    let group = this.#byHandle.get(name);
    if (group === undefined) this.#byHandle.set(name, (group = { handle, byKey: new Map() }));
    for (const key of handle.keys) addTo(group.byKey, key, entry);
  }

  delete(handle: Handle | null, entry: T): void {
    this.#rest.delete(entry);
    if (handle === null) return;
    const name = handleName(handle);
    const group = this.#byHandle.get(name);
    if (group === undefined) return;
    for (const key of handle.keys) deleteFrom(group.byKey, key, entry);
    if (group.byKey.size === 0) this.#byHandle.delete(name);
  }

  get empty(): boolean {
    return this.#rest.size === 0 && this.#byHandle.size === 0;
  }

  collect(document: Document, into: (entry: T) => void): void {
    for (const entry of this.#rest) into(entry);
    for (const { handle, byKey } of this.#byHandle.values()) {
      for (const key of keysIn(document, handle)) {
        for (const entry of byKey.get(key) ?? []) into(entry);
      }
    }
  }
}

/**
 * Finds who listens to a document: by its path, or by its collection and then by the value of a field that must be
 * equal. What a commit costs is then the number of listeners it may concern, not the number there are.
 */
export class Registry<T> {
  readonly #paths = new Map<string, Set<T>>();
  readonly #shelves = new Map<string, Shelf<T>>();

  addPath(path: string, entry: T): void {
    addTo(this.#paths, path, entry);
  }

  deletePath(path: string, entry: T): void {
    deleteFrom(this.#paths, path, entry);
  }

  addQuery(query: Query, entry: T): void {
    const name = shelfOf(query);
    let shelf = this.#shelves.get(name);
    if (shelf === undefined) this.#shelves.set(name, (shelf = new Shelf()));
    shelf.add(handleOf(query), entry);
  }

  deleteQuery(query: Query, entry: T): void {
    const name = shelfOf(query);
    const shelf = this.#shelves.get(name);
    shelf?.delete(handleOf(query), entry);
    if (shelf?.empty === true) this.#shelves.delete(name);
  }

  /** The entries that a commit may concern, each with the changes that may concern it, in their order. */
  route(changes: readonly Change[]): Map<T, Change[]> {
    const routes = new Map<T, Change[]>();
    for (const change of changes) {
      const into = (entry: T): void => {
        const list = routes.get(entry);
        if (list === undefined) routes.set(entry, [change]);
        else if (list.at(-1) !== change) list.push(change);
      };
      for (const entry of this.#paths.get(change.path) ?? []) into(entry);
      const collection = parentOf(change.path);
      for (const name of [
        `c/${collection}`,
        `g/${collectionIdOf(change.path)}`,
        `d/${parentOf(collection)}`,
        "a/",
      ]) {
        const shelf = this.#shelves.get(name);
        if (shelf === undefined) continue;
        if (change.before !== null) shelf.collect(change.before, into);
        if (change.after !== null) shelf.collect(change.after, into);
      }
    }
    return routes;
  }
}

/** c: one collection; g: a collection group; d: every collection under a document; a: everything. */
function shelfOf(query: Query): string {
  if (query.collection === null) return query.allDescendants ? "a/" : `d/${query.parent}`;
  return query.allDescendants ? `g/${query.collection}` : `c/${join(query.parent, query.collection)}`;
}

/** An equality that every match must satisfy, if the filter has one. */
function handleOf(query: Query): Handle | null {
  const conjunction =
    query.where?.kind === "and" ? query.where.filters : query.where === null ? [] : [query.where];
  for (const filter of conjunction) {
    const handle = filter.kind === "field" ? equalityOf(filter) : null;
    if (handle !== null) return handle;
  }
  return null;
}

function equalityOf({ field, op, value }: FieldFilter): Handle | null {
  if (isNamePath(field)) return null;
  switch (op) {
    case "==":
      return { field, contains: false, keys: [valueKey(value)] };
    case "in":
      return { field, contains: false, keys: keysOf(value) };
    case "is-null":
      return { field, contains: false, keys: [valueKey(null)] };
    case "is-nan":
      return { field, contains: false, keys: [valueKey(Number.NaN)] };
    case "array-contains":
      return { field, contains: true, keys: [valueKey(value)] };
    case "array-contains-any":
      return { field, contains: true, keys: keysOf(value) };
    default:
      return null;
  }
}

function keysOf(values: Value): readonly string[] {
  return isArray(values) ? [...new Set(values.map(valueKey))] : [];
}

function keysIn(document: Document, { field, contains }: Handle): readonly string[] {
  const value = getField(document.fields, field);
  if (value === undefined) return [];
  return contains ? keysOf(value) : [valueKey(value)];
}

function handleName(handle: Handle): string {
  return `${handle.contains ? "contains" : "equals"} ${fieldKey(handle.field)}`;
}

function addTo<T>(map: Map<string, Set<T>>, key: string, entry: T): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([entry]));
  else set.add(entry);
}

function deleteFrom<T>(map: Map<string, Set<T>>, key: string, entry: T): void {
  const set = map.get(key);
  set?.delete(entry);
  if (set?.size === 0) map.delete(key);
}
