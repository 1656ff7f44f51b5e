import { createSignal, type Accessor } from "solid-js";

const KEY = "trunkline-runs-dismissed";
/** A run leaves the bar an hour after it began, so older ones need not be remembered. */
const MOST = 50;

export interface Dismissed {
  /** The runs that are no longer shown. */
  readonly ids: Accessor<ReadonlySet<string>>;
  /** Takes a run away, here and on every later visit. */
  dismiss(id: string): void;
  /** It stays until this page is left, and does not come back on a later visit. */
  notAgain(id: string): void;
}

function remembered(): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function remember(id: string): void {
  const before = remembered();
  if (before.includes(id)) return;
  try {
    localStorage.setItem(KEY, JSON.stringify([...before, id].slice(-MOST)));
  } catch {
    // Nothing to remember with: it comes back on the next visit.
  }
}

/** Which ended runs the person has done with, kept on this device. */
export function createDismissed(): Dismissed {
  const [ids, setIds] = createSignal<ReadonlySet<string>>(new Set(remembered()));
  return {
    ids,
    dismiss(id) {
      remember(id);
      setIds((before) => new Set([...before, id]));
    },
    notAgain: remember,
  };
}
