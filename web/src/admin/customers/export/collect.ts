import type { ExportPlace, ExportedRow } from "@trunkline/domain/calls/list";
import type { ListFilters, ListOrder } from "@trunkline/domain/list/filters";
import type { Caller } from "../../../data/calls.ts";

interface Wanted {
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
  const { filters, order, columns, descending } = wanted;
  const rows = new Map<string, ExportedRow>();
  let after: ExportPlace | null = null;
  do {
    signal.throwIfAborted();
    const answer: Awaited<ReturnType<typeof call<"exportCustomers">>> = await call("exportCustomers", {
      filters,
      order,
      columns: [...columns],
      after,
    });
    if (answer.kind !== "page") return { kind: "refused" };
    for (const row of answer.rows) rows.set(row.id, row);
    onCame(rows.size);
    after = answer.next;
  } while (after !== null);
  signal.throwIfAborted();
  const way = descending ? -1 : 1;
  return {
    kind: "rows",
    rows: [...rows.values()].toSorted((a, b) => way * (compare(a.sortBy, b.sortBy) || compare(a.id, b.id))),
  };
}
