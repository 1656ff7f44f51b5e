import { createEffect, createMemo, createSignal, untrack, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerNumber } from "@trunkline/domain/ids/ids";
import { usePorts, type CustomerQuery } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";

/** The customers of the list as last filtered and sorted, as far as they were read. */
interface Walk {
  readonly numbers: readonly CustomerNumber[];
  /** What the list asked, where it has more than was read. */
  readonly onward: Omit<CustomerQuery, "limit" | "after"> | undefined;
}

// One list at a time is the last one: the page of a customer is another page, so it stands outside both.
const [walk, setWalk] = createSignal<Walk>();

/** Keeps the list's order for the pages of its customers, until another one is shown (12 §1.3). */
export function rememberWalk(list: {
  readonly rows: Accessor<readonly Customer[]>;
  readonly complete: Accessor<boolean>;
  readonly wanted: Accessor<Omit<CustomerQuery, "limit" | "after"> | undefined>;
}): void {
  createEffect(() => {
    const numbers = list.rows().map(({ number }) => number);
    const onward = list.complete() ? undefined : list.wanted();
    if (numbers.length > 0) setWalk({ numbers, onward });
  });
}

export interface Neighbours {
  /** False when the customer was not reached from a list. */
  readonly known: Accessor<boolean>;
  readonly previous: Accessor<CustomerNumber | undefined>;
  readonly next: Accessor<CustomerNumber | undefined>;
}

/** The customers before and after this one in the list it was opened from; undefined at its ends. */
export function createNeighbours(customer: Accessor<Customer>): Neighbours {
  const ports = usePorts();
  const place = createMemo(() => walk()?.numbers.indexOf(customer().number) ?? -1);
  const last = () => place() >= 0 && place() === (walk()?.numbers.length ?? 0) - 1;
  // One row more is read only where what the list had read ends.
  const beyond = createLiveList(() => {
    const onward = walk()?.onward;
    return onward === undefined || !last()
      ? undefined
      : ports.customers.list({ ...onward, limit: 1, after: untrack(customer) });
  });
  const next = () => {
    const known = walk()?.numbers[place() + 1];
    return place() < 0 ? undefined : (known ?? beyond.rows()[0]?.number);
  };
  createEffect(() => {
    const found = beyond.rows()[0]?.number;
    if (found === undefined || !last()) return;
    setWalk((now) =>
      now === undefined || now.numbers.includes(found) ? now : { ...now, numbers: [...now.numbers, found] },
    );
  });
  return {
    known: () => place() >= 0,
    previous: () => (place() > 0 ? walk()?.numbers[place() - 1] : undefined),
    next,
  };
}
