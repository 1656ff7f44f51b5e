import {
  For,
  Match,
  Show,
  Suspense,
  Switch,
  createEffect,
  createMemo,
  createSignal,
  lazy,
  onMount,
  untrack,
  type Component,
} from "solid-js";
import type { Comment } from "@trunkline/domain/comment/comment";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import { panelOrder } from "@trunkline/domain/comment/order";
import type { Customer } from "@trunkline/domain/customer/record";
import Plus from "lucide-solid/icons/plus";
import X from "lucide-solid/icons/x";
import { usePorts, type ShownComment } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Panel, type Fold } from "../../ui/page.tsx";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { CommentEntry } from "./comment-entry.tsx";
import { report } from "../../lib/report.ts";

// Not needed for the first paint.
const CommentForm = lazy(() => import("./comment-form.tsx"));

const noun = (comment: Comment) => (comment.scheduled === null ? "comment" : "to-do");

function told(work: Promise<void>, title: string): void {
  work.catch((cause: unknown) => {
    report(cause);
    notify({ tone: "bad", title, text: "The server refused it. Nothing was changed." });
  });
}

/** Comments and to-dos of a customer; they store themselves at once and are queued while offline. */
export const CommentsPanel: Component<{ readonly customer: Customer; readonly fold: Fold }> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const { drafts } = workspace;
  const id = createMemo(() => props.customer.id);
  const list = createLiveList(() => ports.comments.list(id()));
  // Ordering keeps the records' identity, so rows move instead of being drawn again.
  const ordered = createMemo(() => panelOrder(list.rows()) as readonly ShownComment[]);
  const [open, setOpen] = createSignal(false);
  const [text, setText] = createSignal("");
  const [removing, setRemoving] = createSignal<Comment>();

  // A comment can be written offline only when its form came before the cut.
  onMount(() => {
    const idle = window.requestIdleCallback ?? ((run: () => void) => setTimeout(run, 200));
    idle(() => void CommentForm.preload().catch(() => undefined));
  });

  const draftKey = () => `comment_${id()}`;
  void drafts.load(untrack(draftKey)).then((draft) => {
    const kept = draft?.fields["text"]?.value;
    if (typeof kept !== "string" || kept === "" || untrack(text) !== "") return;
    setText(kept);
    setOpen(true);
  });
  let loaded = false;
  createEffect(() => {
    const value = text();
    // The first run only registers: an empty box must not take away what was kept.
    if (loaded) drafts.keep(draftKey(), { fields: value === "" ? {} : { text: { base: "", value } } });
    loaded = true;
  });

  const add = (draft: CommentDraft) => {
    const written = text();
    setText("");
    setOpen(false);
    void ports.comments.add(props.customer, draft).catch((cause: unknown) => {
      report(cause);
      // Refused after all: what was written comes back instead of being lost.
      setText((now) => (now === "" ? written : now));
      setOpen(true);
      notify({ tone: "bad", title: "The comment was not stored", text: "Your text is back in the form." });
    });
  };

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
          <CommentForm text={text()} onText={setText} onSubmit={add} onCancel={() => setOpen(false)} />
        </Suspense>
      </Show>
      <Switch>
        <Match when={ordered().length > 0}>
          <ul class="comments">
            <For each={ordered()}>
              {(comment) => (
                <CommentEntry
                  customer={props.customer}
                  comment={comment}
                  onComplete={(done) =>
                    told(ports.comments.complete(props.customer, comment, done), "The to-do was not changed")
                  }
                  onEdit={(draft) =>
                    told(ports.comments.edit(props.customer, comment, draft), "The edit was not stored")
                  }
                  onRemove={() => setRemoving(comment)}
                />
              )}
            </For>
          </ul>
        </Match>
        <Match when={list.state().kind === "pending"}>
          <Skeleton lines={3} />
        </Match>
        <Match when={list.state().kind === "failed"}>
          <ErrorState title="Comments cannot be shown" compact />
        </Match>
        <Match when={!open()}>
          <p class="quiet-line">No comments.</p>
        </Match>
      </Switch>
      <Show when={removing()}>
        {(comment) => (
          <ConfirmDialog
            open
            danger
            title={`Delete this ${noun(comment())}?`}
            text={<bdi class="comment-quote">{comment().text}</bdi>}
            confirm="Delete"
            onCancel={() => setRemoving(undefined)}
            onConfirm={() => {
              told(ports.comments.remove(props.customer, comment()), "It was not deleted");
              setRemoving(undefined);
            }}
          />
        )}
      </Show>
    </Panel>
  );
};
