import { sameValue } from "../same-value.ts";

const isRecord = (value: unknown): value is { readonly id: unknown } =>
  typeof value === "object" && value !== null && "id" in value;

/**
 * What came, with the records that are as they were replaced by those held already, and the very list that is held when
 * nothing in it changed: of a page of a hundred rows a snapshot changes one. `plain` gives what a held record wraps.
 */
export function withKept<T>(
  held: T | undefined,
  came: T,
  plain: (record: object) => object = (record) => record,
): T {
  if (!Array.isArray(held) || !Array.isArray(came)) return came;
  const known = new Map<unknown, object>();
  for (const one of held as readonly unknown[]) if (isRecord(one)) known.set(one.id, one);
  const kept = (came as readonly unknown[]).map((one) => {
    const before = isRecord(one) ? known.get(one.id) : undefined;
    return before !== undefined && sameValue(plain(before), one) ? before : one;
  });
  const same = kept.length === held.length && kept.every((one, place) => one === (held as unknown[])[place]);
  return (same ? held : kept) as T;
}
