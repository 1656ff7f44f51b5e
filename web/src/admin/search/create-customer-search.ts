import { createEffect, createMemo, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Hit } from "@trunkline/domain/search/hit";
import { usePorts, type SearchAnswer } from "../../data/ports.tsx";
import { report } from "../../lib/report.ts";
import { sameValue } from "../../lib/same-value.ts";
import { useWorkspace } from "../workspace.tsx";

/** As many as are read at a glance and moved through by keys (14 §4.2). */
const MOST_SHOWN = 10;
const NOTHING: SearchAnswer = { hits: [], more: false };

export interface CustomerSearch {
  /** Brings the index, the first time. */
  load(): void;
  ask(typed: string): void;
  readonly hits: Accessor<readonly Hit[]>;
  /** The answer to what was typed last is still to come. */
  readonly busy: Accessor<boolean>;
  /** Why customers are missing from the answers, in words. */
  readonly note: Accessor<string | undefined>;
}

interface Shown {
  readonly typed: string;
  readonly answer: SearchAnswer;
}

/** The new answer with those hits of the last one that are the same: their rows stay as they are. */
function keeping(last: SearchAnswer, next: SearchAnswer): SearchAnswer {
  const known = new Map(last.hits.map((hit) => [hit.number, hit]));
  const hits = next.hits.map((hit) => {
    const before = known.get(hit.number);
    return before !== undefined && sameValue(before, hit) ? before : hit;
  });
  return { ...next, hits };
}

/** Searches the customers within reach, and searches again whenever one of them changes. */
export function createCustomerSearch(): CustomerSearch {
  const { search, session } = usePorts();
  const workspace = useWorkspace();
  const [typed, setTyped] = createSignal("");
  const [shown, setShown] = createSignal<Shown>({ typed: "", answer: NOTHING });
  const may = () => workspace.searches();
  const ready = createMemo(() => may() && search.state() === "ready");
  // The answer to an older question may come after a newer one was asked, or after the box is gone.
  let asked = 0;
  onCleanup(() => (asked += 1));

  const find = (wanted: string, able: boolean) => {
    asked += 1;
    const ask = asked;
    const show = (answer: SearchAnswer) => {
      if (ask === asked) setShown((last) => ({ typed: wanted, answer: keeping(last.answer, answer) }));
    };
    if (!able || wanted.trim() === "") {
      show(NOTHING);
      return;
    }
    search.find(wanted, MOST_SHOWN).then(show, (cause: unknown) => {
      report(cause);
      show(NOTHING);
    });
  };
  createEffect(on([typed, ready, search.version], ([wanted, able]) => find(wanted, able)));

  const note = (): string | undefined => {
    if (!may()) return "You may not search customers.";
    const state = search.state();
    const connected = workspace.connection.connected();
    if (state === "failed") return "Customers cannot be searched now. Close and open this box to try again.";
    if (state !== "ready") {
      return connected
        ? "Customers are being loaded …"
        : "You are offline, and customers were not loaded before. Their search works again once you are back.";
    }
    if (shown().answer.more) return `The nearest ${MOST_SHOWN} are shown; type more to narrow down.`;
    return connected ? undefined : "You are offline: customers are found as last known.";
  };

  return {
    load() {
      if (!may()) return;
      const { partner } = session();
      const known = Object.keys(workspace.directory()?.partners ?? {}) as Exclude<typeof partner, "*">[];
      search.load(partner === "*" ? known : [partner]);
    },
    ask: (next) => void setTyped(next),
    hits: () => shown().answer.hits,
    busy: () => ready() && typed().trim() !== "" && shown().typed !== typed(),
    note,
  };
}
