import { isArray, isMap } from "../order.ts";
import type { MapValue, Value } from "../value.ts";

/** Most names remembered: data with names made up at random must not fill the memory. */
const MAX_NAMES = 50_000;

const known = new Map<string, string>();

function intern(name: string): string {
  const same = known.get(name);
  if (same !== undefined) return same;
  if (known.size < MAX_NAMES) known.set(name, name);
  return name;
}

/**
 * A copy of the fields whose names are shared with all other documents. Each request brings its own strings for the same
 * few names, which would otherwise be a good part of what a document takes in memory.
 */
export function shareNames(fields: MapValue): MapValue {
  const copy = new Map<string, Value>();
  for (const [name, value] of fields)
    copy.set(intern(name), typeof value === "object" ? sharedInside(value) : value);
  return copy;
}

function sharedInside(value: Value): Value {
  if (isMap(value)) return shareNames(value);
  return isArray(value) && value.some(isMap) ? value.map(sharedInside) : value;
}
