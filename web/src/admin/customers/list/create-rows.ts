import { createEffect, createMemo, createSignal, on, untrack, type Accessor } from "solid-js";
import { MOST_MATCHING, type BalancesAnswer } from "@trunkline/domain/calls/list";
import type { CustomerStatus } from "@trunkline/domain/customer/status";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import type { ListedCustomer } from "@trunkline/domain/list/listed";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import type { AdminPorts } from "../../../data/ports.tsx";
import type { LongRows, TableState } from "../../../ui/table/types.ts";
import { createLasting } from "../../../lib/create-lasting.ts";
import type { Workspace } from "../../workspace.tsx";
import type { Picked } from "../mass/target.ts";
import { createPagedCustomers } from "../pages.ts";
import { createBalances } from "./create-balances.ts";
import { createLabelCount } from "./count-labels.ts";
import { createCommented } from "./create-commented.ts";
import { createSifted } from "./create-sifted.ts";
import type { ListQuestion } from "./question.ts";

/** Somebody who scrolls past so many pages wants to see how far it goes. */
const PAGES_BEFORE_INDEX = 3;

/** Rows that are not as the server has them are told of after so many milliseconds: a cut that heals at once is none. */
const STALE_MS = 2000;

const BY_NUMBER = { key: "number", by: "number", descending: false } as const;

/**
 * Where the rows are from: the server (or what it said before a cut), this device while the server is asked, or this
 * device alone. What a device kept is whatever was looked at on it, and no list.
 */
export type RowsFrom = "server" | "reading" | "device";

/** Why a list that only the index can answer is not there. */
export type Trouble =
  | "not-allowed"
  | "not-loaded"
  | "too-many-named"
  | "too-many-ordered"
  | "comments-not-read"
  | "comments-too-many"
  | "comments-not-built"
  | "refused";

/** Everybody the list shows at one moment. */
export type Everybody =
  | { readonly kind: "found"; readonly rows: readonly Picked[] }
  | { readonly kind: "too-many" }
  | { readonly kind: "not-allowed" };

export interface CustomerRows {
  readonly by: Accessor<"database" | "index">;
  /** Rows that are here, in order. */
  readonly rows: Accessor<readonly Customer[]>;
  /** The rows to draw where `long` is not there. */
  readonly drawn: Accessor<readonly Customer[]>;
  /** The whole list, where the index answers it. */
  readonly long: Accessor<LongRows<ListedCustomer> | undefined>;
  /** What the index is asked, where it answers. */
  readonly index: Accessor<SiftQuestion | undefined>;
  readonly state: Accessor<TableState>;
  readonly trouble: Accessor<Trouble | undefined>;
  readonly stale: Accessor<boolean>;
  readonly from: Accessor<RowsFrom>;
  /** Every row of the list is known: its number is exact. */
  readonly complete: Accessor<boolean>;
  /** Rows of the list as far as they are known, and customers there are when the index knows. */
  readonly count: Accessor<number>;
  readonly all: Accessor<number | undefined>;
  /** What of the answer is as it was when it was asked for: "Balances". */
  readonly frozen: Accessor<string | undefined>;
  onSpan(start: number, end: number): void;
  more(): void;
  /** Somebody wants to see the last row of all: the index, which alone knows it, takes over. */
  toEnd(): void;
  /** Brings the index again, and asks the server again for what it names. */
  retry(): void;
  /** Exactly whom the list shows, by the same answer (14 §1.10). */
  everybody(): Promise<Everybody>;
  /** What mass actions must know of customers who may be far from what is here. */
  picked(ids: readonly CustomerId[]): Promise<readonly Picked[]>;
  /** How many of them have each label; undefined while that is not known, and told again to who follows it. */
  labels(ids: readonly CustomerId[]): Promise<ReadonlyMap<string, number> | undefined>;
  /** The ids of the whole list in its order, where the index answers it. */
  ids(): Promise<readonly CustomerId[] | undefined>;
  /** The balances of everybody the list shows, at this moment. */
  balances(): Promise<BalancesAnswer>;
}

