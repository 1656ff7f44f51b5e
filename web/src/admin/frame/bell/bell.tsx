import { For, Match, Show, Switch, createEffect, createSignal, type Component } from "solid-js";
import { A, useNavigate } from "@solidjs/router";
import type { Comment } from "@trunkline/domain/comment/comment";
import { badgeOf } from "@trunkline/domain/comment/order";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import AtSign from "lucide-solid/icons/at-sign";
import BellIcon from "lucide-solid/icons/bell";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import { usePorts, type ShownComment } from "../../../data/ports.tsx";
import { report } from "../../../lib/report.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";
import { Popover } from "../../../ui/popover.tsx";
import { notify } from "../../../ui/toast.tsx";
import { Moment, absoluteTime, useTime } from "../../../ui/time.tsx";
import { quoteOf } from "../../customer/comment-activity.ts";
import { useOutgoing } from "../../comments/use-outgoing.ts";
import { useWorkspace } from "../../workspace.tsx";
import { createNews } from "./create-news.ts";
import "./bell.css";

const TONES: Readonly<Record<string, Tone>> = { green: "good", orange: "warn", red: "bad", struck: "quiet" };

type Find = (id: CustomerId) => Promise<Customer | undefined>;

/** The address of a comment: its customer's page, with the comments open. */
const addressOf = (customer: Customer, comment: Comment) =>
  `/customers/${customer.number}?below=comments&comment=${comment.id}`;

/** One's own to-dos of today and before, and what names one, wherever it was written (12 §4.9, §4.10). */
export const Bell: Component = () => {
  // Open on every page soon after the start: what the last visit could not send is told from here.
  useOutgoing();
  const ports = usePorts();
  const navigate = useNavigate();
  const [open, setOpen] = createSignal(false);
  const [fresh, setFresh] = createSignal<ReadonlySet<string>>(new Set());
  /** Each customer is asked for once, when the list is opened or a to-do becomes due. */
  const asked = new Map<CustomerId, Promise<Customer | undefined>>();
  const find: Find = (id) => {
    const known = asked.get(id) ?? ports.customers.find(id);
    asked.set(id, known);
    known.catch(() => asked.delete(id));
    return known;
  };
  const announce = async (todo: Comment) => {
    const customer = await find(todo.customerId).catch((cause: unknown) => {
      report(cause);
      return undefined;
    });
    notify({
      title: `To-do due: ${quoteOf(todo)}`,
      ...(customer === undefined
        ? {}
        : {
            text: `${customer.name} (${customer.number})`,
            action: { label: "Open", run: () => navigate(addressOf(customer, todo)) },
          }),
      stays: true,
    });
  };
  const news = createNews((todo) => void announce(todo));
  const number = () => `${news.count()}${news.more() ? "+" : ""}`;
  const change = (wanted: boolean) => {
    setOpen(wanted);
    if (!wanted) return;
    // What is new stays marked while it is looked at.
    setFresh(
      new Set(
        news
          .mentions()
          .filter(news.isNew)
          .map(({ id }) => id),
      ),
    );
    news.see();
  };
  const title = () => (news.count() === 0 ? "Notifications" : `Notifications: ${number()}`);

  return (
    <>
      <Popover
        label={title()}
        trigger={
          <span class="bell">
            <BellIcon size={18} aria-hidden="true" />
            <Show when={news.count() > 0}>
              <span class="bell-count" aria-hidden="true">
                {number()}
              </span>
            </Show>
          </span>
        }
        open={open()}
        onOpenChange={change}
        look="plain"
        iconOnly
      >
        <div class="bell-list">
          <h2>To-dos of today and before</h2>
          <Switch
            fallback={
              <ul aria-label="To-dos of today and before">
                <For each={news.due()}>
                  {(todo) => <DueTodo todo={todo} find={find} onOpen={() => setOpen(false)} />}
                </For>
              </ul>
            }
          >
            <Match when={news.state().kind === "failed"}>
              <p class="quiet-line">They cannot be shown now.</p>
            </Match>
            <Match when={news.due().length === 0}>
              <p class="quiet-line">Nothing is due.</p>
            </Match>
          </Switch>
          <h2>Mentions of you</h2>
          <Show when={news.mentions().length > 0} fallback={<p class="quiet-line">Nobody mentioned you.</p>}>
            <ul aria-label="Mentions of you">
              <For each={news.mentions()}>
                {(comment) => (
                  <Mention
                    comment={comment}
                    fresh={fresh().has(comment.id) || news.isNew(comment)}
                    find={find}
                    onOpen={() => setOpen(false)}
                  />
                )}
              </For>
            </ul>
          </Show>
        </div>
      </Popover>
      <span class="visually-hidden" role="status">
        {news.count() === 0 ? "" : `${number()} notifications`}
      </span>
    </>
  );
};

interface LineProps {
  readonly find: Find;
  readonly onOpen: () => void;
}

const DueTodo: Component<LineProps & { readonly todo: ShownComment }> = (props) => {
  const workspace = useWorkspace();
  const sense = useTime();
  const colour = () => badgeOf(props.todo, workspace.now() as Instant, sense.timeZone) ?? "struck";
  return (
    <li>
      <Place comment={props.todo} find={props.find} onOpen={() => props.onOpen()} />
      <Badge tone={TONES[colour()] ?? "quiet"} icon={<CalendarClock size={12} aria-hidden="true" />}>
        {absoluteTime(props.todo.scheduled ?? 0, sense)}
        <Show when={colour() === "red"}> · overdue</Show>
      </Badge>
    </li>
  );
};

const Mention: Component<LineProps & { readonly comment: ShownComment; readonly fresh: boolean }> = (
  props,
) => {
  const workspace = useWorkspace();
  return (
    <li data-new={props.fresh ? "" : undefined}>
      <Place comment={props.comment} find={props.find} onOpen={() => props.onOpen()} />
      <span class="bell-when">
        <Show when={props.fresh}>
          <Badge tone="info" icon={<AtSign size={12} aria-hidden="true" />}>
            New
          </Badge>
        </Show>
        {workspace.person(props.comment.author).name},{" "}
        <Moment short at={props.comment.mentionedAt ?? workspace.now()} />
      </span>
    </li>
  );
};

/** What was written and at whom, as a link; the customer's name is asked for when it is looked at. */
const Place: Component<LineProps & { readonly comment: ShownComment }> = (props) => {
  // Not a resource: the bell must stay while a name is on its way.
  const [found, setFound] = createSignal<Customer | "unknown">();
  createEffect(() => {
    props.find(props.comment.customerId).then(
      (customer) => setFound(customer ?? "unknown"),
      () => setFound("unknown"),
    );
  });
  const known = () => {
    const now = found();
    return now === "unknown" ? undefined : now;
  };
  return (
    <>
      <Show when={known()} fallback={<span class="bell-text">{quoteOf(props.comment)}</span>}>
        {(now) => (
          <A class="bell-text" href={addressOf(now(), props.comment)} onClick={() => props.onOpen()}>
            {quoteOf(props.comment)}
          </A>
        )}
      </Show>
      <span class="bell-customer">
        <bdi>{known()?.name ?? (found() === "unknown" ? "A customer you cannot open" : "…")}</bdi>
      </span>
    </>
  );
};
