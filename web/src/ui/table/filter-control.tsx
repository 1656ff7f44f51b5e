import { For, Match, Switch, type JSX } from "solid-js";
import { Checkbox } from "../check.tsx";
import { Popover } from "../popover.tsx";
import type { Column } from "./types.ts";

interface FilterControlProps<Row> {
  readonly column: Column<Row>;
  readonly value: string;
  readonly onValue: (text: string) => void;
  /** Says which column, where it does not stand under its heading; of those with choices. */
  readonly titled?: boolean;
}

type Options = readonly { readonly value: string; readonly label: string }[];

/** What narrows one column: choices of which any may hold, a range of days, or text. Columns without it show nothing. */
export function FilterControl<Row>(props: FilterControlProps<Row>): JSX.Element {
  const name = () => `Filter by ${props.column.title}`;
  const options = (): Options | undefined =>
    Array.isArray(props.column.filter) ? (props.column.filter as Options) : undefined;
  const money = () => {
    const filter = props.column.filter;
    return typeof filter === "object" && "kind" in filter ? filter : undefined;
  };
  return (
    <Switch>
      <Match when={props.column.filter === "text"}>
        <input
          type="search"
          dir="auto"
          aria-label={name()}
          placeholder="Any"
          value={props.value}
          onInput={(event) => props.onValue(event.currentTarget.value)}
        />
      </Match>
      <Match when={props.column.filter === "days"}>
        <Days title={props.column.title} value={props.value} onValue={(text) => props.onValue(text)} />
      </Match>
      <Match when={props.column.filter === "numbers"}>
        <Numbers
          title={props.column.title}
          factor={1}
          value={props.value}
          onValue={(text) => props.onValue(text)}
        />
      </Match>
      <Match when={money()}>
        {(filter) => (
          <Numbers
            title={props.column.title}
            factor={10 ** filter().decimals}
            value={props.value}
            onValue={(text) => props.onValue(text)}
          />
        )}
      </Match>
      <Match when={options()}>
        {(choices) => (
          <Choices
            name={name()}
            title={props.titled === true ? props.column.title : undefined}
            options={choices()}
            value={props.value}
            onValue={(text) => props.onValue(text)}
          />
        )}
      </Match>
    </Switch>
  );
}

interface ChoicesProps {
  readonly name: string;
  /** Shown before what is chosen. */
  readonly title: string | undefined;
  readonly options: Options;
  readonly value: string;
  readonly onValue: (text: string) => void;
}

function Choices(props: ChoicesProps): JSX.Element {
  const chosen = () => (props.value === "" ? [] : props.value.split(","));
  const shown = () => {
    const [first, second] = chosen();
    if (first === undefined) return "Any";
    if (second !== undefined) return `${chosen().length} chosen`;
    return props.options.find((option) => option.value === first)?.label ?? first;
  };
  const set = (value: string, on: boolean) =>
    props.onValue((on ? [...chosen(), value] : chosen().filter((one) => one !== value)).join(","));
  return (
    <Popover
      label={props.name}
      trigger={
        <>
          <span class={props.title === undefined ? "visually-hidden" : "filter-title"}>
            {props.title ?? props.name}:
          </span>{" "}
          {shown()}
        </>
      }
    >
      <div class="filter-choices" role="group" aria-label={props.name}>
        <For each={props.options} fallback={<p>Nothing to choose from</p>}>
          {(option) => (
            <Checkbox
              label={<bdi>{option.label}</bdi>}
              checked={chosen().includes(option.value)}
              onChange={(on) => set(option.value, on)}
            />
          )}
        </For>
      </div>
    </Popover>
  );
}

interface DaysProps {
  readonly title: string;
  readonly value: string;
  readonly onValue: (text: string) => void;
}

function Days(props: DaysProps): JSX.Element {
  const end = (index: number) => props.value.split("..")[index] ?? "";
  const set = (from: string, to: string) => props.onValue(from === "" && to === "" ? "" : `${from}..${to}`);
  return (
    <Popover
      label={`Filter by ${props.title}`}
      trigger={
        <>
          <span class="visually-hidden">Filter by {props.title}: </span>
          {props.value === "" ? "Any" : `${end(0)} – ${end(1)}`}
        </>
      }
    >
      <div class="filter-choices">
        <label>
          From
          <input type="date" value={end(0)} onChange={(event) => set(event.currentTarget.value, end(1))} />
        </label>
        <label>
          To
          <input type="date" value={end(1)} onChange={(event) => set(end(0), event.currentTarget.value)} />
        </label>
      </div>
    </Popover>
  );
}

interface NumbersProps {
  readonly title: string;
  /** What one typed unit counts in the filter: 100 for an amount in cents. */
  readonly factor: number;
  readonly value: string;
  readonly onValue: (text: string) => void;
}

/** A range of numbers; both ends the same is one number. */
function Numbers(props: NumbersProps): JSX.Element {
  const end = (index: number) => {
    const ends = props.value.split("..");
    const stored = ends.length === 1 ? ends[0] : ends[index];
    return stored === undefined || stored === "" ? "" : String(Number(stored) / props.factor);
  };
  const kept = (typed: string) =>
    typed.trim() === "" || !Number.isFinite(Number(typed))
      ? ""
      : String(Math.round(Number(typed) * props.factor));
  const set = (from: string, to: string) => {
    const [low, high] = props.factor === 1 ? [from.trim(), to.trim()] : [kept(from), kept(to)];
    props.onValue(low === "" && high === "" ? "" : `${low}..${high}`);
  };
  const shown = () => {
    if (props.value === "") return "Any";
    return end(0) === end(1) ? end(0) : `${end(0)} – ${end(1)}`;
  };
  return (
    <Popover
      label={`Filter by ${props.title}`}
      trigger={
        <>
          <span class="visually-hidden">Filter by {props.title}: </span>
          {shown()}
        </>
      }
    >
      <div class="filter-choices">
        <label>
          From
          <input
            type="number"
            step="any"
            value={end(0)}
            onChange={(event) => set(event.currentTarget.value, end(1))}
          />
        </label>
        <label>
          To
          <input
            type="number"
            step="any"
            value={end(1)}
            onChange={(event) => set(end(0), event.currentTarget.value)}
          />
        </label>
      </div>
    </Popover>
  );
}
