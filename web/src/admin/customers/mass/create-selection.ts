import { createEffect, createSignal, on, untrack, type Accessor } from "solid-js";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { CallError } from "../../../data/calls.ts";
import { report } from "../../../lib/report.ts";
import { notify } from "../../../ui/toast.tsx";
import type { CustomersPort } from "../../../data/ports.tsx";
import type { CustomerRows } from "../list/create-rows.ts";
import { knownOf, type Picked } from "./target.ts";

export interface Selection {
  readonly ids: Accessor<ReadonlySet<string>>;
  set(ids: ReadonlySet<string>): void;
  /** What is known of each selected customer, whether his row is here or not. */
  readonly known: Accessor<ReadonlyMap<string, Picked>>;
  /** Selects exactly whom the list shows. */
  all(): Promise<void>;
  /** Everybody is being asked for. */
  readonly busy: Accessor<boolean>;
}

/** What a failed call is told as. */
export function failed(cause: unknown): string {
  const offline = cause instanceof CallError && cause.failure === "offline";
  return offline ? "No connection. Try again when you are back online." : "That did not work. Try again.";
}

/**
 * The selected customers of a list; a row that leaves the list stays selected, only the person takes it out. Whom the
 * database does not have any more nobody can act on: he leaves the selection.
 */
export function createSelection(
  list: Pick<CustomerRows, "rows" | "state" | "all" | "everybody" | "picked">,
  find: CustomersPort["find"],
): Selection {
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = createSignal(false);
  const [known, setKnown] = createSignal<ReadonlyMap<string, Picked>>(new Map());
  let remembered: ReadonlyMap<string, Picked> = new Map();
  const remember = (rows: readonly Picked[]) => {
    remembered = new Map([...remembered, ...rows.map((row): [string, Picked] => [row.id, row])]);
  };

  // A range over rows that were never here: who they are is asked, and known a moment later.
  const learn = async (unknown: readonly CustomerId[]): Promise<void> => {
    if (unknown.length === 0) return;
    const found = await list.picked(unknown);
    remember(found);
    setKnown((before) => knownOf(untrack(ids), [...found, ...untrack(list.rows)], before));
  };
  createEffect(
    on([ids, list.rows], ([chosen, rows]) => {
      const now = setKnown((before) => knownOf(chosen, rows, new Map([...remembered, ...before])));
      const unknown = [...now.values()].filter(({ status }) => status === undefined);
      learn(unknown.map(({ id }) => id)).catch(report);
    }),
  );

  // Rows leave for many reasons, and an index may be behind: the database alone says who is gone.
  const look = async (missing: readonly CustomerId[]): Promise<void> => {
    for (const id of missing) {
      if (untrack(ids).has(id) && (await find(id)) === undefined) {
        setIds((before) => new Set([...before].filter((one) => one !== id)));
      }
    }
  };
  // Offline nobody knows; he stays.
  const suspect = (missing: readonly CustomerId[]) => void look(missing).catch(() => undefined);
  createEffect<readonly Picked[]>((before) => {
    // Another list says nothing of those in this one.
    if (list.state() !== "ready" || list.all() !== undefined) return [];
    const rows = list.rows();
    const here = new Set(rows.map(({ id }) => id));
    suspect(before.flatMap(({ id }) => (here.has(id) ? [] : id)));
    return rows;
  }, []);
  createEffect<number | undefined>((before) => {
    const all = list.all();
    const chosen = [...untrack(ids)] as CustomerId[];
    if (all !== undefined && before !== undefined && all < before && chosen.length > 0) {
      list.picked(chosen).then((found) => {
        const here = new Set(found.map(({ id }) => id));
        suspect(chosen.filter((id) => !here.has(id)));
      }, report);
    }
    return all;
  });

  return {
    ids,
    known,
    busy,
    set(next) {
      if (next.size === 0) remembered = new Map();
      setIds(next);
    },
    async all() {
      setBusy(true);
      try {
        const answer = await list.everybody();
        if (answer.kind === "found") {
          remember(answer.rows);
          setIds(new Set<string>(answer.rows.map(({ id }) => id)));
        } else if (answer.kind === "too-many") {
          notify({
            tone: "warn",
            title: "More than 10,000 customers match. Narrow the list by a filter first.",
          });
        } else notify({ tone: "bad", title: "You may not do this any more." });
      } catch (cause) {
        notify({ tone: "bad", title: failed(cause) });
      } finally {
        setBusy(false);
      }
    },
  };
}
