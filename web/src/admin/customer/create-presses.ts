import { createSignal, type Accessor } from "solid-js";
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
  /** The server answered, or the person gave it up. */
  end(): void;
  /** What an earlier page left without an answer. */
  load(): Promise<void>;
}

/** The presses of Save for one customer, kept on the device beside the draft (12 §7.4). */
export function createPresses(drafts: Drafts, customer: CustomerId): Presses {
  const store = `press_${customer}`;
  const [unanswered, setUnanswered] = createSignal<SentPress>();
  let last: SentPress | undefined;

  return {
    unanswered,
    begin(sent, whole) {
      const again = last !== undefined && sameValue(last.touched, sent.touched);
      const press = again && last !== undefined ? last : { key: newKey(), ...plain(sent) };
      last = press;
      const { key, ...rest } = press;
      if (whole) drafts.keep(store, { fields: { [key]: { base: null, value: rest } } });
      return press;
    },
    lost: (press) => void setUnanswered(press),
    end() {
      last = undefined;
      setUnanswered(undefined);
      drafts.drop(store);
    },
    async load() {
      const [kept] = Object.entries((await drafts.load(store))?.fields ?? {});
      if (kept === undefined || last !== undefined) return;
      const press = { key: kept[0], ...(kept[1].value as Omit<SentPress, "key">) };
      last = press;
      setUnanswered(press);
    },
  };
}

// What the device keeps may hold nothing of the form's own store.
function plain(sent: Omit<SentPress, "key">): Omit<SentPress, "key"> {
  return { changes: structuredClone(unwrap(sent.changes)), touched: structuredClone(unwrap(sent.touched)) };
}
