import { createEffect, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";

interface EndingNeeds {
  readonly scroller: Accessor<HTMLElement | null>;
  readonly question: Accessor<string | undefined>;
  /** Where the list ends is known. */
  readonly whole: Accessor<boolean>;
  /** Goes to its last row. */
  readonly go: () => void;
}

/**
 * Goes to the last row of a list whose end is only on its way, once it is there. Whatever somebody does meanwhile ends
 * it, as nothing may move under the hand, and so does another list. Gives what begins it.
 */
export function createEnding({ scroller, question, whole, go }: EndingNeeds): () => void {
  const [waiting, setWaiting] = createSignal(false);
  const end = () => setWaiting(false);
  createEffect(on(question, end, { defer: true }));
  createEffect(() => {
    if (!waiting() || !whole()) return;
    end();
    untrack(go);
  });
  createEffect(() => {
    const element = scroller();
    if (element === null || !waiting()) return;
    for (const event of ["wheel", "pointerdown", "keydown"]) {
      element.addEventListener(event, end, { passive: true });
      onCleanup(() => element.removeEventListener(event, end));
    }
  });
  return () => setWaiting(true);
}
