import { createMemo, type Accessor } from "solid-js";
import type { LiveList } from "./create-live.ts";
import type { LiveState } from "./source.ts";

const READY: LiveState = { kind: "ready" };

/**
 * A list of which more is asked for now and then: while the longer one is on its way the shorter one stays, and with it
 * where somebody reads. What another question found does not stay.
 */
export function createGrowingList<T>(list: LiveList<T>, question: Accessor<string>): LiveList<T> {
  const shown = createMemo<{ readonly of: string; readonly rows: readonly T[]; readonly waits: boolean }>(
    (before) => {
      const of = question();
      const rows = list.rows();
      const comes = list.state().kind === "pending" && rows.length === 0;
      return comes && before.of === of && before.rows.length > 0
        ? { ...before, waits: true }
        : { of, rows, waits: false };
    },
    { of: "", rows: [], waits: false },
  );
  return { rows: () => shown().rows, state: () => (shown().waits ? READY : list.state()) };
}
