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

/** A copy with the value at the path, making maps on the way (and in place of anything that is not a map). */
export function withField(fields: MapValue, path: FieldPath, value: Value, depth = 0): MapValue {
  const name = path[depth] ?? "";
  const copy = new Map(fields);
  if (depth === path.length - 1) return copy.set(name, value);
  const inner = fields.get(name);
  return copy.set(name, withField(isMap(inner) ? inner : new Map(), path, value, depth + 1));
}

/** A copy without the path; the same map when there was nothing there. Emptied parents stay. */
export function withoutField(fields: MapValue, path: FieldPath, depth = 0): MapValue {
  const name = path[depth] ?? "";
  const inner = fields.get(name);
  if (inner === undefined) return fields;
  if (depth === path.length - 1) {
    const copy = new Map(fields);
    copy.delete(name);
    return copy;
  }
  if (!isMap(inner)) return fields;
  const changed = withoutField(inner, path, depth + 1);
  return changed === inner ? fields : new Map(fields).set(name, changed);
}

/** Only the given paths of the fields (a query's `select`). */
export function project(fields: MapValue, paths: readonly FieldPath[]): MapValue {
  let result: MapValue = new Map();
  for (const path of paths) {
    const value = getField(fields, path);
    if (value !== undefined) result = withField(result, path, value);
  }
  return result;
}
