import { For, Show, createMemo, createSignal, createUniqueId, type Component } from "solid-js";
import { LONGEST_COMMENT } from "@trunkline/domain/comment/comment";
import { handleOf, mentionsIn, offerMentions, type Mentionable } from "@trunkline/domain/comment/mention";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/text-field.tsx";
import { useWorkspace } from "../../workspace.tsx";
import { difference, toggleMark, type Mark, type Selected } from "./format.ts";
import { mentionable, working } from "./people.ts";
import { CommentText } from "./text.tsx";
import { Toolbar } from "./toolbar.tsx";

interface EditorProps {
  readonly value: string;
  readonly onInput: (text: string) => void;
  readonly onSubmit: () => void;
  readonly error: string | undefined;
  /** Formatted: with tools and a look at the result. */
  readonly rich: boolean;
}

const KEYS: Readonly<Record<string, Mark>> = { b: "**", i: "*", u: "__" };

/** The text of a comment: @ offers colleagues, and a formatted one has its tools (12 §4.10, §5.3). */
export const Editor: Component<EditorProps> = (props) => {
  const workspace = useWorkspace();
  const list = `offers${createUniqueId()}`;
  let box: HTMLTextAreaElement | undefined;
  const [caret, setCaret] = createSignal<number>();
  const [refused, setRefused] = createSignal<number>();
  const [active, setActive] = createSignal(0);
  const [preview, setPreview] = createSignal(false);
  const people = createMemo(() => mentionable(workspace.directory(), working));
  const offer = createMemo(() => {
    const at = caret();
    const found = at === undefined ? undefined : offerMentions(props.value, at, people());
    return found?.at === refused() ? undefined : found;
  });
  const chosen = () => Math.min(active(), (offer()?.people.length ?? 1) - 1);

  /** Changes the text as if it were typed, so that the browser can undo it. */
  const apply = (next: Selected) => {
    if (box === undefined) return;
    const [start, end, part] = difference(box.value, next.text);
    box.focus();
    box.setSelectionRange(start, end);
    const done =
      typeof document.execCommand === "function" &&
      (part === "" && start === end
        ? true
        : document.execCommand(part === "" ? "delete" : "insertText", false, part));
    if (!done) {
      box.setRangeText(part, start, end, "end");
      props.onInput(box.value);
    }
    box.setSelectionRange(next.start, next.end);
    setCaret(next.end);
  };
  const selected = (): Selected => ({
    text: props.value,
    start: box?.selectionStart ?? props.value.length,
    end: box?.selectionEnd ?? props.value.length,
  });
  const mention = (person: Mentionable) => {
    const found = offer();
    const end = caret();
    if (found === undefined || end === undefined) return;
    const inserted = `@${handleOf(person, people())} `;
    const rest = props.value.slice(end);
    const at = found.at + inserted.length;
    apply({
      text: props.value.slice(0, found.at) + inserted + (rest.startsWith(" ") ? rest.slice(1) : rest),
      start: at,
      end: at,
    });
  };
  const onKey = (event: KeyboardEvent) => {
    const mark =
      (event.ctrlKey || event.metaKey) && !event.altKey ? KEYS[event.key.toLowerCase()] : undefined;
    if (props.rich && mark !== undefined) {
      event.preventDefault();
      apply(toggleMark(selected(), mark));
      return;
    }
    const found = offer();
    if (found === undefined || event.isComposing) return;
    const last = found.people.length - 1;
    const person = found.people[chosen()];
    if (event.key === "ArrowDown") setActive(chosen() === last ? 0 : chosen() + 1);
    else if (event.key === "ArrowUp") setActive(chosen() === 0 ? last : chosen() - 1);
    else if (event.key === "Escape") setRefused(found.at);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") {
      if (person !== undefined) mention(person);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <Show
        when={!preview()}
        fallback={
          <div class="comment-preview" role="region" aria-label="Preview">
            <CommentText
              comment={{ text: props.value, format: "markup", mentions: mentionsIn(props.value, people()) }}
            />
          </div>
        }
      >
        <TextArea
          label="Comment"
          value={props.value}
          onInput={(text) => {
            setActive(0);
            props.onInput(text);
          }}
          onSubmit={() => props.onSubmit()}
          error={props.error}
          maxLength={LONGEST_COMMENT}
          ref={(element) => (box = element)}
          onKey={onKey}
          onCaret={(element) => {
            const { selectionStart, selectionEnd } = element;
            setCaret(selectionStart === selectionEnd ? selectionStart : undefined);
          }}
          onBlur={() => setCaret(undefined)}
          offers={offer() === undefined ? undefined : { list, active: `${list}-${chosen()}` }}
          above={<Show when={props.rich}>{<Toolbar selected={selected} onEdit={apply} />}</Show>}
          below={
            <Show when={offer()}>
              {(found) => (
                <ul class="mention-offers" role="listbox" id={list} aria-label="Colleagues to mention">
                  <For each={found().people}>
                    {(person, index) => (
                      // The text keeps the focus; the keys are handled there.
                      // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- as above
                      <li
                        id={`${list}-${index()}`}
                        role="option"
                        aria-selected={index() === chosen()}
                        onPointerDown={(event) => event.preventDefault()}
                        onClick={() => mention(person)}
                      >
                        <bdi>{person.name}</bdi> <small>{person.login}</small>
                      </li>
                    )}
                  </For>
                </ul>
              )}
            </Show>
          }
          autofocus
          required
        />
      </Show>
      <Show when={props.rich}>
        <Button small look="plain" aria-pressed={preview()} onClick={() => setPreview(!preview())}>
          Preview
        </Button>
      </Show>
    </>
  );
};
