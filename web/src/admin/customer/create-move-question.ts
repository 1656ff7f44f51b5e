import { createSignal, type Accessor } from "solid-js";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import type { Touched } from "@trunkline/domain/merge/merge";

/** What stands between pressing Save and a move to another partner. */
export interface MoveQuestion {
  /** Where to, while the person is asked. */
  readonly asking: Accessor<PartnerId | undefined>;
  /** True where this Save moves the customer and nobody has agreed to that yet; then the question stands. */
  stops(touched: Readonly<Record<string, Touched>>): boolean;
  agree(): void;
  /** Ends the question, and forgets what was agreed to. */
  close(): void;
}

/** Asks once for each partner that somebody is to be moved to (15 §4.10). */
export function createMoveQuestion(): MoveQuestion {
  const [asking, setAsking] = createSignal<PartnerId>();
  let agreed: unknown;
  return {
    asking,
    stops(touched) {
      const to = touched["partnerId"]?.mine;
      if (typeof to !== "string" || to === agreed) return false;
      setAsking(to as PartnerId);
      return true;
    },
    agree() {
      agreed = asking();
      setAsking(undefined);
    },
    close() {
      agreed = undefined;
      setAsking(undefined);
    },
  };
}
