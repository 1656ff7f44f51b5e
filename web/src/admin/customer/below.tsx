import { For, Match, Switch, createMemo, type Component } from "solid-js";
import { useLocation } from "@solidjs/router";
import type { Customer } from "@trunkline/domain/customer/record";
import { useWorkspace } from "../workspace.tsx";
import { ActivityPanel, type Activity } from "./activity-panel.tsx";
import { CommentsTab } from "./comments/tab.tsx";
import type { Below, BelowTab } from "./create-below.ts";
import "../../ui/tabs.css";

interface BelowTabsProps {
  readonly customer: Customer;
  readonly activity: Activity;
  readonly below: Below;
}

const TITLES: Readonly<Record<BelowTab, string>> = { activity: "Activity", comments: "Comments" };

/** Under the columns: what happened, and what was written; links, each with its address (12 §3). Only the open one listens. */
export const BelowTabs: Component<BelowTabsProps> = (props) => {
  const workspace = useWorkspace();
  const location = useLocation();
  const tabs = createMemo<readonly BelowTab[]>(() =>
    workspace.may("customers.view.activity", props.customer) ? ["activity", "comments"] : ["comments"],
  );
  const open = createMemo(() => (tabs().includes(props.below.tab()) ? props.below.tab() : "comments"));
  return (
    <div class="customer-below" ref={(element) => props.below.place(element)}>
      <nav class="tabs-list" aria-label="History and comments">
        <For each={tabs()}>
          {(tab) => (
            <a
              class="tab"
              href={`${location.pathname}?below=${tab}`}
              aria-current={open() === tab ? "page" : undefined}
              onClick={(event) => {
                // A new tab of the browser is the browser's; here it stays the same page.
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                props.below.open(tab);
              }}
            >
              {TITLES[tab]}
            </a>
          )}
        </For>
      </nav>
      <Switch>
        <Match when={open() === "activity"}>
          <ActivityPanel customer={props.customer} activity={props.activity} />
        </Match>
        <Match when={open() === "comments"}>
          <CommentsTab customer={props.customer} wanted={props.below.comment()} />
        </Match>
      </Switch>
    </div>
  );
};
