import { createEffect, createSignal, type Component } from "solid-js";
import { report } from "../../../lib/report.ts";
import { Button } from "../../../ui/button.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import type { Trouble } from "./create-rows.ts";
import type { WHY } from "./why.ts";

interface ListTroubleProps {
  readonly trouble: Trouble | undefined;
  readonly connected: boolean;
  readonly onRetry: () => void;
  readonly onClear: () => void;
}

/** What is said without a network too, and so is here. */
const LOST = {
  "not-loaded":
    "These filters look through all customers, who could not be brought to this device. Filters by status, label, location and partner work without them.",
  refused: "The database refused it or cannot be reached. Your selection and filters are kept.",
};

const WORTH_ANOTHER_TRY = new Set<Trouble>([
  "not-loaded",
  "comments-not-read",
  "comments-not-built",
  "refused",
]);

/** Why the list is not there, what was kept, and how to go on. */
export const ListTrouble: Component<ListTroubleProps> = (props) => {
  const [others, setOthers] = createSignal<typeof WHY>();
  const trouble = () => props.trouble ?? "refused";
  createEffect(() => {
    if (trouble() in LOST || others() !== undefined) return;
    import("./why.ts").then((told) => setOthers(told.WHY), report);
  });
  const why = () => {
    const now = trouble();
    if (now === "not-loaded" || now === "refused") return LOST[now];
    return others()?.[now];
  };
  return (
    <ErrorState
      title="The list cannot be shown"
      onRetry={WORTH_ANOTHER_TRY.has(trouble()) ? props.onRetry : undefined}
      actions={<Button onClick={() => props.onClear()}>Clear filters</Button>}
    >
      {trouble() === "not-loaded" && !props.connected
        ? "You are offline, and these filters look through all customers, who are not on this device yet. They work again once you are back."
        : why()}
    </ErrorState>
  );
};
