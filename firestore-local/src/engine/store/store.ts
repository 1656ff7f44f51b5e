import type { Document } from "../api.ts";
import { collectionIdOf, compareSegments, idOf, join, parentOf } from "../path.ts";
import { pathKey } from "./keys.ts";
import { SecondaryIndex } from "./secondary-index.ts";
import type { Shape } from "./secondary-index.ts";
import { SortedMap } from "./sorted-map.ts";

/** Documents directly in one collection, and the documents (missing ones too) that have collections of their own. */
export interface Collection {
  readonly path: string;
  readonly id: string;
  /** Key of the name to path, in name order. */
  readonly names: SortedMap<string>;
  /** Ids of documents with sub-collections, whether or not the document exists. */
  readonly parents: Set<string>;
}

/** Most secondary indexes kept at a time over the whole store; the one used longest ago makes room. */
const MAX_INDEXES = 200;

/**
 * The current state: documents by path, collections in name order, and secondary indexes kept up to date with each
 * change. It knows nothing of time, transactions or queries.
 */
export class Store {
  readonly #documents = new Map<string, Document>();
  readonly #collections = new Map<string, Collection>();
  /** Collections by id, for collection groups. */
  readonly #groups = new Map<string, Set<Collection>>();
  /** Collection ids directly under a document ("" for the root). */
  readonly #children = new Map<string, Set<string>>();
  /** Indexes by scope (a collection's path, or its id after `GROUP`), then by shape. */
  readonly #indexes = new Map<string, Map<string, SecondaryIndex>>();
  readonly #indexUse = new Map<SecondaryIndex, string>();

  get size(): number {
    return this.#documents.size;
  }

  get(path: string): Document | null {
    return this.#documents.get(path) ?? null;
  }

  documents(): IterableIterator<Document> {
    return this.#documents.values();
  }

  collection(path: string): Collection | undefined {
    return this.#collections.get(path);
  }

  /** All collections with the id. */
  group(id: string): Iterable<Collection> {
    return this.#groups.get(id) ?? [];
  }

