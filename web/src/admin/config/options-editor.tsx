import { For, Show, createSignal, type Component } from "solid-js";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import ArrowDown from "lucide-solid/icons/arrow-down";
import ArrowUp from "lucide-solid/icons/arrow-up";
import Plus from "lucide-solid/icons/plus";
import RotateCcw from "lucide-solid/icons/rotate-ccw";
import X from "lucide-solid/icons/x";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { TextField } from "../../ui/text-field.tsx";

export type FieldOption = FieldDefinition["options"][number];

interface OptionsEditorProps {
  readonly options: readonly FieldOption[];
  readonly onChange: (options: readonly FieldOption[]) => void;
  /** What is typed of another one. */
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Asked before one goes: an option in use is retired instead of removed. */
  readonly onRemove: (option: FieldOption) => void;
  readonly error: string | undefined;
  readonly locked: boolean;
}

/**
 * The ordered options of a select (10 §8.16). An option is its text, as customers hold it, so it is never reworded:
 * another wording is another option.
 */
export const OptionsEditor: Component<OptionsEditorProps> = (props) => {
  let list!: HTMLUListElement;
  const [twice, setTwice] = createSignal(false);
  const add = () => {
    const value = props.typed.trim();
    if (value === "") return;
    if (props.options.some((option) => option.value === value)) {
      setTwice(true);
      return;
    }
    props.onChange([...props.options, { value, retired: false }]);
    props.onType("");
  };
  const move = (from: number, steps: number) => {
    const moved = props.options[from];
    const to = from + steps;
    if (moved === undefined || to < 0 || to >= props.options.length) return;
    props.onChange(props.options.toSpliced(from, 1).toSpliced(to, 0, moved));
    // Moving an element takes its focus away; it goes where the option went.
    queueMicrotask(() => list.querySelectorAll<HTMLElement>("li")[to]?.focus());
  };
  const onKey = (event: KeyboardEvent, index: number) => {
    if (props.locked || event.target !== event.currentTarget) return;
    const steps = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (steps === 0) return;
    event.preventDefault();
    if (event.altKey) move(index, steps);
    else list.querySelectorAll<HTMLElement>("li")[index + steps]?.focus();
  };
  return (
    <fieldset class="options">
      <legend class="field-label">Options</legend>
      <ul ref={list} aria-label="Options, in their order">
        <For each={props.options}>
          {(option, index) => (
            // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the row takes Alt+arrow keys
            <li tabIndex={0} aria-label={option.value} onKeyDown={(event) => onKey(event, index())}>
              <bdi>{option.value}</bdi>
              <Show when={option.retired}>
                <Badge>No longer offered</Badge>
              </Show>
              <Show when={!props.locked}>
                <span class="options-buttons">
                  <Show when={option.retired}>
                    <IconButton
                      small
                      label={`Offer ${option.value} again`}
                      icon={<RotateCcw size={14} aria-hidden="true" />}
                      onClick={() =>
                        props.onChange(props.options.with(index(), { value: option.value, retired: false }))
                      }
                    />
                  </Show>
                  <IconButton
                    small
                    label={`Move ${option.value} up`}
                    disabled={index() === 0}
                    icon={<ArrowUp size={14} aria-hidden="true" />}
                    onClick={() => move(index(), -1)}
                  />
                  <IconButton
                    small
                    label={`Move ${option.value} down`}
                    disabled={index() === props.options.length - 1}
                    icon={<ArrowDown size={14} aria-hidden="true" />}
                    onClick={() => move(index(), 1)}
                  />
                  <IconButton
                    small
                    label={`Remove ${option.value}`}
                    icon={<X size={14} aria-hidden="true" />}
                    onClick={() => props.onRemove(option)}
                  />
                </span>
              </Show>
            </li>
          )}
        </For>
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
            label="New option"
            hideLabel
            placeholder="New option"
            value={props.typed}
            maxLength={255}
            onInput={(text) => {
              setTwice(false);
              props.onType(text);
            }}
            error={twice() ? "This option is there already." : props.error}
          />
          <Button onClick={add}>
            <Plus size={15} aria-hidden="true" />
            Add option
          </Button>
        </div>
        <p class="field-hint">Alt and the arrow keys move the option that has the focus.</p>
      </Show>
    </fieldset>
  );
};
