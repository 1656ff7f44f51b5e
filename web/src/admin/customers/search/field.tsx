import { For, Match, Show, Switch, type Component } from "solid-js";
import { Checkbox } from "../../../ui/check.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { isText, type SearchField } from "./fields.ts";

interface SearchInputProps {
  readonly of: SearchField;
  readonly strict: boolean;
  readonly value: readonly string[];
  readonly onValue: (value: readonly string[]) => void;
  readonly problem: string | undefined;
}

/** The control of one search field: a text, a range, or choices of which any may hold. */
export const SearchInput: Component<SearchInputProps> = (props) => {
  const single = () => isText(props.of) || props.of.key === "number";
  return (
    <Switch fallback={<Range {...props} />}>
      <Match when={single()}>
        <TextField
          label={props.of.title}
          value={props.value[0] ?? ""}
          onInput={(text) => props.onValue(text === "" ? [] : [text])}
          error={props.problem}
          inputMode={props.of.key === "number" ? "numeric" : undefined}
          aside={props.strict || props.of.key === "number" ? "strict" : undefined}
        />
      </Match>
      <Match when={Array.isArray(props.of.filter)}>
        <Choices {...props} />
      </Match>
    </Switch>
  );
};

const Choices: Component<SearchInputProps> = (props) => {
  const options = () => props.of.filter as readonly { readonly value: string; readonly label: string }[];
  const every = () => options().length > 0 && props.value.length === options().length;
  const set = (value: string, on: boolean) =>
    props.onValue(on ? [...props.value, value] : props.value.filter((one) => one !== value));
  return (
    <fieldset class="search-group">
      <legend class="field-label">{props.of.title}</legend>
      <div class="search-choices">
        <Show when={options().length > 1}>
          <Checkbox
            label="Select all"
            checked={every()}
            mixed={!every() && props.value.length > 0}
            onChange={(on) => props.onValue(on ? options().map(({ value }) => value) : [])}
          />
        </Show>
        <For each={options()} fallback={<p class="field-hint">Nothing to choose from</p>}>
          {(option) => (
            <Checkbox
              label={<bdi>{option.label}</bdi>}
              checked={props.value.includes(option.value)}
              onChange={(on) => set(option.value, on)}
            />
          )}
        </For>
      </div>
      <Show when={props.problem}>{(problem) => <p class="field-error">{problem()}</p>}</Show>
    </fieldset>
  );
};

const Range: Component<SearchInputProps> = (props) => {
  const end = (index: number) => props.value[index] ?? "";
  const set = (from: string, to: string) => props.onValue(from === "" && to === "" ? [] : [from, to]);
  return (
    <fieldset class="search-group">
      <legend class="field-label">{props.of.title}</legend>
      <div class="search-range">
        <Show
          when={props.of.filter === "days"}
          fallback={
            <>
              <TextField
                label="From"
                inputMode="decimal"
                value={end(0)}
                onInput={(text) => set(text, end(1))}
                error={props.problem}
              />
              <TextField
                label="To"
                inputMode="decimal"
                value={end(1)}
                onInput={(text) => set(end(0), text)}
              />
            </>
          }
        >
          <DateField label="From" value={end(0)} onInput={(day) => set(day, end(1))} error={props.problem} />
          <DateField label="To" value={end(1)} onInput={(day) => set(end(0), day)} />
        </Show>
      </div>
    </fieldset>
  );
};