interface RowsNeeds {
  readonly ports: Pick<AdminPorts, "customers" | "search" | "call" | "session">;
  readonly workspace: Workspace;
  /** Undefined while it is not known what is asked. */
  readonly question: Accessor<ListQuestion | undefined>;
}

/**
 * The rows of the customer list. The database answers what it has an index for, page by page; the index in the browser
 * answers everything else, and the same once somebody scrolls far, so that the scroll bar spans all rows.
 */
export function createCustomerRows({ ports, workspace, question }: RowsNeeds): CustomerRows {
  const { search, customers, call } = ports;
  const [far, setFar] = createSignal("");
  const [again, setAgain] = createSignal(0);
  const mayIndex = () => workspace.searches();
  const ready = () => mayIndex() && search.state() === "ready";
  // An index that is here when a question is asked answers it sooner than the database. The plain list stays the
  // database's: it is there at once, and still there for who comes back to it.
  const quick = createMemo(
    on(
      () => question()?.key,
      () => {
        const { plain, index, named } = untrack(question) ?? {};
        return plain === false && index !== undefined && named === undefined && untrack(ready);
      },
    ),
  );
  const needed = () => question()?.database === undefined || quick();
  const wentFar = () => far() === question()?.key;
  /** The key of a question that the index can answer as well as the database. */
  const indexable = () => {
    const { key, index, named } = question() ?? {};
    return mayIndex() && index !== undefined && named === undefined ? key : undefined;
  };

  const load = () => {
    const { partner } = ports.session();
    const known = Object.keys(workspace.directory()?.partners ?? {}) as PartnerId[];
    search.load(partner === "*" ? known : [partner]);
  };
  createEffect(() => {
    if (question() === undefined || !mayIndex() || workspace.directory() === undefined) return;
    if (needed() || wentFar()) load();
  });

  const sifting = () => (needed() && mayIndex() ? question() : undefined);
  const commented = createCommented({ call, question: sifting, again });
  const balances = createBalances({
    call,
    search,
    question: () => {
      const now = sifting();
      if (now?.index === undefined || now.byBalance === undefined) return now;
      // Only the balances of whom the comments leave are worth a read.
      const index = commented.within(now.index);
      return index === undefined ? undefined : { ...now, index };
    },
    again,
  });

  const asked = createMemo((): SiftQuestion | undefined => {
    const wanted = question()?.index;
    if (wanted === undefined || !ready()) return undefined;
    if (!needed()) return wentFar() && question()?.named === undefined ? wanted : undefined;
    const narrowed = commented.within(wanted);
    return narrowed === undefined ? undefined : balances.within(narrowed);
  });
  const types = createMemo(() => new Map(workspace.fields().map(({ name, type }) => [name, type])));
  // Rows that the database brought stay what they are while the list moves over.
  let brought: readonly Customer[] = [];
  const sifted = createSifted({
    customers,
    search,
    question: asked,
    types,
    known: (id) => brought.find((row) => row.id === id),
  });

  // Nobody is moved to the other answer before its rows in sight are here.
  const [moved, setMoved] = createSignal("");
  createEffect(
    on([wentFar, sifted.here, () => question()?.key], ([went, here, key]) => {
      if (went && here && key !== undefined) setMoved(key);
    }),
  );
  const by = createMemo(() => {
    if (needed()) return "index";
    return moved() === question()?.key && asked() !== undefined ? "index" : "database";
  });
  const paged = createPagedCustomers(customers, () =>
    by() === "database" ? question()?.database : undefined,
  );

  createEffect(() => {
    if (by() === "database") brought = paged.rows();
  });

  // An index that is here answers within a moment: until then the rows stay, and the list is not emptied at a letter.
  const drawn = createMemo<readonly Customer[]>((before) => {
    if (by() === "database") return paged.rows();
    return asked() !== undefined && sifted.long() === undefined ? before : [];
  }, []);

  const trouble = createMemo((): Trouble | undefined => {
    if (question() === undefined) return undefined;
    if (by() === "database") return paged.state().kind === "failed" ? "refused" : undefined;
    if (!mayIndex()) return "not-allowed";
    if (search.state() === "failed") return "not-loaded";
    return commented.trouble() ?? balances.trouble();
  });

  // What the device had is shown for a moment while the server is asked, at every start of a listener and at its return.
  const stale = createLasting(() => {
    const connected = workspace.connection.connected();
    if (by() === "index") return sifted.stale() || !connected;
    const { kind } = paged.state();
    return kind === "stale" || (kind === "cached" && !connected);
  }, STALE_MS);

  const from = (): RowsFrom => {
    if (by() === "index" || paged.state().kind !== "cached") return "server";
    return workspace.connection.connected() ? "reading" : "device";
  };

  const rows = () => (by() === "index" ? sifted.shown() : paged.rows());
  return {
    by,
    rows,
    drawn,
    index: () => (by() === "index" ? asked() : undefined),
    long: () => (by() === "index" && trouble() === undefined ? sifted.long() : undefined),
    state: () => {
      if (trouble() !== undefined) return "failed";
      if (by() === "index") return sifted.long() === undefined ? "pending" : "ready";
      return paged.state().kind === "pending" || from() === "reading" ? "pending" : "ready";
    },
    trouble,
    stale,
    from,
    complete: () => (by() === "index" ? sifted.long() !== undefined : paged.complete()),
    count: () => (by() === "index" ? sifted.total() : paged.rows().length),
    all: () => (by() === "index" && sifted.long() !== undefined ? sifted.all() : undefined),
    frozen() {
      if (asked() === undefined) return undefined;
      if (balances.known()) return commented.known() ? "Comments and balances" : "Balances";
      return commented.known() ? "Comments" : undefined;
    },
    onSpan(start, end) {
      sifted.onSpan(start, end);
      if (by() === "database") paged.onSpan(start, end);
    },
    more() {
      if (by() !== "database") return;
      const key = indexable();
      if (key !== undefined && (ready() || paged.pages() >= PAGES_BEFORE_INDEX)) setFar(key);
      // Until its rows in sight are here, the pages go on.
      if (key === undefined || !ready()) paged.more();
    },
    toEnd() {
      const key = indexable();
      if (by() === "database" && !paged.complete() && key !== undefined) setFar(key);
    },
    retry() {
      setAgain((count) => count + 1);
      if (mayIndex()) load();
    },
    async everybody() {
      if (by() === "index") {
        const { total, ids, values } = await sifted.everyone(MOST_MATCHING, "status");
        if (total > MOST_MATCHING) return { kind: "too-many" };
        return {
          kind: "found",
          rows: ids.map((id, index) => ({ id: id as CustomerId, status: values[index] as CustomerStatus })),
        };
      }
      const answer = await call("matchingCustomers", { filters: question()?.database?.filters ?? {} });
      if (answer.kind !== "found") return answer;
      return {
        kind: "found",
        rows: answer.rows.map(({ customerId, status }) => ({ id: customerId, status })),
      };
    },
    async picked(wanted) {
      const { ids, values } = await search.sift(
        { conditions: [{ kind: "ids", ids: wanted }], order: BY_NUMBER },
        { from: 0, count: wanted.length, value: "status" },
      );
      return ids.map((id, index) => ({ id: id as CustomerId, status: values[index] as CustomerStatus }));
    },
    labels: createLabelCount({ rows, search, ready, bring: () => mayIndex() && load() }),
    async balances() {
      if (by() !== "index") {
        return call("customerBalances", { filters: question()?.database?.filters ?? {}, customerIds: null });
      }
      const { total, ids } = await sifted.everyone(MOST_MATCHING, "status");
      if (total > MOST_MATCHING) return { kind: "too-many" };
      return call("customerBalances", { filters: {}, customerIds: ids as CustomerId[] });
    },
    async ids() {
      if (by() !== "index") return undefined;
      return (await sifted.everyone(sifted.total(), "status")).ids as readonly CustomerId[];
    },
  };
}
