import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { report } from "../../../lib/report.ts";

/** What the server answers, asked once for each key; undefined while it is on its way or nothing is asked. */
export function createAnswer<T>(
  key: Accessor<string | undefined>,
  ask: () => Promise<T> | undefined,
): Accessor<T | "failed" | undefined> {
  const [told, setTold] = createSignal<{ readonly of: string; readonly answer: T | "failed" }>();
  createEffect(
    on(key, (of) => {
      const asked = of === undefined ? undefined : ask();
      if (of === undefined || asked === undefined) return;
      let left = false;
      onCleanup(() => (left = true));
      asked.then(
        (answer) => !left && setTold({ of, answer }),
        (cause: unknown) => {
          report(cause);
          if (!left) setTold({ of, answer: "failed" });
        },
      );
    }),
  );
  return () => {
    const now = told();
    return now !== undefined && now.of === key() ? now.answer : undefined;
  };
}
