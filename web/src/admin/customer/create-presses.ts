import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import { unwrap } from "solid-js/store";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Touched } from "@trunkline/domain/merge/merge";
import type { Drafts } from "../../lib/drafts.ts";
import type { Changes } from "../../lib/form.ts";
import { newKey } from "../../lib/press.ts";
import { sameValue } from "../../lib/same-value.ts";
import type { Values } from "./values.ts";

/** One press of Save: what the form held, and what was sent of it. */
export interface SentPress {
  readonly key: string;
  readonly changes: Changes<Values>;
  readonly touched: Readonly<Record<string, Touched>>;
}

export interface Presses {
  /** A press that was sent and that nobody answered: it goes out again as it was, until the server says what became of it. */
  readonly unanswered: Accessor<SentPress | undefined>;
  /**
   * The press that sends these: the earlier one where it sent the same. It is kept before anything leaves, so that a
   * page that goes meanwhile leaves it to the next; `whole` is false where the device may not keep all of it.
   */
  begin(sent: Omit<SentPress, "key">, whole: boolean): SentPress;
  /** No answer came; whether it arrived is not known. */
  lost(press: SentPress): void;
  /**
   * The server answered, or the person gave it up. With `stored`, these values are in the record from a version on that
   * is perhaps still to come: until it does they are kept for a page that opens with what the device has.
   */
  end(stored?: Values, since?: number): void;
  /** What an earlier page left without an answer. */
  load(): Promise<void>;
}

/**
 * The presses of Save for one customer, kept on the device beside the draft (12 §7.4). `version` is that of the record as
 * the page has it; `learn` hears what an earlier page was told to be stored.
 */
export function createPresses(
  drafts: Drafts,
  customer: CustomerId,
  version: Accessor<number>,
  learn: (stored: Values, since: number) => void,
): Presses {
  const store = `press_${customer}`;
  /** From which version on the record itself tells what is kept of the last press. */
  const [until, setUntil] = createSignal<number>();
  let gone = false;
  const [unanswered, setUnanswered] = createSignal<SentPress>();
  let last: SentPress | undefined;
  createEffect(() => {
    if (version() >= (until() ?? Infinity)) forget();
  });
  onCleanup(() => {
    gone = true;
    if (until() !== undefined) forget();
  });
  const forget = () => {
    setUntil(undefined);
    drafts.drop(store);
  };

  return {
    unanswered,
    begin(sent, whole) {
      const again = last !== undefined && sameValue(last.touched, sent.touched);
      const press = again && last !== undefined ? last : { key: newKey(), ...plain(sent) };
      last = press;
      setUntil(undefined);
      const { key, ...rest } = press;
      if (whole) drafts.keep(store, { fields: { [key]: { base: null, value: rest } } });
      return press;
    },
    lost: (press) => void setUnanswered(press),
    end(stored, since) {
      const key = last?.key;
      last = undefined;
      setUnanswered(undefined);
      if (gone || key === undefined || stored === undefined || since === undefined) {
        forget();
        return;
      }
      drafts.keep(store, { fields: { [key]: { base: since, value: stored } } });
      setUntil(since);
    },
    async load() {
      const kept = Object.entries((await drafts.load(store))?.fields ?? {});
      if (last !== undefined) return;
      for (const [, { base, value }] of kept) {
        if (typeof base !== "number") continue;
        learn(value as Values, base);
        setUntil(base);
      }
      // Another tab may have left one beside what this one was told.
      const sent = kept.find(([, { base }]) => base === null);
      if (sent === undefined) return;
      setUntil(undefined);
      const press = { key: sent[0], ...(sent[1].value as Omit<SentPress, "key">) };
      last = press;
      setUnanswered(press);
    },
  };
}

// What the device keeps may hold nothing of the form's own store.
function plain(sent: Omit<SentPress, "key">): Omit<SentPress, "key"> {
  return { changes: structuredClone(unwrap(sent.changes)), touched: structuredClone(unwrap(sent.touched)) };
}
