import { MOST_EXPORTED } from "@trunkline/domain/calls/list";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { ExportAnswer, ExportPlace, ExportedRow } from "@trunkline/domain/calls/list";
import type { ListFilters, ListOrder } from "@trunkline/domain/list/filters";
import type { Caller } from "../../../data/calls.ts";

interface Wanted {
  /** The whole list in its order, where the index answered it; else undefined. */
  readonly ids: readonly CustomerId[] | undefined;
  readonly filters: ListFilters;
  readonly order: ListOrder;
  readonly descending: boolean;
  readonly columns: readonly string[];
}

/** `refused`: he may not export any more. */
export type Collected =
  | { readonly kind: "rows"; readonly rows: readonly ExportedRow[] }
  | { readonly kind: "refused" };

const compare = (a: string | number, b: string | number) => (a < b ? -1 : a > b ? 1 : 0);

/** Exactly these customers, in pieces, in their order. */
async function collectNamed(
  call: Caller,
  { filters, order, columns }: Wanted,
  ids: readonly CustomerId[],
  onCame: (count: number) => void,
  signal: AbortSignal,
): Promise<Collected> {
  const rows: ExportedRow[] = [];
  let noted: string | null = null;
  for (let from = 0; from === 0 || from < ids.length; from += MOST_EXPORTED) {
    signal.throwIfAborted();
    const answer: ExportAnswer = await call("exportCustomers", {
      filters,
      order,
      columns: [...columns],
      after: null,
      noted,
      customerIds: ids.slice(from, from + MOST_EXPORTED),
    });
    if (answer.kind !== "page") return { kind: "refused" };
    rows.push(...answer.rows);
    onCame(rows.length);
    noted = answer.noted;
  }
  signal.throwIfAborted();
  return { kind: "rows", rows };
}

/**
 * Everything the filters let through, page by page, in the order of the list. Tells how many came; stops with the
 * signal (an AbortError) and leaves nothing behind.
 */
export async function collect(
  call: Caller,
  wanted: Wanted,
  onCame: (count: number) => void,
  signal: AbortSignal,
): Promise<Collected> {
  if (wanted.ids !== undefined) return collectNamed(call, wanted, wanted.ids, onCame, signal);
  const { filters, order, columns, descending } = wanted;
  const rows = new Map<string, ExportedRow>();
  let after: ExportPlace | null = null;
  let noted: string | null = null;
  do {
    signal.throwIfAborted();
    const answer: ExportAnswer = await call("exportCustomers", {
      filters,
      order,
      columns: [...columns],
      after,
      noted,
      customerIds: null,
    });
    if (answer.kind !== "page") return { kind: "refused" };
    for (const row of answer.rows) rows.set(row.id, row);
    onCame(rows.size);
    after = answer.next;
    noted = answer.noted;
  } while (after !== null);
  signal.throwIfAborted();
  const way = descending ? -1 : 1;
  return {
    kind: "rows",
    rows: [...rows.values()].toSorted((a, b) => way * (compare(a.sortBy, b.sortBy) || compare(a.id, b.id))),
  };
}
