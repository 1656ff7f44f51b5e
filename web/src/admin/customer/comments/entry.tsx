import { Show, Suspense, createSignal, lazy, onCleanup, untrack, type Component } from "solid-js";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import { commentRights } from "@trunkline/domain/comment/edit";
import { wordsOf } from "@trunkline/domain/comment/markup";
import { badgeOf } from "@trunkline/domain/comment/order";
import type { Customer } from "@trunkline/domain/customer/record";
import type { Instant } from "@trunkline/domain/time/instant";
import CalendarClock from "lucide-solid/icons/calendar-clock";
import Clock from "lucide-solid/icons/clock";
import Copy from "lucide-solid/icons/copy";
import Pencil from "lucide-solid/icons/pencil";
import Pin from "lucide-solid/icons/pin";
import PinOff from "lucide-solid/icons/pin-off";
import Trash from "lucide-solid/icons/trash";
import type { ShownComment } from "../../../data/ports.tsx";
import { report } from "../../../lib/report.ts";
import { Badge, type Tone } from "../../../ui/badge.tsx";
import { Button } from "../../../ui/button.tsx";
import { Checkbox } from "../../../ui/check.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Skeleton } from "../../../ui/states.tsx";
import { Moment, absoluteTime, useTime } from "../../../ui/time.tsx";
import { editKey } from "../../comments/outgoing.ts";
import { useOutgoing } from "../../comments/use-outgoing.ts";
import { useWorkspace } from "../../workspace.tsx";
import { createWriting } from "./create-writing.ts";
import { CommentSign, lookOf } from "./look.tsx";
import { CommentText } from "./text.tsx";

const CommentForm = lazy(() => import("./form.tsx"));

interface CommentEntryProps {
  readonly customer: Customer;
  readonly comment: ShownComment;
  /** In the tab, with everything that can be done; the panel is narrower. */
  readonly full: boolean;
  readonly onComplete: (done: boolean) => void;
  readonly onPin: (pinned: boolean) => void;
  readonly onRemove: () => void;
  readonly onCopy: () => void;
}

const TONES: Readonly<Record<string, Tone>> = { green: "good", orange: "warn", red: "bad", struck: "quiet" };

/** Longer ones are folded, so that one essay does not push the others out of sight. */
const LONG_TEXT = 700;
const LONG_LINES = 12;
const isLong = (text: string) =>
  text.length > LONG_TEXT || text.split("\n", LONG_LINES + 1).length > LONG_LINES;

