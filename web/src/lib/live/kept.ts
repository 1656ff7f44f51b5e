import { untrack } from "solid-js";
import { unwrap } from "solid-js/store";
import { sameValue } from "../same-value.ts";

const isRecord = (value: unknown): value is { readonly id: unknown } =>
  typeof value === "object" && value !== null && "id" in value;

/**
 * What came, with the records that are as they were replaced by those the store holds already: reconciling walks through
 * everything that is new to it, and of a page of a hundred rows a snapshot changes one.
 */
export function withKept<T>(held: unknown, came: T): T {
  if (!Array.isArray(held) || !Array.isArray(came)) return came;
  return untrack(() => {
    const known = new Map<unknown, object>();
    for (const one of held as readonly unknown[]) if (isRecord(one)) known.set(one.id, one);
    return came.map((one: unknown) => {
      const before = isRecord(one) ? known.get(one.id) : undefined;
      return before !== undefined && sameValue(unwrap(before), one) ? before : one;
    }) as T;
  });
}
