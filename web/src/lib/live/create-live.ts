import { createMemo, onCleanup, type Accessor } from "solid-js";
import { useLiveHub } from "./context.tsx";
import type { LiveShape } from "./holder.ts";
import type { LiveSource, LiveState } from "./source.ts";

export interface Live<T> {
  readonly state: Accessor<LiveState>;
  readonly value: Accessor<T | undefined>;
}

export interface LiveList<T> {
  readonly state: Accessor<LiveState>;
  /** Unchanged rows are the same objects. Empty until something came. */
  readonly rows: Accessor<readonly T[]>;
}

const PENDING: LiveState = { kind: "pending" };
const NO_ROWS: readonly never[] = [];

/**
 * Follows one document, or whatever the source gives. `undefined` as source means "not yet". A change of source
 * shows nothing of the old one; leaving the owner leaves the listener.
 */
export function createLiveDoc<T>(
  source: Accessor<LiveSource<T> | undefined>,
  shape: LiveShape = "store",
): Live<T> {
  const hub = useLiveHub();
  // By key: a source that is built anew but asks the same keeps its listener.
  const wanted = createMemo(source, undefined, { equals: (a, b) => a?.key === b?.key });
  const joined = createMemo(() => {
    const current = wanted();
    if (current === undefined) return undefined;
    const view = hub.join(current, shape);
    onCleanup(view.leave);
    return view;
  });
  return {
    state: () => joined()?.state() ?? PENDING,
    value: () => joined()?.value(),
  };
}

/** Follows a list of records, reconciled by `id`: a row keeps its identity between snapshots, and tells of each field. */
export function createLiveList<T extends { readonly id: string }>(
  source: Accessor<LiveSource<readonly T[]> | undefined>,
): LiveList<T> {
  const live = createLiveDoc(source);
  return { state: live.state, rows: () => live.value() ?? NO_ROWS };
}

/** Follows a long list as plain records: a row that changed is another object. */
export function createLiveRecords<T extends { readonly id: string }>(
  source: Accessor<LiveSource<readonly T[]> | undefined>,
): LiveList<T> {
  const live = createLiveDoc(source, "records");
  return { state: live.state, rows: () => live.value() ?? NO_ROWS };
}