  /** Puts one document in its new state: null removes it. */
  apply(path: string, after: Document | null): void {
    const before = this.get(path);
    if (after !== null) {
      this.#documents.set(path, after);
      if (before === null) this.#link(path);
    } else if (before !== null) {
      this.#documents.delete(path);
      this.#unlink(path);
    }
    if (this.#indexes.size === 0) return;
    for (const scope of [parentOf(path), groupScope(collectionIdOf(path))]) {
      for (const index of this.#indexes.get(scope)?.values() ?? []) index.move(before, after);
    }
  }

  /** Fills an empty store at once, from documents that share their field names already. */
  load(documents: Iterable<Document>): void {
    for (const document of documents) this.#documents.set(document.path, document);
    const byCollection = Map.groupBy(this.#documents.keys(), parentOf);
    for (const [path, members] of byCollection) {
      const entries = members.map((member): [string, string] => [pathKey(member), member]);
      entries.sort(([a], [b]) => (a < b ? -1 : 1));
      this.#ensure(path).names.load(entries);
    }
  }

  /** Removes everything. */
  clear(): void {
    for (const map of [
      this.#documents,
      this.#collections,
      this.#groups,
      this.#children,
      this.#indexes,
      this.#indexUse,
    ])
      map.clear();
  }

  /** Ids of the collections under a document ("" for the root), in order. */
  collectionIds(parent: string): readonly string[] {
    return [...(this.#children.get(parent) ?? [])].sort(compareSegments);
  }

  /** An index that exists, marked as used just now. */
  findIndex(shape: Shape): SecondaryIndex | undefined {
    const index = this.#indexes.get(shape.scope)?.get(shape.key);
    if (index !== undefined) {
      this.#indexUse.delete(index);
      this.#indexUse.set(index, shape.scope);
    }
    return index;
  }

  /** Builds an index from the documents that are there; from now on each change keeps it. */
  buildIndex(shape: Shape): SecondaryIndex {
    const index = new SecondaryIndex(shape);
    index.build(this.inScope(shape.scope));
    const indexes = this.#indexes.get(shape.scope) ?? new Map<string, SecondaryIndex>();
    this.#indexes.set(shape.scope, indexes.set(shape.key, index));
    this.#indexUse.set(index, shape.scope);
    if (this.#indexUse.size > MAX_INDEXES) this.#dropOldestIndex();
    return index;
  }

  /** Documents of a scope in no particular order. */
  *inScope(scope: string): Generator<Document> {
    const collections = scope.startsWith(GROUP)
      ? this.group(scope.slice(GROUP.length))
      : [this.#collections.get(scope)];
    for (const collection of collections) {
      if (collection === undefined) continue;
      for (const [, path] of collection.names.range("", "\uffff")) {
        const document = this.#documents.get(path);
        if (document !== undefined) yield document;
      }
    }
  }

  /** How many documents a scope has. */
  sizeOf(scope: string): number {
    if (!scope.startsWith(GROUP)) return this.#collections.get(scope)?.names.size ?? 0;
    let size = 0;
    for (const collection of this.group(scope.slice(GROUP.length))) size += collection.names.size;
    return size;
  }

  #dropOldestIndex(): void {
    const oldest = this.#indexUse.entries().next().value;
    if (oldest === undefined) return;
    const [index, scope] = oldest;
    this.#indexUse.delete(index);
    const indexes = this.#indexes.get(scope);
    indexes?.delete(index.shape.key);
    if (indexes?.size === 0) this.#indexes.delete(scope);
  }

  #link(path: string): void {
    this.#ensure(parentOf(path)).names.set(pathKey(path), path);
  }

  /** The collection, made if need be together with the places above it (documents above may be missing). */
  #ensure(path: string): Collection {
    const known = this.#collections.get(path);
    if (known !== undefined) return known;
    const id = idOf(path);
    const collection: Collection = { path, id, names: new SortedMap(), parents: new Set() };
    this.#collections.set(path, collection);
    addTo(this.#groups, id, collection);
    const parent = parentOf(path);
    addTo(this.#children, parent, id);
    if (parent !== "") this.#ensure(parentOf(parent)).parents.add(idOf(parent));
    return collection;
  }

  #unlink(path: string): void {
    const collection = this.#collections.get(parentOf(path));
    collection?.names.delete(pathKey(path));
    if (collection !== undefined) this.#dropIfEmpty(collection);
  }

  #dropIfEmpty(collection: Collection): void {
    if (collection.names.size > 0 || collection.parents.size > 0) return;
    this.#collections.delete(collection.path);
    removeFrom(this.#groups, collection.id, collection);
    const parent = parentOf(collection.path);
    if (!removeFrom(this.#children, parent, collection.id) || parent === "") return;
    const above = this.#collections.get(parentOf(parent));
    above?.parents.delete(idOf(parent));
    if (above !== undefined) this.#dropIfEmpty(above);
  }
}

const GROUP = "**/";

/** The scope of all collections with an id. No collection's path starts like it: `**` is followed by an id alone. */
export function groupScope(id: string): string {
  return GROUP + id;
}

/** Paths of a collection's documents in name order after one of them, with the missing ones that have sub-collections. */
export function* namesWithMissing(collection: Collection, after: string | null): Generator<string> {
  const key = after === null ? "" : pathKey(after);
  const missing = [...collection.parents]
    .map((id): [string, string] => [pathKey(join(collection.path, id)), join(collection.path, id)])
    .filter(([name]) => name > key && collection.names.get(name) === undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  let next = 0;
  for (const [name, path] of collection.names.range(key, "\uffff")) {
    if (name === key) continue;
    for (let gap = missing[next]; gap !== undefined && gap[0] < name; gap = missing[++next]) yield gap[1];
    yield path;
  }
  for (const [, path] of missing.slice(next)) yield path;
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const set = map.get(key);
  if (set === undefined) map.set(key, new Set([value]));
  else set.add(value);
}

/** Removes; says whether the set is gone with it. */
function removeFrom<K, V>(map: Map<K, Set<V>>, key: K, value: V): boolean {
  const set = map.get(key);
  set?.delete(value);
  if (set === undefined || set.size > 0) return false;
  map.delete(key);
  return true;
}
