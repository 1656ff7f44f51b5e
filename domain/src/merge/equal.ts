/** True when two stored values (JSON, Dates, or Timestamps of any SDK) are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b) || (a === 0 && b === 0)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((one, index) => sameValue(one, b[index]))
    );
  }
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  }
  if (isTime(a) || isTime(b)) return isTime(a) && isTime(b) && sameTime(a, b);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  const [mapA, mapB] = [a as Record<string, unknown>, b as Record<string, unknown>];
  return keys.every((key) => Object.hasOwn(mapB, key) && sameValue(mapA[key], mapB[key]));
}

interface TimeLike {
  readonly seconds?: unknown;
  readonly nanoseconds?: unknown;
  toMillis(): number;
}

function isTime(value: object): value is TimeLike {
  return "toMillis" in value && typeof value.toMillis === "function";
}

// Two stamps of the same millisecond can differ in their nanoseconds, and the rules compare those.
function sameTime(a: TimeLike, b: TimeLike): boolean {
  return a.toMillis() === b.toMillis() && a.seconds === b.seconds && a.nanoseconds === b.nanoseconds;
}
