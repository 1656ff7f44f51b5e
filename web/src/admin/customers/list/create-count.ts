import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { ListFilters } from "@trunkline/domain/list/filters";

interface CountNeeds {
  readonly filters: Accessor<ListFilters>;
  /** Rows read so far, and whether there are no more. */
  readonly loaded: Accessor<number>;
  readonly complete: Accessor<boolean>;
  /** Customers in all, as last counted; undefined without the permission. */
  readonly total: Accessor<number | undefined>;
  readonly filtered: Accessor<boolean>;
  readonly count: (filters: ListFilters) => Promise<number>;
  readonly mayCount: Accessor<boolean>;
}

const customers = (count: number) => (count === 1 ? "1 customer" : `${count} customers`);

/**
 * What the list says it shows. It is never more exact than what is known: all rows read are a count, a part of them is
 * "the first", and totals are for those who may see them (14 §1.7).
 */
export function createCount(needs: CountNeeds): Accessor<string> {
  const [counted, setCounted] = createSignal<{ readonly of: string; readonly count: number }>();
  const key = () => JSON.stringify(needs.filters());
  createEffect(
    on([key, needs.complete], ([of, complete]) => {
      if (complete || !needs.filtered() || !needs.mayCount()) return;
      let left = false;
      onCleanup(() => (left = true));
      needs.count(needs.filters()).then(
        (count) => !left && setCounted({ of, count }),
        // Offline: the list says what it has.
        () => undefined,
      );
    }),
  );
  return () => {
    const loaded = needs.loaded();
    const known = counted();
    const all = needs.mayCount() ? needs.total() : undefined;
    const matching = needs.complete()
      ? loaded
      : needs.filtered()
        ? known?.of === key()
          ? known.count
          : undefined
        : all;
    if (matching === undefined || matching < loaded) return `First ${customers(loaded)}`;
    return needs.filtered() && all !== undefined && all > matching
      ? `${matching} of ${customers(all)}`
      : customers(matching);
  };
}
