import { Match, Show, Switch, createMemo, createSignal, type Accessor, type Component } from "solid-js";
import type { ActivityEntry } from "@trunkline/domain/activity/entry";
import type { Customer } from "@trunkline/domain/customer/record";
import { usePorts } from "../../data/ports.tsx";
import { createLiveList, type LiveList } from "../../lib/live/create-live.ts";
import { Button } from "../../ui/button.tsx";
import { Panel } from "../../ui/page.tsx";
import { EmptyState, ErrorState, Skeleton } from "../../ui/states.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { useWorkspace } from "../workspace.tsx";
import { activityChanges, activitySentence } from "./activity-text.ts";

/** Few at first, because every customer that is opened reads them; many once somebody asks. */
const FIRST = 10;
const MORE = 50;

export interface Activity extends LiveList<ActivityEntry> {
  readonly more: () => void;
  readonly complete: Accessor<boolean>;
}

/** The newest entries of a customer; nothing is read without the permission. */
export function createActivity(customer: Accessor<Customer>): Activity {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [most, setMost] = createSignal(FIRST);
  const id = createMemo(() => customer().id);
  const list = createLiveList(() =>
    workspace.may("customers.view.activity") ? ports.activity.list(id(), most()) : undefined,
  );
  // While a longer list is on its way the shorter one stays.
  const rows = createMemo<readonly ActivityEntry[]>(
    (shown) => (list.state().kind === "pending" && list.rows().length === 0 ? shown : list.rows()),
    [],
  );
  return {
    state: list.state,
    rows,
    more: () => setMost((now) => now + MORE),
    complete: () => rows().length < most(),
  };
}

/** Everything done to this customer, newest first, as it happens. */
export const ActivityPanel: Component<{ readonly activity: Activity }> = (props) => {
  const workspace = useWorkspace();
  const kind = () => props.activity.state().kind;
  return (
    <Panel title="Activity">
      <Switch>
        <Match when={props.activity.rows().length > 0}>
          <Timeline
            label="Activity"
            entries={props.activity.rows()}
            tell={(entry) => ({
              id: entry.id,
              actor: workspace.person(entry.behalf ?? entry.actor),
              at: entry.time ?? workspace.now(),
              sentence: activitySentence(workspace, entry),
              changes: activityChanges(workspace, entry),
            })}
          />
          <Show when={!props.activity.complete()}>
            <Button onClick={() => props.activity.more()}>Show more</Button>
          </Show>
        </Match>
        <Match when={kind() === "pending"}>
          <Skeleton lines={5} />
        </Match>
        <Match when={kind() === "failed"}>
          <ErrorState title="The activity cannot be shown" compact />
        </Match>
        <Match when={true}>
          <EmptyState title="Nothing happened yet" compact />
        </Match>
      </Switch>
    </Panel>
  );
};
