import { createEffect, on, onCleanup, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { MOST_NAMED, type NamedCustomer } from "@trunkline/domain/calls/customers";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { CallError, type Caller } from "../data/calls.ts";
import { report } from "../lib/report.ts";

/** A name asked for again after so long may be another by now. */
const FRESH_MS = 60_000;

/** Who a customer is, as far as it is known here; asked for where it is not, unless told not to. */
export type CustomerNames = (id: string, ask?: boolean) => NamedCustomer | undefined;

/**
 * Who the customers are that fields point to. Asking for one that is not known yet makes a question of it, together
 * with all others of the same moment, and the answer appears where it was asked for.
 */
export function createCustomerNames(
  call: Caller,
  connected: Accessor<boolean>,
  now: Accessor<number>,
): CustomerNames {
  const [known, setKnown] = createStore<Record<string, NamedCustomer>>({});
  const asked = new Map<string, number>();
  const wanted = new Set<string>();
  let scheduled = false;
  let gone = false;
  onCleanup(() => (gone = true));

  const askFor = async (ids: readonly string[]) => {
    try {
      const answer = await call("nameCustomers", { customerIds: ids as CustomerId[] });
      if (gone) return;
      const unknown = Object.fromEntries(ids.map((id) => [id, { kind: "unreachable" } as const]));
      setKnown(answer.kind === "names" ? answer.names : unknown);
    } catch (cause) {
      for (const id of ids) asked.delete(id);
      // Asked again when the connection is back; until then the field says that it does not know.
      if (cause instanceof CallError && cause.failure === "offline") for (const id of ids) wanted.add(id);
      else report(cause);
    }
  };
  const flush = () => {
    scheduled = false;
    if (gone) return;
    const all = [...wanted];
    wanted.clear();
    for (let from = 0; from < all.length; from += MOST_NAMED) void askFor(all.slice(from, from + MOST_NAMED));
  };
  createEffect(
    on(
      connected,
      (there) => {
        if (there && wanted.size > 0) flush();
      },
      { defer: true },
    ),
  );

  return (id, ask = true) => {
    if (!ask) return known[id];
    const at = asked.get(id);
    if (at === undefined || at < now() - FRESH_MS) {
      asked.set(id, now());
      wanted.add(id);
      if (!scheduled) queueMicrotask(flush);
      scheduled = true;
    }
    return known[id];
  };
}

/** The name and ID of a customer that a field points to, or why there is none to show. */
export function customerNameText(named: NamedCustomer | undefined): string {
  if (named === undefined) return "…";
  if (named.kind === "unreachable") return "A customer you cannot open";
  const text = `${named.name} (#${named.number})`;
  if (named.kind === "deleted") return `${text}, deleted`;
  return named.kind === "lead" ? `${text}, a lead` : text;
}
