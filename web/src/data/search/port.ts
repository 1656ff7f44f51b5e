import { createSignal } from "solid-js";
import type { Session } from "@trunkline/domain/admin/session";
import type { Customer } from "@trunkline/domain/customer/record";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import { report } from "../../lib/report.ts";
import type { PassingRows } from "../firestore/passing.ts";
import type { RowsPort, SearchAnswer, SearchPort, SearchState } from "../ports.tsx";
import type { DrawnAnswer, SiftWindow } from "./protocol.ts";
import type { FieldTypes } from "./sketches.ts";

/** The search once it runs. */
export interface OpenSearch {
  follow(partner: PartnerId): void;
  seen(customer: Customer): void;
  gone(id: string): void;
  find(typed: string, limit: number): Promise<SearchAnswer>;
  sift(question: SiftQuestion, window: SiftWindow, types?: FieldTypes): Promise<DrawnAnswer>;
  readonly rows: PassingRows;
  close(): void;
}

export interface SearchEvents {
  based(partner: PartnerId): void;
  failed(partner: PartnerId): void;
  changed(): void;
}

/** The port, and what the data layer tells it. */
export interface LazySearch {
  readonly port: SearchPort;
  /** A listener of the page got this customer from the server. */
  seen(customer: Customer): void;
  /** Asked only once the index is there. */
  rows(session: () => Session): RowsPort;
  reconnect(): Promise<void>;
  close(): Promise<void>;
}

const NOTHING: SearchAnswer = { hits: [], more: false };
const NO_SOURCE = { key: "", subscribe: () => () => undefined };
const NO_ROWS: DrawnAnswer = { total: 0, all: 0, from: 0, ids: [], values: [] };

/** The search port: nothing of search is fetched, read or listened to before `load`. */
export function lazySearch(open: (events: SearchEvents) => Promise<OpenSearch>): LazySearch {
  const [states, setStates] = createSignal<ReadonlyMap<PartnerId, SearchState>>(new Map());
  const [version, setVersion] = createSignal(0);
  let opening: Promise<OpenSearch> | undefined;
  let opened: OpenSearch | undefined;
  let closed = false;

  const set = (partner: PartnerId, state: SearchState) =>
    setStates((before) => new Map(before).set(partner, state));
  const events: SearchEvents = {
    based(partner) {
      set(partner, "ready");
      setVersion((count) => count + 1);
    },
    failed: (partner) => void set(partner, "failed"),
    changed: () => void setVersion((count) => count + 1),
  };
  const start = (): Promise<OpenSearch> =>
    open(events).then((search) => {
      if (closed) search.close();
      return (opened = search);
    });

  return {
    port: {
      load(partners) {
        const wanted = partners.filter((partner) =>
          ["idle", "failed"].includes(states().get(partner) ?? "idle"),
        );
        if (wanted.length === 0 || closed) return;
        for (const partner of wanted) set(partner, "loading");
        opening ??= start();
        opening.then(
          (search) => wanted.forEach((partner) => search.follow(partner)),
          (cause: unknown) => {
            // The code of the search could not be fetched; the next use of the box tries again.
            report(cause);
            opening = undefined;
            for (const partner of wanted) set(partner, "failed");
          },
        );
      },
      state() {
        const all = [...states().values()];
        return (["failed", "loading", "ready"] as const).find((one) => all.includes(one)) ?? "idle";
      },
      version,
      find: async (typed, limit) => (opened === undefined ? NOTHING : opened.find(typed, limit)),
      sift: async (...asked) => (opened === undefined ? NO_ROWS : opened.sift(...asked)),
      gone: (id) => opened?.gone(id),
    },
    seen: (customer) => opened?.seen(customer),
    rows: (session) => ({
      some: (ids) => opened?.rows.of(session).some(ids) ?? NO_SOURCE,
      newest: () => opened?.rows.of(session).newest() ?? NO_SOURCE,
    }),
    reconnect: async () => opened?.rows.reconnect(),
    async close() {
      closed = true;
      opened?.close();
      await opened?.rows.close();
    },
  };
}
