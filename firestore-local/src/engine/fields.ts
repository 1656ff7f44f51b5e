import { isMap } from "./order.ts";
import type { FieldPath } from "./query.ts";
import type { MapValue, Value } from "./value.ts";

/** The value at a path, through nested maps; undefined where there is none. */
export function getField(fields: MapValue, path: FieldPath): Value | undefined {
  let current: Value | undefined = fields;
  for (const name of path) {
    if (!isMap(current)) return undefined;
    current = current.get(name);
  }
  return current;
}

/**
 * Changes to a document's fields that leave the original alone: each map on the way to a change is copied once, however
 * many changes there are.
 */
export class FieldsEditor {
  #root: MapValue;
  readonly #own = new Set<MapValue>();

  constructor(fields: MapValue) {
    this.#root = fields;
  }

  /** The fields as changed so far; the original itself when nothing was. */
  get fields(): MapValue {
    return this.#root;
  }

  /** Puts a value at a path, making maps on the way (and in place of anything that is not a map). */
  set(path: FieldPath, value: Value): void {
    this.#parent(path).set(path.at(-1) ?? "", value);
  }

  /** Removes what is at a path, if anything is. Emptied parents stay. */
  delete(path: FieldPath): void {
    if (getField(this.#root, path) !== undefined) this.#parent(path).delete(path.at(-1) ?? "");
  }

  /** The map that holds the path's last name, ours to change. */
  #parent(path: FieldPath): Map<string, Value> {
    let current = this.#writable(this.#root);
    this.#root = current;
    for (const name of path.slice(0, -1)) {
      const inner = current.get(name);
      const copy = this.#writable(isMap(inner) ? inner : new Map());
      current.set(name, copy);
      current = copy;
    }
    return current;
  }

  #writable(map: MapValue): Map<string, Value> {
    if (map instanceof Map && this.#own.has(map)) return map;
    const copy = new Map(map);
    this.#own.add(copy);
    return copy;
  }
}

/** Only the given paths of the fields (a query's `select`). */
export function project(fields: MapValue, paths: readonly FieldPath[]): MapValue {
  const result = new FieldsEditor(new Map());
  for (const path of paths) {
    const value = getField(fields, path);
    if (value !== undefined) result.set(path, value);
  }
  return result.fields;
}
