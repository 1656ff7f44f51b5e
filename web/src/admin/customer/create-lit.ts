import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { sameValue } from "../../lib/same-value.ts";
import type { Values } from "./values.ts";

const LIT_MS = 1_500;

/** What a colleague changes lights up once; one's own Saves do not. */
export function createLit(
  stored: Accessor<Values>,
  saving: Accessor<boolean>,
): Accessor<ReadonlySet<string>> {
  const [lit, setLit] = createSignal<ReadonlySet<string>>(new Set<string>());
  let cancel: (() => void) | undefined;
  createEffect(
    on(
      stored,
      (now, before) => {
        if (before === undefined || saving()) return;
        const changed = Object.keys(now).filter((name) => !sameValue(now[name], before[name]));
        if (changed.length === 0) return;
        setLit(new Set(changed));
        const timer = setTimeout(() => setLit(new Set<string>()), LIT_MS);
        cancel = () => clearTimeout(timer);
      },
      { defer: true },
    ),
  );
  onCleanup(() => cancel?.());
  return lit;
}