/** One comment or to-do: of what kind, who, when, what, and what may be done with it (12 §4.5, §5.7). */
export const CommentEntry: Component<CommentEntryProps> = (props) => {
  const workspace = useWorkspace();
  const outgoing = useOutgoing();
  const sense = useTime();
  const [editing, setEditing] = createSignal(false);
  // What stood here when editing began: a colleague may write another text meanwhile.
  const [base, setBase] = createSignal("");
  const [unfolded, setUnfolded] = createSignal(false);
  const rights = () => commentRights(workspace.viewer(), props.customer, props.comment);
  const badge = () => badgeOf(props.comment, workspace.now() as Instant, sense.timeZone);
  const author = () => workspace.person(props.comment.author);
  const isTodo = () => props.comment.state === "open" || props.comment.state === "done";
  const forWhom = () => {
    const { assignee, author: by } = props.comment;
    return isTodo() && assignee !== null && assignee !== by ? workspace.person(assignee).name : undefined;
  };
  const look = () => lookOf(workspace.commentsConfig(), props.comment);
  const start = (): CommentDraft => {
    const { text, format, type, category, scheduled, assignee, mentions } = props.comment;
    return { text, format, type, category, scheduled, assignee, mentions };
  };
  const { customer, id } = untrack(() => ({ customer: props.customer, id: props.comment.id }));
  const writing = createWriting(
    editKey(id),
    start,
    // Also where it may be edited no more: what was written is not to be lost for that.
    () => setEditing(true),
  );
  onCleanup(() => {
    if (editing()) void outgoing.left(customer, id).catch(report);
  });
  const stop = () => {
    setEditing(false);
    writing.reset();
  };

  return (
    <li
      class="comment"
      id={`${props.full ? "note" : "todo"}-${props.comment.id}`}
      data-done={props.comment.state === "done" ? "" : undefined}
      data-pinned={props.comment.pinned ? "" : undefined}
    >
      <Show
        when={isTodo()}
        fallback={<CommentSign icon={look().type.icon} colour={look().category.colour} />}
      >
        <Checkbox
          label={`Completed: ${wordsOf(props.comment)}`}
          hideLabel
          checked={props.comment.state === "done"}
          disabled={!rights().tick}
          onChange={(done) => props.onComplete(done)}
        />
      </Show>
      <div class="comment-body">
        <p class="comment-head">
          <span class="comment-who">
            <strong>{author().name}</strong>
            <Show when={forWhom()}>{(name) => <> for {name()}</>}</Show>
          </span>
          <Show when={badge()}>
            {(colour) => (
              <Badge tone={TONES[colour()] ?? "quiet"} icon={<CalendarClock size={12} aria-hidden="true" />}>
                <span class="comment-due">{absoluteTime(props.comment.scheduled ?? 0, sense)}</span>
                <Show when={colour() === "red"}> · overdue</Show>
              </Badge>
            )}
          </Show>
          <Show when={props.comment.pinned}>
            <Badge icon={<Pin size={12} aria-hidden="true" />}>Pinned</Badge>
          </Show>
          <Show when={props.comment.waiting}>
            <Badge icon={<Clock size={12} aria-hidden="true" />}>Waiting to be sent</Badge>
          </Show>
        </p>
        <Show
          when={editing()}
          fallback={
            <>
              <div classList={{ folded: isLong(props.comment.text) && !unfolded() }}>
                <CommentText comment={props.comment} />
              </div>
              <Show when={isLong(props.comment.text)}>
                <Button
                  small
                  look="plain"
                  aria-expanded={unfolded()}
                  onClick={() => setUnfolded(!unfolded())}
                >
                  {unfolded() ? "Show less" : "Show all of it"}
                </Button>
              </Show>
            </>
          }
        >
          <Show when={base() !== "" && base() !== props.comment.text}>
            <div class="comment-changed" role="status">
              Changed meanwhile to:
              <CommentText comment={props.comment} />
            </div>
          </Show>
          <Suspense fallback={<Skeleton lines={3} />}>
            <CommentForm
              comment={props.comment}
              writing={writing}
              full={props.full || props.comment.format === "markup"}
              onCancel={stop}
              onSubmit={(draft) => {
                outgoing.edit(props.customer, props.comment, draft);
                stop();
              }}
            />
          </Suspense>
        </Show>
        <p class="comment-foot">
          <Show when={isTodo()}>
            <CommentSign small icon={look().type.icon} colour={look().category.colour} />
          </Show>
          <span>
            {look().type.title} · {look().category.title}
          </span>
          <span>
            <Moment at={props.comment.createdAt ?? workspace.now()} />
          </span>
          <Show when={props.comment.doneBy}>
            {(by) => (
              <span>
                completed by {workspace.person(by()).name}
                <Show when={props.comment.doneAt}>
                  {(at) => (
                    <>
                      {" "}
                      <Moment short at={at()} />
                    </>
                  )}
                </Show>
              </span>
            )}
          </Show>
        </p>
      </div>
      <div class="comment-tools">
        <Show when={props.full}>
          <IconButton
            small
            label="Copy the text"
            icon={<Copy size={14} aria-hidden="true" />}
            onClick={() => props.onCopy()}
          />
        </Show>
        <Show when={rights().pin}>
          <IconButton
            small
            label={props.comment.pinned ? "Unpin" : "Pin to the top"}
            icon={
              <Show when={props.comment.pinned} fallback={<Pin size={14} aria-hidden="true" />}>
                <PinOff size={14} aria-hidden="true" />
              </Show>
            }
            onClick={() => props.onPin(!props.comment.pinned)}
          />
        </Show>
        <Show when={rights().edit && !editing()}>
          <IconButton
            small
            label="Edit"
            icon={<Pencil size={14} aria-hidden="true" />}
            onClick={() => {
              writing.reset();
              setBase(props.comment.text);
              setEditing(true);
            }}
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
