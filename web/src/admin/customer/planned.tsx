import { For, Match, Show, Switch, createMemo, createSignal, createUniqueId, type Component } from "solid-js";
import type { AnswerOf } from "@trunkline/domain/calls/call";
import type { planStatus, unplanStatus } from "@trunkline/domain/calls/customers";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_STATUSES, STATUS_LABELS, type CustomerStatus } from "@trunkline/domain/customer/status";
import { addDays, parseDay, type Day } from "@trunkline/domain/time/day";
import { formatDay } from "@trunkline/domain/time/format";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import { usePorts, type ShownPlan } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { makePress, makePresses } from "../../lib/press.ts";
import { Button } from "../../ui/button.tsx";
import { DateField } from "../../ui/date-field.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { LiveTrouble } from "../live-trouble.tsx";
import { StatusBadge } from "../customers/status-badge.tsx";
import { useWorkspace } from "../workspace.tsx";
import { answerOr } from "../config/ask.ts";
import "./planned.css";

interface PlannedProps {
  readonly customer: Customer;
  readonly today: Day;
}

/** The calendar beside the status: gray, or orange while a change is planned; opens the planned changes (11 §7). */
export const PlannedStatus: Component<PlannedProps> = (props) => {
  const workspace = useWorkspace();
  const [open, setOpen] = createSignal(false);
  const label = () => {
    const next = props.customer.nextPlanned;
    const format = workspace.general()?.dateFormat ?? "YYYY-MM-DD";
    return next === null ? "Planned changes: none" : `Planned changes: next on ${formatDay(next, format)}`;
  };
  return (
    <>
      <span class="planned-icon" data-planned={props.customer.nextPlanned === null ? undefined : ""}>
        <IconButton
          label={label()}
          icon={<CalendarClock size={17} aria-hidden="true" />}
          onClick={() => setOpen(true)}
        />
      </span>
      <Dialog open={open()} onClose={() => setOpen(false)} title="Planned status changes">
        <Plans {...props} />
      </Dialog>
    </>
  );
};

/** Mounted with the dialog, so that nobody reads plans without looking at them. */
const Plans: Component<PlannedProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const list = createLiveList(() => ports.planned.waiting(props.customer.id));
  const rows = createMemo(() => list.rows().toSorted((a, b) => (a.date < b.date ? -1 : 1)));
  const mayPlan = () => workspace.may("customers.view.plannedStatus", props.customer);
  const [editing, setEditing] = createSignal<ShownPlan>();
  const [removing, setRemoving] = createSignal<Day>();
  const press = makePresses<object>();
  const dayText = (day: Day) => formatDay(day, workspace.general()?.dateFormat ?? "YYYY-MM-DD");

  const remove = async (plan: ShownPlan) => {
    setRemoving(plan.date);
    const wish = { customerId: props.customer.id, date: plan.date };
    const answer = await answerOr(
      "The planned change was not removed",
      ports.call("unplanStatus", { key: press(plan.date).keyOf(wish), ...wish }),
    );
    setRemoving(undefined);
    if (answer === undefined) return;
    press(plan.date).answered();
    if (editing()?.date === plan.date) setEditing(undefined);
    if (answer.kind === "done") {
      notify({
        tone: "good",
        title: "Planned change removed",
        text: `${STATUS_LABELS[plan.status]} on ${dayText(plan.date)}`,
      });
    } else {
      notify({
        tone: "warn",
        title: "The planned change was not removed",
        text: REFUSED_REMOVAL[answer.kind],
      });
    }
  };

  return (
    <div class="plans">
      <Switch>
        <Match when={rows().length > 0}>
          <ul class="plan-list" aria-label="Planned changes">
            <For each={rows()}>
              {(plan) => (
                <li class="plan">
                  <span class="number">{dayText(plan.date)}</span>
                  <StatusBadge status={plan.status} />
                  <span class="quiet-line truncate">by {workspace.person(plan.createdBy).name}</span>
                  <Show when={mayPlan()}>
                    <span class="plan-tools">
                      <IconButton
                        small
                        label={`Edit the change on ${dayText(plan.date)}`}
                        icon={<Pencil size={15} aria-hidden="true" />}
                        onClick={() => setEditing(plan)}
                      />
                      <IconButton
                        small
                        label={`Remove the change on ${dayText(plan.date)}`}
                        disabled={removing() === plan.date}
                        icon={<Trash size={15} aria-hidden="true" />}
                        onClick={() => void remove(plan)}
                      />
                    </span>
                  </Show>
                </li>
              )}
            </For>
          </ul>
        </Match>
        <Match when={list.state().kind === "pending"}>
          <Skeleton lines={2} />
        </Match>
        <Match when={list.state().kind === "failed"}>
          <LiveTrouble title="The planned changes cannot be shown" compact />
        </Match>
        <Match when={true}>
          <EmptyState title="Nothing is planned" compact />
        </Match>
      </Switch>
      <Show when={mayPlan()}>
        <Show
          when={editing()}
          keyed
          fallback={<PlanForm {...props} replaces={undefined} onDone={() => undefined} />}
        >
          {(plan) => <PlanForm {...props} replaces={plan} onDone={() => setEditing(undefined)} />}
        </Show>
      </Show>
    </div>
  );
};

