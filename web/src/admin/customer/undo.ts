import type { ActivityEntry } from "@trunkline/domain/activity/entry";
import { isCustomerField } from "@trunkline/domain/customer/table";
import { attrKey, isKeptApart, type FieldDefinition } from "@trunkline/domain/fields/definition";
import { sameValue } from "@trunkline/domain/merge/equal";
import type { Touched } from "@trunkline/domain/merge/merge";

/**
 * What a Save must send to take an entry's change back: each field from what the entry made it to what it was.
 * Undefined where it cannot be taken back so: other records than the customer, other actions than a change, a move to
 * another partner, and fields of which the entry does not know what they were, as of a password, or of which that is gone,
 * as a replaced file. A label that was deleted since is not put back.
 */
export function undoOf(
  entry: ActivityEntry,
  definitions: readonly FieldDefinition[],
  isLabel: (id: string) => boolean,
): Readonly<Record<string, Touched>> | undefined {
  if (entry.kind !== "customer" || entry.action !== "changed" || entry.time === null) return undefined;
  const fields = Object.keys(entry.after);
  const apart = new Set<string>(definitions.filter(isKeptApart).map(({ name }) => attrKey(name)));
  const known = fields.every(
    (field) =>
      (isCustomerField(field) && Object.hasOwn(entry.before, field)) ||
      (field.startsWith("attr_") && !apart.has(field)),
  );
  if (fields.length === 0 || !known) return undefined;
  const before = (field: string): unknown => {
    const value = entry.before[field] ?? null;
    return field === "labelIds" && Array.isArray(value) ? value.filter((id) => isLabel(String(id))) : value;
  };
  const touched = fields.map(
    (field) => [field, { base: entry.after[field] ?? null, mine: before(field) }] as const,
  );
  return touched.every(([, { base, mine }]) => sameValue(base, mine))
    ? undefined
    : Object.fromEntries(touched);
}

/** One on its way to the server is the last of all. */
const when = (one: ActivityEntry) => one.time ?? Infinity;

/**
 * Whether a later entry shows that a field of this one has another value by now, so that taking it back would be
 * refused. Entries that are not known here may say otherwise; the server decides.
 */
export function changedSince(entry: ActivityEntry, entries: readonly ActivityEntry[]): boolean {
  return Object.keys(entry.after).some((field) => {
    const last = entries
      .filter((one) => one.kind === "customer" && Object.hasOwn(one.after, field) && when(one) > when(entry))
      .reduce<ActivityEntry | undefined>(
        (a, b) => (a !== undefined && when(a) >= when(b) ? a : b),
        undefined,
      );
    return last !== undefined && !sameValue(last.after[field] ?? null, entry.after[field] ?? null);
  });
}
