import { createSignal } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { indexedFields, lineOf } from "@trunkline/domain/search/line";
import { createSearchDesk } from "../../data/search/desk.ts";
import { createSketches } from "../../data/search/sketches.ts";
import type { FromWorker, SiftWindow } from "../../data/search/protocol.ts";
import type { SearchPort, SearchState } from "../../data/ports.tsx";

/** A search over these customers: the worker's own desk, without the worker and the database. */
export async function aSearch(
  customers: readonly Customer[],
  options: { readonly fields?: readonly FieldDefinition[]; readonly state?: SearchState } = {},
) {
  const fields = indexedFields(options.fields ?? []);
  const [version, setVersion] = createSignal(0);
  const [state, setState] = createSignal<SearchState>(options.state ?? "ready");
  const windows: SiftWindow[] = [];
  const loads: unknown[] = [];
  const gone: string[] = [];
  const waiting = new Map<number, (message: FromWorker) => void>();
  const sketch = createSketches();
  let asks = 0;
  let heard: (() => void) | undefined;
  const desk = createSearchDesk((message) => {
    if ("ask" in message) waiting.get(message.ask)?.(message);
    else {
      setVersion((count) => count + 1);
      heard?.();
    }
  });
  /** Ends when the desk has taken the change in. */
  const taken = () => new Promise<void>((resolve) => (heard = resolve));
  for (const [partner, own] of Map.groupBy(customers, ({ partnerId }) => partnerId)) {
    const since = own.map((customer) => [customer.id, lineOf(customer, fields)] as const);
    const done = taken();
    desk({ kind: "base", partner, shards: [], since, fields });
    await done;
  }
  const port: SearchPort = {
    load: (partners) => void loads.push(partners),
    state,
    version,
    find: () => Promise.reject(new Error("Not part of this test")),
    sift: (question, window, types) => {
      windows.push(window);
      asks += 1;
      const ask = asks;
      return new Promise((resolve) => {
        waiting.set(ask, (message) => {
          if (message.kind !== "sifted") return;
          const { lines } = message;
          resolve(
            lines === undefined || types === undefined
              ? message
              : { ...message, sketch: sketch(lines, types) },
          );
        });
        desk({ kind: "sift", ask, question, window });
      });
    },
    gone: (id) => void gone.push(id),
  };
  return {
    port,
    windows,
    loads,
    gone,
    setState,
    /** A change that the index hears of; ends when it is in. */
    async tell(customer: Customer): Promise<void> {
      const done = taken();
      desk({ kind: "tell", partner: customer.partnerId, changes: [[customer.id, lineOf(customer, fields)]] });
      await done;
    },
    async forget(customer: Customer): Promise<void> {
      const done = taken();
      desk({ kind: "tell", partner: customer.partnerId, changes: [[customer.id, null]] });
      await done;
    },
  };
}
