import {
  batch,
  createEffect,
  createMemo,
  createSignal,
  mapArray,
  on,
  onCleanup,
  untrack,
  type Accessor,
} from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { ListedCustomer } from "@trunkline/domain/list/listed";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { SiftQuestion } from "@trunkline/domain/list/sieve";
import type { CustomersPort, SearchPort } from "../../../data/ports.tsx";
import type { DrawnAnswer, SiftAnswer, SiftWindow } from "../../../data/search/protocol.ts";
import type { FieldTypes } from "../../../data/search/sketches.ts";
import { browserClock, type Clock } from "../../../lib/clock.ts";
import { createLiveRecords } from "../../../lib/live/create-live.ts";
import { report } from "../../../lib/report.ts";
import type { LongRows } from "../../../ui/table/types.ts";
import { inBlocks, planChunks } from "./chunks.ts";

/** Ids known around what is in sight; more are asked for before so few are left that a fling could pass them. */
const IDS_AROUND = 300;
const IDS_LEFT = 150;
/** The same for what the index has of the rows, which is drawn until they are here. */
const LINES_AROUND = 60;
const LINES_LEFT = 20;
/**
 * Rows that fly past, while somebody scrolls or types, are not listened to: each question to the database goes through
 * all that this device ever kept of the customers, and a key would wait for it.
 */
const SETTLED_MS = 300;
const TYPING_MS = 500;

interface SiftedNeeds {
  readonly customers: Pick<CustomersPort, "some" | "newest">;
  readonly search: SearchPort;
  /** Undefined while the index is not to be asked. */
  readonly question: Accessor<SiftQuestion | undefined>;
  /** The types of the additional fields, by name. */
  readonly types: Accessor<FieldTypes>;
  /** A record that is here already, shown until the first ones were listened to. */
  readonly known: (id: string) => Customer | undefined;
  readonly clock?: Clock;
}

export interface SiftedList {
  /** Told which places are in sight. */
  onSpan(start: number, end: number): void;
  /** Every row in sight is here. */
  readonly here: Accessor<boolean>;
  /** Undefined until the index answered this question. */
  readonly long: Accessor<LongRows<ListedCustomer> | undefined>;
  readonly total: Accessor<number>;
  /** Customers there are, whether they pass or not. */
  readonly all: Accessor<number>;
  /** Rows that are here, in order. */
  readonly shown: Accessor<readonly Customer[]>;
  /** Some of what is here is not as the server has it now. */
  readonly stale: Accessor<boolean>;
  /** All ids that pass at this moment, with what each holds of a field; at most so many. */
  everyone(most: number, value: string): Promise<SiftAnswer>;
}

interface Known extends DrawnAnswer {
  readonly of: string;
  readonly question: SiftQuestion;
}

const idsIn = (answer: SiftAnswer, start: number, end: number) =>
  answer.ids.slice(Math.max(0, start - answer.from), Math.max(0, end - answer.from));

/**
 * The list as the index answers it: its length is known at once, the ids around what is in sight come from the worker
 * with what the index has of them, and only the rows in sight are listened to, once they rest. What changes in the index
 * is asked for again; the rows in sight stay in sight.
 */
