import {
  Match,
  Show,
  Suspense,
  Switch,
  createMemo,
  createSignal,
  lazy,
  onMount,
  untrack,
  type Component,
} from "solid-js";
import { QUICK, type CommentDraft } from "@trunkline/domain/comment/edit";
import { panelOrder } from "@trunkline/domain/comment/order";
import type { Customer } from "@trunkline/domain/customer/record";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { usePorts, type ShownComment } from "../../../data/ports.tsx";
import { createLiveList } from "../../../lib/live/create-live.ts";
import { Button } from "../../../ui/button.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Panel, type Fold } from "../../../ui/page.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { LiveTrouble } from "../../live-trouble.tsx";
import { panelKey } from "../../comments/outgoing.ts";
import { useOutgoing } from "../../comments/use-outgoing.ts";
import { useWorkspace } from "../../workspace.tsx";
import { createWriting } from "./create-writing.ts";
import { CommentList } from "./list.tsx";
import "./comments.css";

// Not needed for the first paint.
const CommentForm = lazy(() => import("./form.tsx"));

/** What the panel starts from: a quick comment (12 §5.6). */
const quick = (): CommentDraft => ({ ...QUICK, text: "", scheduled: null, assignee: null, mentions: [] });

interface CommentsPanelProps {
  readonly customer: Customer;
  readonly fold: Fold;
  /** Opens the tab below, which has all of them. */
  readonly onAll: () => void;
}

/** Comments and to-dos of a customer; they store themselves at once and are queued while offline (12 §4). */
export const CommentsPanel: Component<CommentsPanelProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const outgoing = useOutgoing();
  const id = createMemo(() => props.customer.id);
  const list = createLiveList(() => ports.comments.list(id()));
  // Ordering keeps the records' identity, so rows move instead of being drawn again.
  const ordered = createMemo(() => panelOrder(list.rows()) as readonly ShownComment[]);
  const [open, setOpen] = createSignal(false);
  const key = untrack(() => panelKey(id()));
  const writing = createWriting(key, quick, () => setOpen(true));

  // A comment can be written offline only when its form came before the cut.
  onMount(() => {
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    idle(() => void CommentForm.preload().catch(() => undefined));
  });

  return (
    <Panel
      title="Comments and to-dos"
      fold={props.fold}
      end={
        <Show when={workspace.may("customers.comments.add", props.customer)}>
          <IconButton
            small
            label={open() ? "Close the form" : "Add a comment or to-do"}
            icon={
              <Show when={open()} fallback={<Plus size={16} aria-hidden="true" />}>
                <X size={16} aria-hidden="true" />
              </Show>
            }
            onClick={() => {
              setOpen(props.fold.folded || !open());
              if (props.fold.folded) props.fold.set(false);
            }}
          />
        </Show>
      }
    >
      <Show when={open()}>
        <Suspense fallback={<Skeleton lines={3} />}>
          <CommentForm
            writing={writing}
            full={false}
            onCancel={() => setOpen(false)}
            onSubmit={(draft) => {
              writing.reset();
              setOpen(false);
              outgoing.add(props.customer, draft, key);
            }}
          />
        </Suspense>
      </Show>
      <Switch>
        <Match when={ordered().length > 0}>
          <CommentList
            customer={props.customer}
            comments={ordered()}
            label="Comments and to-dos"
            full={false}
          />
          <Button small look="plain" onClick={() => props.onAll()}>
            All comments
          </Button>
        </Match>
        <Match when={list.state().kind === "pending"}>
          <Skeleton lines={3} />
        </Match>
        <Match when={list.state().kind === "failed"}>
          <LiveTrouble title="Comments cannot be shown" compact />
        </Match>
        <Match when={!open()}>
          <p class="quiet-line">No comments.</p>
        </Match>
      </Switch>
    </Panel>
  );
};
