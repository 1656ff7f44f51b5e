import { For, Show, createSignal, untrack, type Component } from "solid-js";
import { QUICK, checkComment, type CommentDraft } from "@trunkline/domain/comment/edit";
import { LONGEST_COMMENT, type Comment } from "@trunkline/domain/comment/comment";
import { SHORTCUTS, shortcutAt, type Shortcut } from "@trunkline/domain/comment/shortcuts";
import { problemText } from "@trunkline/domain/customer/problem";
import type { AdminId } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn, instantAt, timeIn } from "@trunkline/domain/time/zone";
import { usePorts } from "../../data/ports.tsx";
import { Button } from "../../ui/button.tsx";
import { MomentField } from "../../ui/date-field.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-field.tsx";
import { useTime } from "../../ui/time.tsx";
import { useWorkspace } from "../workspace.tsx";

const SHORTCUT_LABELS: Record<Shortcut, string> = {
  "in-one-hour": "In one hour",
  tomorrow: "Tomorrow",
  "next-monday": "Next Monday",
  "in-one-week": "In one week",
  "next-month": "Next month",
  "in-one-month": "In one month",
};

interface CommentFormProps {
  /** The entry being edited; a new one without. */
  readonly comment?: Comment | undefined;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onSubmit: (draft: CommentDraft) => void;
  readonly onCancel: () => void;
}

/** Text, and a time that makes it a to-do, in the provider's time zone. */
const CommentForm: Component<CommentFormProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const sense = useTime();
  const zone = () => sense.timeZone;
  const wall = (at: number) => `${dayIn(zone(), at as Instant)}T${timeIn(zone(), at as Instant)}`;
  // The form is made for one entry and goes with it.
  const comment = untrack(() => props.comment);
  const [scheduled, setScheduled] = createSignal(
    comment === undefined || comment.scheduled === null ? "" : wall(comment.scheduled),
  );
  const [assignee, setAssignee] = createSignal<string>(comment?.assignee ?? comment?.author ?? ports.uid);
  const [problems, setProblems] = createSignal<{ text?: string; scheduled?: string }>({});

  const moment = (): Instant | null => {
    const [day, time] = scheduled().split("T");
    if (day === undefined || time === undefined) return null;
    // The same minute as stored is the stored moment, seconds included.
    const kept = comment?.scheduled ?? null;
    if (kept !== null && wall(kept) === scheduled()) return kept;
    return instantAt(zone(), day as Day, time);
  };
  const submit = () => {
    const at = moment();
    const author = comment?.author ?? ports.uid;
    const draft: CommentDraft = {
      format: comment?.format ?? QUICK.format,
      type: comment?.type ?? QUICK.type,
      category: comment?.category ?? QUICK.category,
      text: props.text,
      scheduled: at,
      assignee: at === null || assignee() === author ? null : (assignee() as AdminId),
      mentions: comment?.mentions ?? [],
    };
    const checked = checkComment(draft, Date.now() as Instant, comment?.scheduled ?? null);
    if (checked.ok) {
      props.onSubmit(checked.value);
      return;
    }
    const { text, scheduled: when } = checked.error;
    setProblems({
      ...(text === undefined ? {} : { text: problemText(text) }),
      ...(when === undefined ? {} : { scheduled: "Choose a time that is not over." }),
    });
  };
  const staff = () =>
    Object.entries(workspace.directory()?.staff ?? {})
      .filter(([, entry]) => entry.active && entry.here)
      .map(([value, entry]) => ({ value, label: entry.name }));

  return (
    <form
      class="comment-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextArea
        label="Comment"
        value={props.text}
        onInput={(text) => {
          setProblems({});
          props.onText(text);
        }}
        onSubmit={submit}
        error={problems().text}
        maxLength={LONGEST_COMMENT}
        autofocus
        required
      />
      <div class="comment-when">
        <MomentField
          label="Scheduled"
          hint={scheduled() === "" ? "With a time it becomes a to-do." : undefined}
          value={scheduled()}
          onInput={setScheduled}
          error={problems().scheduled}
        />
        <Show when={scheduled() !== ""}>
          <Select label="For" options={staff()} value={assignee()} onChange={setAssignee} />
        </Show>
      </div>
      <div class="comment-shortcuts">
        <For each={SHORTCUTS}>
          {(shortcut) => (
            <Button
              small
              onClick={() => setScheduled(wall(shortcutAt(shortcut, Date.now() as Instant, zone())))}
            >
              {SHORTCUT_LABELS[shortcut]}
            </Button>
          )}
        </For>
        <Show when={scheduled() !== ""}>
          <Button small look="plain" onClick={() => setScheduled("")}>
            Clear
          </Button>
        </Show>
      </div>
      <div class="comment-actions">
        <Button type="submit" look="primary" disabled={props.text.trim() === ""}>
          {comment === undefined ? "Add" : "Save"}
        </Button>
        <Button onClick={() => props.onCancel()}>Cancel</Button>
      </div>
    </form>
  );
};

export default CommentForm;
