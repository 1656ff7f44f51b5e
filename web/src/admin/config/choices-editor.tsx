import { Index, Show, createSignal, type JSX } from "solid-js";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Plus from "lucide-solid/icons/plus";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import X from "lucide-solid/icons/x";
import { LONGEST_CHOICE_TITLE } from "@trunkline/domain/config/comments";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";

interface Choice {
  readonly key: string;
  readonly title: string;
  readonly retired: boolean;
}

interface ChoicesEditorProps<T extends Choice, Look extends string> {
  readonly label: string;
  /** What one of them is called. */
  readonly noun: string;
  readonly hint: string;
  readonly choices: readonly T[];
  /** Keys that are stored: records may hold them, so they are retired instead of removed. */
  readonly stored: ReadonlySet<string>;
  /** The key of the one that stays. */
  readonly always: string;
  readonly looks: readonly Look[];
  readonly lookLabel: string;
  readonly lookName: (look: Look) => string;
  readonly lookOf: (choice: T) => Look;
  readonly withLook: (choice: T, look: Look) => T;
  readonly make: (title: string) => T;
  readonly sign: (choice: T) => JSX.Element;
  readonly onChange: (choices: readonly T[]) => void;
  readonly error: string | undefined;
  readonly locked: boolean;
}

/** A key that no other choice has ever had; comments store it. */
export function newChoiceKey(): string {
  return `k${crypto.randomUUID().replaceAll("-", "").slice(0, 16)}`;
}

/** An ordered list of titles with a look each: types and categories of comments (12 §5.4). */
export function ChoicesEditor<T extends Choice, Look extends string>(
  props: ChoicesEditorProps<T, Look>,
): JSX.Element {
  let list!: HTMLUListElement;
  const [typed, setTyped] = createSignal("");
  const put = (index: number, choice: T) => props.onChange(props.choices.with(index, choice));
  const add = () => {
    const title = typed().trim();
    if (title === "") return;
    props.onChange([...props.choices, props.make(title)]);
    setTyped("");
  };
  const move = (from: number, steps: number) => {
    const moved = props.choices[from];
    const to = from + steps;
    if (moved === undefined || to < 0 || to >= props.choices.length) return;
    props.onChange(props.choices.toSpliced(from, 1).toSpliced(to, 0, moved));
    // The focus goes along with what was moved, so that pressing again moves it on.
    queueMicrotask(() => {
      const [up, down] =
        list.querySelectorAll("li")[to]?.querySelectorAll<HTMLButtonElement>("[data-move] button") ?? [];
      const [first, other] = steps < 0 ? [up, down] : [down, up];
      (first?.disabled === true ? other : first)?.focus();
    });
  };
  const remove = (index: number) => {
    const choice = props.choices[index];
    if (choice === undefined) return;
    if (props.stored.has(choice.key)) put(index, { ...choice, retired: true });
    else props.onChange(props.choices.toSpliced(index, 1));
  };
  return (
    <fieldset class="choices">
      <legend class="visually-hidden">{props.label}</legend>
      <ul ref={list} aria-label={`${props.label}, in their order`}>
        {/* By place: a row keeps its input, and the focus in it, while its title is typed. */}
        <Index each={props.choices}>
          {(choice, index) => (
            <li data-retired={choice().retired ? "" : undefined}>
              {props.sign(choice())}
              <TextField
                label={`Title of ${props.noun} ${index + 1}`}
                hideLabel
                value={choice().title}
                maxLength={LONGEST_CHOICE_TITLE}
                readOnly={props.locked}
                onInput={(title) => put(index, { ...choice(), title })}
              />
              <Select
                label={`${props.lookLabel} of ${choice().title}`}
                hideLabel
                options={props.looks.map((look) => ({ value: look, label: props.lookName(look) }))}
                value={props.lookOf(choice())}
                disabled={props.locked}
                onChange={(look) => put(index, props.withLook(choice(), look))}
              />
              <span class="choices-end">
                <Show when={choice().retired}>
                  <Badge>No longer offered</Badge>
                </Show>
                <Show when={!props.locked}>
                  <Show when={choice().retired}>
                    <IconButton
                      small
                      label={`Offer ${choice().title} again`}
                      icon={<RotateCcw size={14} aria-hidden="true" />}
                      onClick={() => put(index, { ...choice(), retired: false })}
                    />
                  </Show>
                  <span data-move="">
                    <IconButton
                      small
                      label={`Move ${choice().title} up`}
                      disabled={index === 0}
                      icon={<ArrowUp size={14} aria-hidden="true" />}
                      onClick={() => move(index, -1)}
                    />
                    <IconButton
                      small
                      label={`Move ${choice().title} down`}
                      disabled={index === props.choices.length - 1}
                      icon={<ArrowDown size={14} aria-hidden="true" />}
                      onClick={() => move(index, 1)}
                    />
                  </span>
                  <Show when={!choice().retired}>
                    <IconButton
                      small
                      label={
                        choice().key === props.always
                          ? `${choice().title} stays: quick comments use it`
                          : `Remove ${choice().title}`
                      }
                      disabled={choice().key === props.always}
                      icon={<X size={14} aria-hidden="true" />}
                      onClick={() => remove(index)}
                    />
                  </Show>
                </Show>
              </span>
            </li>
          )}
        </Index>
      </ul>
      <Show when={!props.locked}>
        <div
          class="options-add"
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            add();
          }}
        >
          <TextField
            label={`New ${props.noun}`}
            hideLabel
            placeholder={`New ${props.noun}`}
            value={typed()}
            maxLength={LONGEST_CHOICE_TITLE}
            onInput={setTyped}
          />
          <Button onClick={add}>
            <Plus size={15} aria-hidden="true" />
            Add {props.noun}
          </Button>
        </div>
      </Show>
      <Show when={props.error}>{(text) => <p class="field-error">{text()}</p>}</Show>
      <p class="field-hint">{props.hint}</p>
    </fieldset>
  );
}
