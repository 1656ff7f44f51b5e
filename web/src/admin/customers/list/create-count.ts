import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { ListFilters } from "@trunkline/domain/list/filters";
import { addAmounts, type Amount } from "@trunkline/domain/money/amount";
import type { Totals } from "../../../data/ports.tsx";
import { countText } from "../../../lib/count-text.ts";
import type { RowsFrom } from "./create-rows.ts";

interface CountNeeds {
  /** What the database is asked; undefined where the index answers. */
  readonly filters: Accessor<ListFilters | undefined>;
  /** Rows known so far, and whether there are no more. */
  readonly loaded: Accessor<number>;
  readonly complete: Accessor<boolean>;
  /** Rows that are here; all of them where there are as many as are known. */
  readonly rows: Accessor<readonly Customer[]>;
  /** Customers in all; undefined without the permission, or while nobody counted them. */
  readonly total: Accessor<number | undefined>;
  /** What all of them have together, as last counted. */
  readonly balance: Accessor<Amount | undefined>;
  readonly filtered: Accessor<boolean>;
  readonly count: (filters: ListFilters) => Promise<Totals>;
  readonly mayCount: Accessor<boolean>;
  /** Where the rows are from. */
  readonly from: Accessor<RowsFrom>;
}

export interface ListCount {
  /** What the list says it shows. */
  readonly text: Accessor<string>;
  /** How many the list shows; undefined while that is not known. */
  readonly matching: Accessor<number | undefined>;
  /** What those the list shows have together; undefined while that is not known. */
  readonly balance: Accessor<Amount | undefined>;
}

const customers = (count: number) => (count === 1 ? "1 customer" : `${countText(count)} customers`);

/**
 * How many the list shows. It is never more exact than what is known: all rows known are a count, a part of them is
 * "the first", and totals are for those who may see them (14 §1.7, §2.4).
 */
export function createCount(needs: CountNeeds): ListCount {
  const [counted, setCounted] = createSignal<{ readonly of: string; readonly totals: Totals }>();
  const key = () => JSON.stringify(needs.filters());
  createEffect(
    on([key, needs.complete], ([of, complete]) => {
      const filters = needs.filters();
      if (complete || filters === undefined || !needs.filtered() || !needs.mayCount()) return;
      let left = false;
      onCleanup(() => (left = true));
      needs.count(filters).then(
        (totals) => !left && setCounted({ of, totals }),
        // Offline: the list says what it has.
        () => undefined,
      );
    }),
  );
  const countedNow = () => {
    const known = counted();
    return known !== undefined && known.of === key() ? known.totals : undefined;
  };
  const matching = () => {
    const loaded = needs.loaded();
    const count = needs.complete() ? loaded : needs.filtered() ? countedNow()?.count : needs.total();
    return count === undefined || count < loaded ? undefined : count;
  };
  return {
    matching,
    balance() {
      if (!needs.mayCount()) return undefined;
      const rows = needs.rows();
      if (needs.complete() && rows.length === needs.loaded()) {
        return addAmounts(...rows.map(({ balance }) => balance));
      }
      return needs.filtered() ? countedNow()?.balance : needs.balance();
    },
    text() {
      const count = matching();
      const all = needs.total();
      const from = needs.from();
      if (from === "device") return `${customers(needs.loaded())} on this device`;
      if (from === "reading" && count === undefined) return "Reading the list …";
      // Nothing is known yet.
      if (count === undefined && needs.loaded() === 0) return "";
      if (count === undefined) return `First ${customers(needs.loaded())}`;
      return needs.filtered() && all !== undefined
        ? `${customers(count)}, filtered from ${countText(all)}`
        : customers(count);
    },
  };
}
