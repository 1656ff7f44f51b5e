import { createMemo, createSignal, mapArray, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerQuery, CustomersPort } from "../../data/ports.tsx";
import { createLiveList, type LiveList } from "../../lib/live/create-live.ts";
import type { LiveState } from "../../lib/live/source.ts";

/** Rows read at a time: one screen and some to scroll into. */
export const PAGE_ROWS = 100;

export interface PagedList {
  readonly rows: Accessor<readonly Customer[]>;
  readonly state: Accessor<LiveState>;
  /** Every row there is has been read. */
  readonly complete: Accessor<boolean>;
  /** Reads the next page, if the last one was full. */
  more(): void;
}

/**
 * A long live list read page by page: each page listens from the last row of the one before, so that growing the
 * list reads only what is new.
 */
export function createPagedCustomers(
  port: CustomersPort,
  wanted: Accessor<Omit<CustomerQuery, "limit" | "after">>,
): PagedList {
  const [count, setCount] = createSignal({ of: "", pages: 1 });
  const key = createMemo(() => JSON.stringify(wanted()));
  // Another question starts again with one page.
  const pages = () => (count().of === key() ? count().pages : 1);
  const numbers = createMemo(() => Array.from({ length: pages() }, (_unused, index) => index));
  const lists: Accessor<readonly LiveList<Customer>[]> = mapArray(numbers, (page) =>
    createLiveList(() => {
      const query = { ...wanted(), limit: PAGE_ROWS };
      if (page === 0) return port.list(query);
      const before = lists()[page - 1]?.rows() ?? [];
      const last = before.at(-1);
      return last === undefined || before.length < PAGE_ROWS
        ? undefined
        : port.list({ ...query, after: last });
    }),
  );
  const rows = createMemo(() => {
    const all = lists().flatMap((list) => list.rows());
    // Two pages can name the same customer for a moment, while a change moves him from one to the other.
    return all.length <= PAGE_ROWS ? all : [...new Map(all.map((row) => [row.id, row])).values()];
  });
  return {
    rows,
    state: () => lists()[0]?.state() ?? { kind: "pending" },
    complete: () => {
      const last = lists().at(-1);
      const kind = last?.state().kind;
      // What the device kept of a list is not all of it.
      return last !== undefined && kind !== "pending" && kind !== "cached" && last.rows().length < PAGE_ROWS;
    },
    more() {
      const last = lists().at(-1);
      if (last === undefined || last.state().kind === "pending" || last.rows().length < PAGE_ROWS) return;
      setCount({ of: key(), pages: pages() + 1 });
    },
  };
}
