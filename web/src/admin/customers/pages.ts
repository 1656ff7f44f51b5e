import { createEffect, createMemo, createSignal, mapArray, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerQuery, CustomersPort } from "../../data/ports.tsx";
import { createLiveRecords } from "../../lib/live/create-live.ts";
import type { LiveState } from "../../lib/live/source.ts";

/** Rows read at a time: one screen and some to scroll into. */
export const PAGE_ROWS = 100;
/** Pages before and after those in sight that are listened to. */
const PAGES_AROUND = 2;

export interface PagedList {
  readonly rows: Accessor<readonly Customer[]>;
  readonly state: Accessor<LiveState>;
  /** Every row there is has been read. */
  readonly complete: Accessor<boolean>;
  /** Pages read so far. */
  readonly pages: Accessor<number>;
  /** Reads the next page, if the last one was full. */
  more(): void;
  /** Told which places are in sight: pages far from them are released, and listened to again when they come near. */
  onSpan(start: number, end: number): void;
}

/**
 * A long live list read page by page: each page listens from the last row of the one before, so that growing the
 * list reads only what is new. A page that is far away shows what it had when it was left.
 */
export function createPagedCustomers(
  port: CustomersPort,
  wanted: Accessor<Omit<CustomerQuery, "limit" | "after"> | undefined>,
): PagedList {
  const [count, setCount] = createSignal({ of: "", pages: 1 });
  const [near, setNear] = createSignal(
    { first: 0, last: 0 },
    { equals: (a, b) => a.first === b.first && a.last === b.last },
  );
  const key = createMemo(() => JSON.stringify(wanted()));
  // Another question starts again with one page.
  const pages = () => (count().of === key() ? count().pages : 1);
  const numbers = createMemo(() => Array.from({ length: pages() }, (_unused, index) => index));
  // The page before is reached by itself: the list of all of them is still being made while one of them begins.
  const made: Page[] = [];
  const onePage = (page: number): Page => {
    const isNear = createMemo(
      () => page >= near().first - PAGES_AROUND && page <= near().last + PAGES_AROUND,
    );
    const live = createLiveRecords(() => {
      const asked = wanted();
      if (asked === undefined || !isNear()) return undefined;
      const query = { ...asked, limit: PAGE_ROWS };
      if (page === 0) return port.list(query);
      const before = made[page - 1]?.rows() ?? [];
      const last = before.at(-1);
      return last === undefined || before.length < PAGE_ROWS
        ? undefined
        : port.list({ ...query, after: last });
    });
    const [held, setHeld] = createSignal<{ readonly of: string; readonly rows: readonly Customer[] }>();
    createEffect(() => {
      if (isNear() && live.state().kind !== "pending") setHeld({ of: key(), rows: live.rows() });
    });
    const rows = createMemo(() => {
      const kept = held();
      const waiting = kept !== undefined && kept.of === key() && live.state().kind === "pending";
      return waiting ? kept.rows : live.rows();
    });
    const own: Page = {
      rows,
      state: () => (!isNear() && held() !== undefined ? { kind: "cached" } : live.state()),
    };
    made[page] = own;
    return own;
  };
  // Kept by the list itself: whoever reads it first, an event too, would be their owner otherwise.
  const lists = createMemo(mapArray(numbers, onePage));
  const rows = createMemo(() => {
    const all = lists().flatMap((list) => list.rows());
    // Two pages can name the same customer for a moment, while a change moves him from one to the other.
    return all.length <= PAGE_ROWS ? all : [...new Map(all.map((row) => [row.id, row])).values()];
  });
  return {
    rows,
    pages,
    state: () => lists()[Math.min(near().first, pages() - 1)]?.state() ?? { kind: "pending" },
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
    onSpan(start, end) {
      setNear({
        first: Math.floor(start / PAGE_ROWS),
        last: Math.floor(Math.max(start, end - 1) / PAGE_ROWS),
      });
    },
  };
}

interface Page {
  readonly rows: Accessor<readonly Customer[]>;
  readonly state: Accessor<LiveState>;
}