export function createSifted({
  customers,
  search,
  question,
  types,
  known: knownBefore,
  clock = browserClock,
}: SiftedNeeds): SiftedList {
  const key = createMemo(() => JSON.stringify(question()));
  const [known, setKnown] = createSignal<Known>();
  const [span, setSpan] = createSignal(
    { start: 0, end: 0 },
    { equals: (a, b) => a.start === b.start && a.end === b.end },
  );
  const [settled, setSettled] = createSignal({ start: 0, end: 0 });
  // Until the next question is answered, the answer before stays: a list that is narrowed letter by letter is not
  // emptied at each of them.
  const mine = createMemo(() => (question() === undefined ? undefined : known()));
  createEffect(() => {
    if (question() === undefined) setKnown(undefined);
  });

  // One question at a time: however fast the index changes or the list is scrolled, the worker is never flooded.
  let asking = false;
  let due: "moved" | "changed" | undefined;
  let left = false;
  onCleanup(() => (left = true));

  const ask = async (why: "moved" | "changed"): Promise<void> => {
    const asked = untrack(question);
    if (asked === undefined || left) return;
    if (asking) {
      due = due === "changed" ? due : why;
      return;
    }
    asking = true;
    const of = untrack(key);
    const answered = untrack(mine);
    const before = answered?.of === of ? answered : undefined;
    const seen = untrack(span);
    // Another question begins at its start, where the table is about to go.
    const start = answered === undefined || before !== undefined ? seen.start : 0;
    const end = start + seen.end - seen.start;
    const window: SiftWindow = {
      ...inBlocks(start, end, IDS_AROUND),
      lines: inBlocks(start, end, LINES_AROUND),
      ...(why === "changed" && before !== undefined && start > 0
        ? { held: { ids: idsIn(before, start, end), place: start } }
        : {}),
    };
    try {
      const answer = await search.sift(asked, window, untrack(types));
      if (!left && of === untrack(key)) setKnown({ ...answer, of, question: asked });
    } catch (cause) {
      report(cause);
    } finally {
      asking = false;
      const next = due ?? (of === untrack(key) ? undefined : "moved");
      due = undefined;
      if (next !== undefined) void ask(next);
    }
  };

  createEffect(
    on([key, () => search.version()], ([of], before) => {
      void ask(before === undefined || before[0] !== of ? "moved" : "changed");
    }),
  );
  createEffect(() => {
    const answer = mine();
    if (answer === undefined || answer.of !== key()) return;
    const { start, end } = span();
    const known = { start: answer.from, end: answer.from + answer.ids.length };
    const above = start - known.start < IDS_LEFT && known.start > 0;
    const below = known.end - end < IDS_LEFT && known.end < answer.total;
    const lines = answer.lines ?? { from: 0, of: answer.ids };
    const few =
      Math.max(0, start - LINES_LEFT) < lines.from ||
      Math.min(answer.total, end + LINES_LEFT) > lines.from + lines.of.length;
    if ((above || below || few) && end > start) void ask("moved");
  });
  createEffect(() => {
    const now = span();
    onCleanup(clock.after(SETTLED_MS, () => setSettled(now)));
  });

  // Which question's rows are listened to: the first one's at once, those of each further one after a pause, as each
  // letter typed is a question.
  const [settledOn, setSettledOn] = createSignal<string>();
  let first = true;
  createEffect(
    on(
      // Of itself alone: more ids of the same list change nothing here.
      createMemo(() => mine()?.of),
      (of) => {
        if (of === undefined) return;
        if (!first) {
          onCleanup(clock.after(TYPING_MS, () => setSettledOn(of)));
          return;
        }
        first = false;
        batch(() => {
          setSettled(untrack(span));
          setSettledOn(of);
        });
      },
    ),
  );
  const needed = createMemo<readonly string[]>((before) => {
    const answer = mine();
    if (answer === undefined) return [];
    if (answer.of !== settledOn()) return before;
    const { start, end } = settled().end > 0 ? settled() : span();
    const { from, count } = inBlocks(start, end, 0);
    return idsIn(answer, from, from + count);
  }, []);
  const chunks = createMemo<readonly (readonly string[])[]>((before) => planChunks(before, needed()), []);
  // Kept by the list itself: whoever reads it first, an event too, would be their owner otherwise.
  const lists = createMemo(
    mapArray(chunks, (ids) => ({
      ids,
      live: createLiveRecords(() => customers.some(ids as readonly CustomerId[])),
    })),
  );
  const rows = createMemo(
    () => new Map(lists().flatMap(({ live }) => live.rows().map((row): [string, Customer] => [row.id, row]))),
  );
  // What anybody changes reaches the index by its being read here, before the server's own note of it comes.
  createLiveRecords(() => (question() === undefined ? undefined : customers.newest()));
  const rowOf = (id: string): ListedCustomer | undefined =>
    rows().get(id) ?? (rows().size === 0 ? knownBefore(id) : undefined) ?? mine()?.sketch?.(id);

  // Whom the server does not find has left, and the index need not wait to be told.
  createEffect(() => {
    for (const { ids, live } of lists()) {
      if (live.state().kind !== "ready") continue;
      const here = new Set<string>(live.rows().map(({ id }) => id));
      for (const id of ids) if (!here.has(id)) search.gone(id as CustomerId);
    }
  });

  const places = createMemo(() => {
    const answer = mine();
    return new Map(answer?.ids.map((id, index) => [id, answer.from + index]));
  });
  const long: LongRows<ListedCustomer> = {
    get count() {
      return mine()?.total ?? 0;
    },
    idAt(place) {
      const answer = mine();
      return answer?.ids[place - answer.from];
    },
    placeOf: (id) => places().get(id) ?? -1,
    row: rowOf,
    async between(from, to) {
      // Of the list that is seen, whatever is asked by now.
      const answer = untrack(mine);
      return answer === undefined
        ? []
        : (await search.sift(answer.question, { from, count: to - from + 1 })).ids;
    },
  };
  const shown = createMemo(() => (mine()?.ids ?? []).flatMap((id) => rows().get(id) ?? []));
  return {
    onSpan: (start, end) => void setSpan({ start, end }),
    long: () => (mine() === undefined ? undefined : long),
    total: () => mine()?.total ?? 0,
    all: () => mine()?.all ?? 0,
    shown,
    stale: () =>
      lists().some(({ live }) => {
        const { kind } = live.state();
        // What the device had is shown for a moment while the server is asked: that is no reason to worry anybody.
        return kind === "stale" || kind === "failed";
      }),
    here: () => {
      const answer = mine();
      const { start, end } = span();
      return (
        answer !== undefined &&
        answer.of === key() &&
        idsIn(answer, start, end).every((id) => rowOf(id) !== undefined)
      );
    },
    async everyone(most, value) {
      const asked = untrack(question);
      if (asked === undefined) return { total: 0, all: 0, from: 0, ids: [], values: [] };
      // In one answer: between two, the list could be another one.
      return search.sift(asked, { from: 0, count: most, value });
    },
  };
}
