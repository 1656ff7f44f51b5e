import { For, Show, createSignal, untrack, type Component } from "solid-js";
import { checkComment, type CommentDraft } from "@trunkline/domain/comment/edit";
import { mentionsIn } from "@trunkline/domain/comment/mention";
import type { Comment } from "@trunkline/domain/comment/comment";
import { SHORTCUTS, shortcutAt, type Shortcut } from "@trunkline/domain/comment/shortcuts";
import { offered } from "@trunkline/domain/config/comments";
import { problemText } from "@trunkline/domain/customer/problem";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { parseDay } from "@trunkline/domain/time/day";
import { readTypedTime } from "@trunkline/domain/time/typed";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn, instantAt, timeIn } from "@trunkline/domain/time/zone";
import { usePorts } from "../../../data/ports.tsx";
import { Button } from "../../../ui/button.tsx";
import { MomentField } from "../../../ui/date-field.tsx";
import { Select } from "../../../ui/select.tsx";
import { useTime } from "../../../ui/time.tsx";
import { useWorkspace } from "../../workspace.tsx";
import type { Writing } from "./create-writing.ts";
import { Editor } from "./editor.tsx";
import { CommentSign } from "./look.tsx";
import { mentionable, working } from "./people.ts";

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
  readonly writing: Writing;
  /** With type and category, as in the tab (12 §5.3). */
  readonly full: boolean;
  readonly onSubmit: (draft: CommentDraft) => void;
  readonly onCancel: () => void;
}

/** Text, and a time that makes it a to-do, in the provider's time zone; in the tab also type and category. */
const CommentForm: Component<CommentFormProps> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const sense = useTime();
  const zone = () => sense.timeZone;
  const wall = (at: number) => `${dayIn(zone(), at as Instant)}T${timeIn(zone(), at as Instant)}`;
  // The form is made for one entry and goes with it.
  const comment = untrack(() => props.comment);
  const author = comment?.author ?? ports.uid;
  const value = () => props.writing.value();
  const [problems, setProblems] = createSignal<{ text?: string; scheduled?: string }>({});
  const set = (part: Partial<CommentDraft>) => {
    setProblems({});
    props.writing.set(part);
  };

  const momentOf = (typed: string): Instant | null => {
    const [first = "", time = ""] = typed.split("T");
    const day = parseDay(first);
    if (day === undefined || readTypedTime(time) !== time) return null;
    // The same minute as stored is the stored moment, seconds included.
    const kept = comment?.scheduled ?? null;
    if (kept !== null && wall(kept) === typed) return kept;
    return instantAt(zone(), day, time);
  };
  // What was typed for the time and is none: it stays in its field, and is no comment without a time.
  const [unread, setUnread] = createSignal("");
  const schedule = (at: Instant | null, typed = "") => {
    setUnread(typed);
    set({ scheduled: at });
  };
  const submit = () => {
    if (unread() !== "") {
      setProblems({ scheduled: "This is not a date with a time." });
      return;
    }
    // Whoever was named already stays named, also when he works here no more.
    const people = mentionable(
      workspace.directory(),
      (entry, id) => working(entry) || comment?.mentions.includes(id) === true,
    );
    const draft = { ...value(), mentions: mentionsIn(value().text, people) };
    const checked = checkComment(draft, Date.now() as Instant, comment?.scheduled ?? null);
    if (checked.ok) {
      props.onSubmit(checked.value);
      return;
    }
    const { text, scheduled: when, mentions } = checked.error;
    const tooMany = mentions === undefined ? undefined : "At most 20 people can be mentioned.";
    const said = text === undefined ? tooMany : problemText(text);
    setProblems({
      ...(said === undefined ? {} : { text: said }),
      ...(when === undefined ? {} : { scheduled: "Choose a time that is not over." }),
    });
  };
  const staffFor = (chosen: string) =>
    mentionable(workspace.directory(), (entry, id) => working(entry) || id === chosen);
  const assignee = (): string => value().assignee ?? author;
  const staff = () => staffFor(assignee()).map(({ id, name }) => ({ value: id as string, label: name }));
  const types = () => offered(workspace.commentsConfig()?.types ?? [], value().type);
  const categories = () => offered(workspace.commentsConfig()?.categories ?? [], value().category);

  return (
    <form
      class="comment-form"
      aria-label={comment === undefined ? "New comment" : "Edit the comment"}
      // The past is refused in our words; an overdue to-do keeps its time.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Editor
        value={value().text}
        onInput={(text) => set({ text })}
        onSubmit={submit}
        error={problems().text}
        rich={value().format === "markup"}
      />
      <div class="comment-when">
        <Show when={props.full}>
          <Select
            label="Type"
            options={types().map(({ key, title }) => ({ value: key, label: title }))}
            value={value().type}
            onChange={(type) => set({ type })}
            render={(option) => (
              <>
                <CommentSign
                  small
                  icon={types().find(({ key }) => key === option.value)?.icon ?? "bubble"}
                  colour="gray"
                />
                {option.label}
              </>
            )}
          />
          <Select
            label="Category"
            options={categories().map(({ key, title }) => ({ value: key, label: title }))}
            value={value().category}
            onChange={(category) => set({ category })}
            render={(option) => (
              <>
                <span
                  class={`category-dot ${categories().find(({ key }) => key === option.value)?.colour ?? "gray"}`}
                  aria-hidden="true"
                />
                {option.label}
              </>
            )}
          />
        </Show>
        <MomentField
          label="Scheduled"
          hint={value().scheduled === null ? "With a time it becomes a to-do." : undefined}
          value={unread() || wallOf(value().scheduled, wall)}
          min={wall(workspace.now())}
          onInput={(typed) => {
            const at = momentOf(typed);
            schedule(at, at === null ? typed : "");
          }}
          error={problems().scheduled}
        />
        <Show when={value().scheduled !== null}>
          <Select
            label="For"
            options={staff()}
            value={assignee()}
            onChange={(id) => set({ assignee: id as AdminId })}
          />
        </Show>
      </div>
      <div class="comment-shortcuts">
        <For each={SHORTCUTS}>
          {(shortcut) => (
            <Button small onClick={() => schedule(shortcutAt(shortcut, Date.now() as Instant, zone()))}>
              {SHORTCUT_LABELS[shortcut]}
            </Button>
          )}
        </For>
        <Show when={value().scheduled !== null || unread() !== ""}>
          <Button small look="plain" onClick={() => schedule(null)}>
            Clear
          </Button>
        </Show>
      </div>
      <div class="comment-actions">
        <Button type="submit" look="primary" disabled={value().text.trim() === ""}>
          {comment === undefined ? "Add" : "Save"}
        </Button>
        <Button onClick={() => props.onCancel()}>Cancel</Button>
      </div>
    </form>
  );
};

const wallOf = (at: Instant | null, wall: (at: number) => string) => (at === null ? "" : wall(at));

export default CommentForm;
