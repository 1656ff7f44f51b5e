import {
  Match,
  Show,
  Suspense,
  Switch,
  createEffect,
  createMemo,
  createSignal,
  lazy,
  on,
  untrack,
  type Component,
} from "solid-js";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import { wordsOf } from "@trunkline/domain/comment/markup";
import { TAB_DEFAULTS, startingChoice } from "@trunkline/domain/config/comments";
import type { Customer } from "@trunkline/domain/customer/record";
import { fold } from "@trunkline/domain/text/fold";
import Plus from "lucide-solid/icons/plus";
import Search from "lucide-solid/icons/search";
import { usePorts, type ShownComment } from "../../../data/ports.tsx";
import { createLiveList } from "../../../lib/live/create-live.ts";
import { Button } from "../../../ui/button.tsx";
import { More } from "../../../ui/more.tsx";
import { Panel } from "../../../ui/page.tsx";
import { Select } from "../../../ui/select.tsx";
import { EmptyState, Skeleton } from "../../../ui/states.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { LiveTrouble } from "../../live-trouble.tsx";
import { tabKey } from "../../comments/outgoing.ts";
import { useOutgoing } from "../../comments/use-outgoing.ts";
import { useWorkspace } from "../../workspace.tsx";
import { createWriting } from "./create-writing.ts";
import { CommentList } from "./list.tsx";
import "./comments.css";

const CommentForm = lazy(() => import("./form.tsx"));

const PAGE = 50;
/** How far back a search looks at once; a button goes on from there. */
const SEARCHED = 250;
const ANY = "any";

interface CommentsTabProps {
  readonly customer: Customer;
  /** The comment that the address names: brought into sight once. */
  readonly wanted: string | undefined;
}

/** Everything that was written about a customer, what is pinned and then the newest first; with type, category and formatted text (12 §5). */
export const CommentsTab: Component<CommentsTabProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const outgoing = useOutgoing();
  const id = createMemo(() => props.customer.id);
  const [type, setType] = createSignal(ANY);
  const [typed, setTyped] = createSignal("");
  const [asked, setAsked] = createSignal(PAGE);
  const [open, setOpen] = createSignal(false);
  const wanted = createMemo(() => fold(typed()));
  const most = () => (wanted() === "" ? asked() : Math.max(asked(), SEARCHED));

  const list = createLiveList(() => ports.comments.recent(id(), type() === ANY ? null : type(), most()));
  // While a longer list is on its way the shorter one stays; what another type found does not.
  const known = createMemo<{
    readonly of: string;
    readonly rows: readonly ShownComment[];
    readonly read: number;
  }>(
    (before) => {
      const waits = list.state().kind === "pending" && list.rows().length === 0 && before.of === type();
      return waits ? before : { of: type(), rows: list.rows(), read: most() };
    },
    { of: "", rows: [], read: 0 },
  );
  const complete = () => known().rows.length < known().read;
  // Whatever its age, what is pinned is among what the panel above follows.
  const above = createLiveList(() => ports.comments.list(id()));
  const rows = createMemo(() => {
    const read = new Set(known().rows.map((row) => row.id));
    const older = above
      .rows()
      .filter((row) => row.pinned && !read.has(row.id) && (type() === ANY || row.type === type()));
    const all = [...known().rows, ...older];
    return [...all.filter(({ pinned }) => pinned), ...all.filter(({ pinned }) => !pinned)];
  });
  const found = createMemo(() => {
    const words = wanted();
    if (words === "") return rows();
    return rows().filter((row) =>
      fold(`${workspace.person(row.author).name} ${wordsOf(row)}`).includes(words),
    );
  });

  const key = untrack(() => tabKey(id()));
  const start = (): CommentDraft => {
    const config = workspace.commentsConfig();
    return {
      text: "",
      format: "markup",
      type: startingChoice(config?.types ?? [], TAB_DEFAULTS.type),
      category: startingChoice(config?.categories ?? [], TAB_DEFAULTS.category),
      scheduled: null,
      assignee: null,
      mentions: [],
    };
  };
  const writing = createWriting(key, start, () => setOpen(true));

  const toggle = () => {
    // Types may have come or changed since; what is written already keeps its own.
    if (!open() && writing.value().text === "") writing.reset();
    setOpen(!open());
  };

  let shown: string | undefined;
  // The panel above stands before anything is scrolled to, or it would push the comment out of sight again.
  createEffect(
    on([() => props.wanted, found, above.state], ([comment, , panel]) => {
      if (comment === undefined || comment === shown || panel.kind === "pending") return;
      const element = document.getElementById(`note-${comment}`);
      if (element === null) return;
      shown = comment;
      element.dataset["lit"] = "";
      requestAnimationFrame(() => element.scrollIntoView?.({ block: "center" }));
    }),
  );

  const types = () => [
    { value: ANY, label: "Any" },
    ...(workspace.commentsConfig()?.types ?? []).map((one) => ({ value: one.key, label: one.title })),
  ];
  const kind = () => list.state().kind;
  const narrowed = () => type() !== ANY || wanted() !== "";

  return (
    <Panel
      title="Recent comments"
      end={
        <Show when={workspace.may("customers.comments.add", props.customer)}>
          <Button look="primary" small aria-expanded={open()} onClick={toggle}>
            <Plus size={14} aria-hidden="true" />
            Add comment
          </Button>
        </Show>
      }
    >
      <div class="comment-filters" role="group" aria-label="Filter the comments">
        <Select label="Type" options={types()} value={type()} onChange={setType} />
        <TextField
          label="Search"
          type="search"
          value={typed()}
          onInput={setTyped}
          placeholder="Words or author"
          start={<Search size={15} aria-hidden="true" />}
        />
      </div>
      <Show when={open()}>
        <Suspense fallback={<Skeleton lines={5} />}>
          <CommentForm
            writing={writing}
            full
            onCancel={() => {
              writing.reset();
              setOpen(false);
            }}
            onSubmit={(draft) => {
              writing.reset();
              setOpen(false);
              outgoing.add(props.customer, draft, key);
            }}
          />
        </Suspense>
      </Show>
      <p class="visually-hidden" role="status">
        {wanted() === "" ? "" : `${found().length} found`}
      </p>
      <Switch>
        <Match when={found().length > 0}>
          <CommentList customer={props.customer} comments={found()} label="Recent comments" full />
        </Match>
        <Match when={kind() === "pending"}>
          <Skeleton lines={5} />
        </Match>
        <Match when={kind() === "failed"}>
          <LiveTrouble title="Comments cannot be shown" compact />
        </Match>
        <Match when={narrowed()}>
          <EmptyState title="No such comments" compact />
        </Match>
        <Match when={true}>
          <EmptyState title="No comments." compact />
        </Match>
      </Switch>
      <Show when={!complete() && kind() !== "failed" && known().rows.length > 0}>
        <Show
          when={wanted() === ""}
          fallback={
            <div class="comment-further">
              <span>Looked through the newest {known().rows.length}.</span>
              <Button small onClick={() => setAsked(most() + SEARCHED)}>
                Search further back
              </Button>
            </div>
          }
        >
          <More onMore={() => setAsked(most() + PAGE)} />
        </Show>
      </Show>
    </Panel>
  );
};
