import { For, Show, createSignal, type Component } from "solid-js";
import type { Comment } from "@trunkline/domain/comment/comment";
import { wordsOf } from "@trunkline/domain/comment/markup";
import type { Customer } from "@trunkline/domain/customer/record";
import { usePorts, type ShownComment } from "../../../data/ports.tsx";
import { report } from "../../../lib/report.ts";
import { ConfirmDialog } from "../../../ui/dialog.tsx";
import { notify } from "../../../ui/toast.tsx";
import { CommentEntry } from "./entry.tsx";
import { CommentText } from "./text.tsx";

const noun = (comment: Comment) => (comment.scheduled === null ? "comment" : "to-do");

function told(work: Promise<void>, title: string): void {
  work.catch((cause: unknown) => {
    report(cause);
    notify({ tone: "bad", title, text: "The server refused it. Nothing was changed." });
  });
}

async function copy(comment: Comment): Promise<void> {
  try {
    await navigator.clipboard.writeText(wordsOf(comment));
    notify({ title: "Text copied" });
  } catch (cause) {
    report(cause);
    notify({ tone: "bad", title: "Not copied", text: "The browser does not let this page write there." });
  }
}

interface CommentListProps {
  readonly customer: Customer;
  readonly comments: readonly ShownComment[];
  readonly label: string;
  readonly full: boolean;
}

/** Comments and to-dos with what can be done to each; the panel and the tab show the same records (12 §5.5). */
export const CommentList: Component<CommentListProps> = (props) => {
  const { comments } = usePorts();
  const [removing, setRemoving] = createSignal<Comment>();
  return (
    <>
      <ul class="comments" aria-label={props.label}>
        <For each={props.comments}>
          {(comment) => (
            <CommentEntry
              customer={props.customer}
              comment={comment}
              full={props.full}
              onComplete={(done) =>
                told(comments.complete(props.customer, comment, done), "The to-do was not changed")
              }
              onPin={(pinned) =>
                told(comments.pin(props.customer, comment, pinned), "The pin was not changed")
              }
              onCopy={() => void copy(comment)}
              onRemove={() => setRemoving(comment)}
            />
          )}
        </For>
      </ul>
      <Show when={removing()}>
        {(comment) => (
          <ConfirmDialog
            open
            danger
            title={`Delete this ${noun(comment())}?`}
            text={
              <div class="comment-quote">
                <CommentText comment={comment()} />
              </div>
            }
            confirm="Delete"
            onCancel={() => setRemoving(undefined)}
            onConfirm={() => {
              told(comments.remove(props.customer, comment()), "It was not deleted");
              setRemoving(undefined);
            }}
          />
        )}
      </Show>
    </>
  );
};
