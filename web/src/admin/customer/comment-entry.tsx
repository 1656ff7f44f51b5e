import { Match, Show, Suspense, Switch, createSignal, lazy, type Component } from "solid-js";
import { badgeOf } from "@trunkline/domain/comment/order";
import { commentRights, type CommentDraft } from "@trunkline/domain/comment/edit";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Instant } from "@trunkline/domain/time/instant";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import Clock from "lucide-solid/icons/clock";
import Pencil from "lucide-solid/icons/pencil";
import Trash from "lucide-solid/icons/trash";
import type { ShownComment } from "../../data/ports.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Checkbox } from "../../ui/check.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { Moment, absoluteTime, useTime } from "../../ui/time.tsx";
import { useWorkspace } from "../workspace.tsx";

const CommentForm = lazy(() => import("./comment-form.tsx"));

interface CommentEntryProps {
  readonly customer: Customer;
  readonly comment: ShownComment;
  readonly onComplete: (done: boolean) => void;
  readonly onEdit: (draft: CommentDraft) => void;
  readonly onRemove: () => void;
}

const TONES: Readonly<Record<string, Tone>> = { green: "good", orange: "warn", red: "bad", struck: "quiet" };

/** One comment or to-do: who, when, what, and what may be done with it. */
export const CommentEntry: Component<CommentEntryProps> = (props) => {
  const workspace = useWorkspace();
  const sense = useTime();
  const [editing, setEditing] = createSignal<string>();
  const rights = () => commentRights(workspace.viewer(), props.customer, props.comment);
  const badge = () => badgeOf(props.comment, workspace.now() as Instant, sense.timeZone);
  const author = () => workspace.person(props.comment.author);
  const isTodo = () => props.comment.state === "open" || props.comment.state === "done";

  return (
    <li class="comment" data-done={props.comment.state === "done" ? "" : undefined}>
      <Show when={isTodo()} fallback={<Avatar person={author()} />}>
        <Checkbox
          label={`Completed: ${props.comment.text}`}
          hideLabel
          checked={props.comment.state === "done"}
          disabled={!rights().tick}
          onChange={(done) => props.onComplete(done)}
        />
      </Show>
      <div class="comment-body">
        <p class="comment-head">
          <strong>{author().name}</strong>
          <Show when={isTodo() && props.comment.assignee}>
            {(assignee) => <span>for {workspace.person(assignee()).name}</span>}
          </Show>
          <Show when={badge()}>
            {(colour) => (
              <Badge tone={TONES[colour()] ?? "quiet"} icon={<CalendarClock size={12} aria-hidden="true" />}>
                <span class="comment-due">{absoluteTime(props.comment.scheduled ?? 0, sense)}</span>
                <Show when={colour() === "red"}> · overdue</Show>
              </Badge>
            )}
          </Show>
          <Show when={props.comment.waiting}>
            <Badge icon={<Clock size={12} aria-hidden="true" />}>Waiting to be sent</Badge>
          </Show>
        </p>
        <Switch
          fallback={
            <p class="comment-text" dir="auto">
              {props.comment.text}
            </p>
          }
        >
          <Match when={editing() !== undefined}>
            <Suspense fallback={<Skeleton lines={3} />}>
              <CommentForm
                comment={props.comment}
                text={editing() ?? ""}
                onText={setEditing}
                onCancel={() => setEditing(undefined)}
                onSubmit={(draft) => {
                  setEditing(undefined);
                  props.onEdit(draft);
                }}
              />
            </Suspense>
          </Match>
        </Switch>
        <p class="comment-foot">
          <Moment at={props.comment.createdAt ?? workspace.now()} />
          <Show when={props.comment.doneBy}>
            {(by) => <span> · completed by {workspace.person(by()).name}</span>}
          </Show>
        </p>
      </div>
      <div class="comment-tools">
        <Show when={rights().edit && editing() === undefined}>
          <IconButton
            small
            label="Edit"
            icon={<Pencil size={14} aria-hidden="true" />}
            onClick={() => setEditing(props.comment.text)}
          />
        </Show>
        <Show when={rights().remove}>
          <IconButton
            small
            label="Delete"
            icon={<Trash size={14} aria-hidden="true" />}
            onClick={() => props.onRemove()}
          />
        </Show>
      </div>
    </li>
  );
};
