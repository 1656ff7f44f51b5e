import { Match, Show, Switch, createMemo, createSignal, type Accessor, type Component } from "solid-js";
import { SOURCES, type ActivityEntry, type Source } from "@trunkline/domain/activity/entry";
import type { Customer } from "@trunkline/domain/customer/record";
import { addDays, parseDay } from "@trunkline/domain/time/day";
import { startOfDay } from "@trunkline/domain/time/zone";
import { usePorts, type ActivityFilter } from "../../data/ports.tsx";
import { createLiveList, type LiveList } from "../../lib/live/create-live.ts";
import { createGrowingList } from "../../lib/live/growing.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { More } from "../../ui/more.tsx";
import { Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { Timeline } from "../../ui/timeline.tsx";
import { LiveTrouble } from "../live-trouble.tsx";
import { useWorkspace } from "../workspace.tsx";
import { activityChanges, activitySentence, whoDid } from "./activity-text.ts";
import { quoteOf } from "./comment-activity.ts";
import { UndoEntry } from "./undo-entry.tsx";
import "./activity.css";

/** Few at first, because every customer that is opened reads them; many once somebody asks. */
const FIRST = 10;
const MORE = 50;

const EVERYTHING: ActivityFilter = {};

export interface Activity extends LiveList<ActivityEntry> {
  readonly more: () => void;
  readonly complete: Accessor<boolean>;
}

/** The newest entries of a customer, of those that the filter lets through; nothing is read without the permission. */
export function createActivity(
  customer: Accessor<Customer>,
  filter: Accessor<ActivityFilter | undefined> = () => EVERYTHING,
): Activity {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [asked, setAsked] = createSignal({ of: "", most: FIRST });
  const id = createMemo(() => customer().id);
  const question = createMemo(() => JSON.stringify(filter()) ?? "");
  // Another question starts again with few.
  const most = () => (asked().of === question() ? asked().most : FIRST);
  const list = createLiveList(() => {
    const wanted = filter();
    if (wanted === undefined || !workspace.may("customers.view.activity")) return undefined;
    return ports.activity.list(id(), most(), wanted);
  });
  const shown = createGrowingList(list, question);
  return {
    ...shown,
    more: () => setAsked({ of: question(), most: most() + MORE }),
    complete: () => shown.rows().length < most(),
  };
}

const SOURCE_LABELS: Record<Source, string> = {
  administrator: "Administrator",
  portal: "Customer portal",
  system: "System",
  scheduled: "Scheduled",
  import: "Import",
  api: "API",
};
const SOURCE_OPTIONS = [
  { value: "all", label: "All" },
  ...SOURCES.map((value) => ({ value, label: SOURCE_LABELS[value] })),
];

interface ActivityPanelProps {
  readonly customer: Customer;
  /** The newest of all, which the page reads anyway. */
  readonly activity: Activity;
}

/** Everything done to this customer, newest first, as it happens; by period and source (12 §6). */
export const ActivityPanel: Component<ActivityPanelProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const [from, setFrom] = createSignal("");
  const [to, setTo] = createSignal("");
  const [source, setSource] = createSignal<Source>();
  const backwards = () => {
    const [first, last] = [parseDay(from()), parseDay(to())];
    return first !== undefined && last !== undefined && last < first;
  };
  const filter = createMemo<ActivityFilter | undefined>(
    () => {
      const zone = workspace.general()?.timeZone ?? "UTC";
      const [first, last, through] = [parseDay(from()), parseDay(to()), source()];
      if (backwards() || (first === undefined && last === undefined && through === undefined))
        return undefined;
      return {
        ...(through === undefined ? {} : { source: through }),
        ...(first === undefined ? {} : { from: startOfDay(zone, first) }),
        ...(last === undefined ? {} : { before: startOfDay(zone, addDays(last, 1)) }),
      };
    },
    undefined,
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  );
  const narrowed = createActivity(() => props.customer, filter);
  const now = () => (filter() === undefined ? props.activity : narrowed);
  // What the filter leaves out may have changed again what it lets through.
  const all = () => (filter() === undefined ? now().rows() : [...now().rows(), ...props.activity.rows()]);
  const kind = () => now().state().kind;
  // The panel of comments listens to the same; a tick tells no words, and an older entry or the comment has them.
  const comments = createLiveList(() => ports.comments.list(props.customer.id));
  const noteWords = (id: string) => {
    const told = now()
      .rows()
      .find(
        ({ record, after }) => record === id && typeof after["text"] === "string" && after["text"] !== "",
      );
    const comment = comments.rows().find((one) => one.id === id);
    if (comment !== undefined) return quoteOf(comment);
    return told === undefined
      ? undefined
      : quoteOf({ text: String(told.after["text"]), format: String(told.after["format"] ?? "plain") });
  };
  const clear = () => {
    setFrom("");
    setTo("");
    setSource(undefined);
  };
  return (
    <Panel title="Activity">
      <div class="activity-filters" role="group" aria-label="Filter the activity">
        <DateField label="From" value={from()} onInput={setFrom} />
        <DateField
          label="To"
          value={to()}
          onInput={setTo}
          error={backwards() ? "Not before the first day." : undefined}
        />
        <Select
          label="Source"
          options={SOURCE_OPTIONS}
          value={source() ?? "all"}
          onChange={(value) => setSource(SOURCES.find((one) => one === value))}
        />
        <Show when={from() !== "" || to() !== "" || source() !== undefined}>
          <Button look="plain" onClick={clear}>
            Clear
          </Button>
        </Show>
      </div>
      <Switch>
        <Match when={now().rows().length > 0}>
          <Timeline
            label="Activity"
            entries={now().rows()}
            tell={(entry) => ({
              id: entry.id,
              actor: whoDid(workspace, props.customer, entry),
              at: entry.time ?? workspace.now(),
              sentence: activitySentence(workspace, entry, noteWords),
              changes: activityChanges(workspace, entry),
              action: <UndoEntry customer={props.customer} entry={entry} entries={all()} />,
            })}
          />
          <Show when={!now().complete()}>
            <More onMore={() => now().more()} />
          </Show>
        </Match>
        <Match when={kind() === "pending"}>
          <Skeleton lines={5} />
        </Match>
        <Match when={kind() === "failed"}>
          <LiveTrouble title="The activity cannot be shown" compact />
        </Match>
        <Match when={filter() !== undefined}>
          <EmptyState title="Nothing in this period and from this source" compact />
        </Match>
        <Match when={true}>
          <EmptyState title="Nothing happened yet" compact />
        </Match>
      </Switch>
    </Panel>
  );
};