type PlanRefusal = Exclude<AnswerOf<typeof planStatus>["kind"], "done">;
type RemovalRefusal = Exclude<AnswerOf<typeof unplanStatus>["kind"], "done">;

const REFUSED_PLAN: Record<PlanRefusal, string> = {
  "too-early": "Tomorrow or later.",
  "date-taken": "Another change is planned for this day.",
  "not-allowed": "You may not plan status changes.",
  "not-found": "The customer or the planned change is no longer here.",
};
const REFUSED_REMOVAL: Record<RemovalRefusal, string> = {
  "not-allowed": "You may not plan status changes.",
  "not-found": "It ran already or somebody else removed it.",
};

interface PlanFormProps extends PlannedProps {
  readonly replaces: ShownPlan | undefined;
  readonly onDone: () => void;
}

/** A day and a status; the server decides and says why not. */
const PlanForm: Component<PlanFormProps> = (props) => {
  const ports = usePorts();
  const errorId = createUniqueId();
  const tomorrow = () => addDays(props.today, 1);
  // oxlint-disable-next-line solid/reactivity -- what is edited is taken once; another plan is another form
  const [date, setDate] = createSignal<string>(props.replaces?.date ?? "");
  // oxlint-disable-next-line solid/reactivity -- as above
  const [status, setStatus] = createSignal<CustomerStatus | undefined>(props.replaces?.status);
  const [errors, setErrors] = createSignal<{ readonly date?: string; readonly status?: string }>({});
  const [busy, setBusy] = createSignal(false);
  const press = makePress<object>();

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy()) return;
    const day = parseDay(date());
    const to = status();
    if (day === undefined || day < tomorrow() || to === undefined) {
      setErrors({
        ...(day === undefined
          ? { date: "Choose a day." }
          : day < tomorrow()
            ? { date: REFUSED_PLAN["too-early"] }
            : {}),
        ...(to === undefined ? { status: "Choose a status." } : {}),
      });
      return;
    }
    setErrors({});
    setBusy(true);
    const wish = {
      customerId: props.customer.id,
      date: day,
      status: to,
      replaces: props.replaces?.date ?? null,
    };
    const answer = await answerOr(
      "The change was not planned",
      ports.call("planStatus", { key: press.keyOf(wish), ...wish }),
    );
    setBusy(false);
    if (answer === undefined) return;
    press.answered();
    if (answer.kind !== "done") {
      setErrors({ date: REFUSED_PLAN[answer.kind] });
      return;
    }
    setDate("");
    setStatus(undefined);
    props.onDone();
  };

  return (
    // The fields say themselves what is wrong; the browser would block on the hidden picker without a word.
    <form
      class="plan-form"
      noValidate
      aria-label={props.replaces === undefined ? "Plan a change" : "Edit a planned change"}
      onSubmit={(event) => void submit(event)}
    >
      <DateField
        label="Date"
        value={date()}
        onInput={setDate}
        min={tomorrow()}
        error={errors().date}
        required
      />
      <fieldset class="plan-status" aria-describedby={errors().status === undefined ? undefined : errorId}>
        <legend class="field-label">New status</legend>
        <For each={CUSTOMER_STATUSES}>
          {(value) => (
            <label>
              <input
                type="radio"
                name={errorId}
                checked={status() === value}
                onChange={() => setStatus(value)}
              />
              <StatusBadge status={value} long />
            </label>
          )}
        </For>
        <Show when={errors().status}>
          <p id={errorId} class="negative" role="alert">
            {errors().status}
          </p>
        </Show>
      </fieldset>
      <div class="plan-buttons">
        <Button type="submit" look="primary" busy={busy()}>
          {props.replaces === undefined ? "Plan" : "Change"}
        </Button>
        <Show when={props.replaces !== undefined}>
          <Button onClick={() => props.onDone()}>Cancel</Button>
        </Show>
      </div>
      <p class="quiet-line">It runs at 00:00 of its day, as if an administrator had saved the status.</p>
    </form>
  );
};
