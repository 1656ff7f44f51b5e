import { createEffect, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerNumber } from "@trunkline/domain/ids/ids";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import { usePorts, type CustomerQuery } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { report } from "../../lib/report.ts";
import { keepWalk, keptWalk } from "./kept-walk.ts";

/** The customers of the list as last filtered and sorted, as far as they were read. */
interface Walk {
  readonly numbers: readonly CustomerNumber[];
  /** What the list asked, where it has more than was read. */
  readonly onward: Omit<CustomerQuery, "limit" | "after"> | undefined;
  /** What the list asked the index, which knows every place of it. */
  readonly index: SiftQuestion | undefined;
}

// One list at a time is the last one: the page of a customer is another page, so it stands outside both.
const [walk, setWalk] = createSignal<Walk>();

/** Keeps the list's order for the pages of its customers, until another one is shown (12 §1.3). */
export function rememberWalk(list: {
  readonly rows: Accessor<readonly Customer[]>;
  readonly complete: Accessor<boolean>;
  readonly wanted: Accessor<Omit<CustomerQuery, "limit" | "after"> | undefined>;
  readonly index: Accessor<SiftQuestion | undefined>;
}): void {
  createEffect(() => {
    const numbers = list.rows().map(({ number }) => number);
    const onward = list.complete() ? undefined : list.wanted();
    if (numbers.length > 0) setWalk({ numbers, onward, index: list.index() });
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
  if (untrack(walk) === undefined) {
    const numbers = keptWalk(ports.uid);
    if (numbers.length > 0) setWalk({ numbers, onward: undefined, index: undefined });
  }
  createEffect(() => {
    const now = walk();
    if (now !== undefined) keepWalk(ports.uid, now.numbers);
  });
  const place = createMemo(() => walk()?.numbers.indexOf(customer().number) ?? -1);
  const last = () => place() >= 0 && place() === (walk()?.numbers.length ?? 0) - 1;
  // One row more is read only where what the list had read ends.
  const beyond = createLiveList(() => {
    const onward = walk()?.onward;
    return onward === undefined || !last()
      ? undefined
      : ports.customers.list({ ...onward, limit: 1, after: untrack(customer) });
  });
  createEffect(() => {
    const found = beyond.rows()[0]?.number;
    if (found === undefined || !last()) return;
    setWalk((now) =>
      now === undefined || now.numbers.includes(found) ? now : { ...now, numbers: [...now.numbers, found] },
    );
  });
  const around = createAround(customer);
  const beside = (step: 1 | -1) => {
    const told = around();
    if (typeof told === "object") return step === 1 ? told.next : told.previous;
    if (place() < 0) return undefined;
    return walk()?.numbers[place() + step] ?? (step === 1 ? beyond.rows()[0]?.number : undefined);
  };
  return {
    known: () => place() >= 0 || around() === "asked" || typeof around() === "object",
    previous: () => beside(-1),
    next: () => beside(1),
  };
}

interface Around {
  readonly of: string;
  readonly previous: CustomerNumber | undefined;
  readonly next: CustomerNumber | undefined;
}

/** Who stands beside the customer where the index gives the list; undefined when it does not, or he is not in it. */
function createAround(customer: Accessor<Customer>): Accessor<Around | "asked" | undefined> {
  const { search } = usePorts();
  const [told, setTold] = createSignal<Around | { readonly of: string; readonly missing: true }>();
  const question = createMemo(() => (search.state() === "ready" ? walk()?.index : undefined));
  const id = createMemo(() => customer().id as string);
  createEffect(
    on([question, id, () => search.version()], ([asked, of]) => {
      if (asked === undefined) return;
      let left = false;
      onCleanup(() => (left = true));
      // The window moves to where he stands, with one before and one after him.
      const window = { from: -1, count: 3, held: { ids: [of], place: 0 }, value: "number" };
      search.sift(asked, window).then(({ ids, values }) => {
        const at = ids.indexOf(of);
        const numberAt = (index: number) =>
          values[index] === undefined ? undefined : (Number(values[index]) as CustomerNumber);
        if (left) return;
        setTold(at < 0 ? { of, missing: true } : { of, previous: numberAt(at - 1), next: numberAt(at + 1) });
      }, report);
    }),
  );
  return () => {
    if (question() === undefined) return undefined;
    const now = told();
    if (now?.of !== id()) return "asked";
    return "missing" in now ? undefined : now;
  };
}
