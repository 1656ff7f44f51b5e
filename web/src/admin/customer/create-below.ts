import type { Accessor } from "solid-js";
import { useSearchParams } from "@solidjs/router";

export const BELOW_TABS = ["activity", "comments"] as const;
export type BelowTab = (typeof BELOW_TABS)[number];

/** Which of the tabs under the customer is open: in the address, else as the person left it. */
export interface Below {
  readonly tab: Accessor<BelowTab>;
  /** The comment that the address names. */
  readonly comment: Accessor<string | undefined>;
  open(tab: BelowTab): void;
  /** Opens the comments and brings them into sight. */
  showComments(): void;
  /** Where the tabs are on the page. */
  place(element: HTMLElement): void;
}

const LAST = "trunkline-below";

const isTab = (value: unknown): value is BelowTab => BELOW_TABS.some((tab) => tab === value);

function remembered(): BelowTab {
  const last = localStorage.getItem(LAST);
  return isTab(last) ? last : "activity";
}

/** The open tab with its address, so that it can be bookmarked and reloaded (12 §3). */
export function createBelow(): Below {
  const [params, setParams] = useSearchParams<{ below?: string; comment?: string }>();
  let where: HTMLElement | undefined;
  const open = (tab: BelowTab) => {
    localStorage.setItem(LAST, tab);
    // Not a page of its own: going back leaves the customer.
    setParams({ below: tab, comment: null }, { replace: true, scroll: false });
  };
  return {
    tab: () => (isTab(params.below) ? params.below : remembered()),
    comment: () => params.comment,
    open,
    showComments() {
      open("comments");
      where?.scrollIntoView?.({ block: "start", behavior: "smooth" });
    },
    place(element) {
      where = element;
    },
  };
}
