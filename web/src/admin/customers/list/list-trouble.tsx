import type { Component } from "solid-js";
import { Button } from "../../../ui/button.tsx";
import { ErrorState } from "../../../ui/states.tsx";
import type { Trouble } from "./create-rows.ts";

interface ListTroubleProps {
  readonly trouble: Trouble | undefined;
  readonly connected: boolean;
  readonly onRetry: () => void;
  readonly onClear: () => void;
}

const WHY: Record<Trouble, string> = {
  "not-allowed":
    "These filters are answered by search, and your role may not search customers. Take them away to see the list.",
  "not-loaded":
    "These filters look through all customers, who could not be brought to this device. Filters by status, label, location and partner work without them.",
  "too-many-named":
    "More than 10,000 customers have such a balance, too many to combine with the other filters. Narrow the balance, or take the others away.",
  "too-many-ordered":
    "More than 10,000 customers pass these filters, too many to put in the order of their balances. Narrow them, or order by another column.",
  "comments-not-read":
    "The comments could not be looked through. Try again, or take the filter by comments away.",
  "comments-too-many":
    "More than 10,000 customers have such a comment, too many to combine with the list. Type more of the comment.",
  "comments-not-built":
    "The comments are being prepared for searching. That takes some minutes; then they are found here.",
  refused: "The database refused it or cannot be reached. Your selection and filters are kept.",
};

const WORTH_ANOTHER_TRY = new Set<Trouble>([
  "not-loaded",
  "comments-not-read",
  "comments-not-built",
  "refused",
]);

/** Why the list is not there, what was kept, and how to go on. */
export const ListTrouble: Component<ListTroubleProps> = (props) => (
  <ErrorState
    title="The list cannot be shown"
    onRetry={props.trouble !== undefined && WORTH_ANOTHER_TRY.has(props.trouble) ? props.onRetry : undefined}
    actions={<Button onClick={() => props.onClear()}>Clear filters</Button>}
  >
    {props.trouble === "not-loaded" && !props.connected
      ? "You are offline, and these filters look through all customers, who are not on this device yet. They work again once you are back."
      : WHY[props.trouble ?? "refused"]}
  </ErrorState>
);
