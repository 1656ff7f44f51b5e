import { createSignal, untrack, type Accessor } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { withKept } from "./kept.ts";

/**
 * How what a listener brings is kept. `store`: whoever reads a field hears of that field alone, which suits a document
 * and short lists. `records`: plain objects, those that did not change are the same ones, which suits long lists; a
 * store would make a proxy of each row and a signal of each field that is drawn.
 */
export type LiveShape = "store" | "records";

interface Holder<T> {
  readonly value: Accessor<T | undefined>;
  take(value: T | undefined): void;
}

/** Keeps what a listener brought last. */
export function holderOf<T>(shape: LiveShape): Holder<T> {
  return shape === "store" ? inStore() : asRecords();
}

function inStore<T>(): Holder<T> {
  const [store, setStore] = createStore<{ data: T | undefined }>({ data: undefined });
  return {
    value: () => store.data,
    take: (value) =>
      setStore(
        "data",
        value === undefined
          ? undefined
          : reconcile<T | undefined, T | undefined>(
              // Reconciling walks through everything that is new to it, so that what it holds already goes back as it is.
              untrack(() => withKept(store.data, value, unwrap)),
              { key: "id" },
            ),
      ),
  };
}

function asRecords<T>(): Holder<T> {
  const [value, setValue] = createSignal<T>();
  return { value, take: (next) => void setValue((before) => withKept(before, next)) };
}
