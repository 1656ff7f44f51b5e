import {
  ErrorBoundary,
  For,
  Match,
  Show,
  Switch,
  createMemo,
  createSignal,
  untrack,
  type Component,
} from "solid-js";
import type { GeneralConfig } from "@trunkline/domain/config/general";
import { problemText } from "@trunkline/domain/customer/problem";
import type { AttrValue } from "@trunkline/domain/fields/definition";
import { checkOwn, type PortalAttr } from "@trunkline/domain/portal/portal";
import type { AnswerOf } from "@trunkline/domain/calls/call";
import type { saveOwnProfile } from "@trunkline/domain/calls/portal";
import { CallError } from "../data/calls.ts";
import { browserClock } from "../lib/clock.ts";
import { createFormState } from "../lib/form.ts";
import { minutesText } from "../lib/minutes-text.ts";
import { createNow } from "../lib/now.ts";
import { report } from "../lib/report.ts";
import { Button } from "../ui/button.tsx";
import { Switch as Toggle } from "../ui/check.tsx";
import { MultiCombobox } from "../ui/combobox.tsx";
import { DateField, MomentField } from "../ui/date-field.tsx";
import { Select, type Option } from "../ui/select.tsx";
import { TextArea, TextField } from "../ui/text-field.tsx";
import { TimeProvider, type TimeSense } from "../ui/time.tsx";
import { attrText } from "./attr-text.ts";

type Values = Record<string, AttrValue>;
export type SaveAnswer = AnswerOf<typeof saveOwnProfile>;
export type SaveOwn = (
  touched: Readonly<Record<string, { readonly base: AttrValue; readonly mine: AttrValue }>>,
) => Promise<SaveAnswer>;

interface OwnFieldsProps {
  /** Those the customer may change. */
  readonly attrs: readonly PortalAttr[];
  /** How the installation writes days and times. */
  readonly general: GeneralConfig;
  readonly save: SaveOwn;
  /** An operator who only looks on. */
  readonly readOnly: boolean;
}

const keyOf = ({ name }: PortalAttr) => `attr_${name}`;
// A value no option can have: typed text holds no control characters.
const NONE: Option = { value: "\u0000", label: "None" };
const YES_NO: readonly Option[] = [
  { value: "true", label: "Yes" },
  { value: "false", label: "No" },
];
const INPUT_TYPES: Readonly<Record<string, "email" | "tel" | "url">> = {
  email: "email",
  phone: "tel",
  url: "url",
};

/** What the provider asks its customers for: additional fields with Edit (10 §8.22, 20 §11.1). */
export const OwnFields: Component<OwnFieldsProps> = (props) => {
  const stored = createMemo<Values>(() =>
    Object.fromEntries(props.attrs.map((attr) => [keyOf(attr), attr.value])),
  );
  const form = createFormState<Values>({
    stored,
    get fields() {
      return props.attrs.map(keyOf);
    },
    validate(values) {
      const checked = props.attrs.map(
        (attr) => [keyOf(attr), checkOwn(attr, values[keyOf(attr)] ?? null, props.general.timeZone)] as const,
      );
      return Object.fromEntries(
        checked.flatMap(([key, result]) => (result.ok ? [] : [[key, problemText(result.error)]])),
      );
    },
  });
  const now = createNow(browserClock, 30_000);
  const sense: TimeSense = {
    get locale() {
      return props.general.language;
    },
    get timeZone() {
      return props.general.timeZone;
    },
    get dateFormat() {
      return props.general.dateFormat;
    },
    get hours() {
      return props.general.hours;
    },
    now,
  };
  const [busy, setBusy] = createSignal(false);
  const [said, setSaid] = createSignal<{ readonly good: boolean; readonly text: string }>();
  const other = (attr: PortalAttr) => form.conflicts().find(({ field }) => field === keyOf(attr));

  const save = async () => {
    setSaid(undefined);
    if (busy() || form.check().length > 0) return;
    if (form.conflicts().length > 0) {
      setSaid({ good: false, text: "Some of it was changed meanwhile. Choose above which to keep." });
      return;
    }
    const sent = form.changes();
    const touched = Object.fromEntries(
      props.attrs.flatMap((attr) => {
        const change = sent[keyOf(attr)];
        if (change === undefined) return [];
        const checked = checkOwn(attr, change.value, props.general.timeZone);
        return [[keyOf(attr), { base: change.base, mine: checked.ok ? checked.value : change.value }]];
      }),
    );
    if (Object.keys(touched).length === 0) return;
    setBusy(true);
    try {
      const answer = await props.save(touched);
      if (answer.kind === "done" || answer.kind === "nothing") {
        form.saved(sent);
        setSaid({ good: true, text: "Saved." });
      } else if (answer.kind === "fields") {
        const messages = Object.entries(answer.problems).map(([key, problem]) => [key, problemText(problem)]);
        form.refuse(Object.fromEntries(messages) as Record<string, string>);
      } else if (answer.kind === "conflict") {
        setSaid({
          good: false,
          text: "Some of it was changed meanwhile. Look at it once more and press Save.",
        });
      } else if (answer.kind === "limit") {
        setSaid({
          good: false,
          text: `Too many changes in a short time. What you typed is kept; press Save again in ${minutesText(answer.minutes)}.`,
        });
      } else setSaid({ good: false, text: "This cannot be changed now. What you typed is kept." });
    } catch (cause) {
      const offline = cause instanceof CallError && cause.failure === "offline";
      if (!offline) report(cause);
      setSaid({
        good: false,
        text: offline
          ? "No connection. What you typed is kept; press Save again when you are back online."
          : "Something went wrong on our side. What you typed is kept; press Save again.",
      });
    } finally {
      setBusy(false);
    }
  };

  return (
    <section class="portal-card" aria-labelledby="own-fields">
      <h2 id="own-fields">More about you</h2>
      <form
        class="portal-form"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <For each={props.attrs}>
          {(attr) => (
            <div onFocusOut={() => form.leave(keyOf(attr))}>
              <ErrorBoundary
                fallback={(error: unknown, reset) => (
                  <BrokenField title={attr.title} error={error} onRetry={reset} />
                )}
              >
                <TimeProvider value={sense}>
                  <OwnField
                    zone={props.general.timeZone}
                    attr={attr}
                    value={form.value(keyOf(attr)) ?? null}
                    onChange={(value) => {
                      setSaid(undefined);
                      form.set(keyOf(attr), value);
                    }}
                    error={form.error(keyOf(attr))}
                    readOnly={props.readOnly}
                  />
                </TimeProvider>
              </ErrorBoundary>
              <Show when={other(attr)}>
                {(theirs) => (
                  <p class="portal-other" role="status">
                    <span>
                      Changed meanwhile to “
                      <bdi>{attrText({ ...attr, value: theirs().theirs }, props.general) || "nothing"}</bdi>”.
                    </span>
                    <Button small onClick={() => form.take(keyOf(attr))}>
                      Take
                    </Button>
                    <Button small onClick={() => form.keep(keyOf(attr))}>
                      Keep mine
                    </Button>
                  </p>
                )}
              </Show>
            </div>
          )}
        </For>
        <Show when={!props.readOnly}>
          <div class="portal-actions">
            <Button type="submit" look="primary" busy={busy()} disabled={!form.dirty()}>
              Save
            </Button>
            <Show when={form.dirty() && !busy()}>
              <Button look="plain" onClick={() => form.reset()}>
                Discard
              </Button>
            </Show>
            <span role="status" classList={{ "portal-bad": said()?.good === false }}>
              {said()?.text ?? ""}
            </span>
          </div>
        </Show>
      </form>
    </section>
  );
};

/** In the place of a field that broke: the others stay, with what is typed in them. */
const BrokenField: Component<{
  readonly title: string;
  readonly error: unknown;
  readonly onRetry: () => void;
}> = (props) => {
  report(untrack(() => props.error));
  return (
    <p class="portal-other" role="alert">
      <span>
        “<bdi>{props.title}</bdi>” cannot be shown here. The rest can be changed and saved.
      </span>
      <Button small onClick={() => props.onRetry()}>
        Try again
      </Button>
    </p>
  );
};

interface OwnFieldProps {
  readonly attr: PortalAttr;
  /** The office's. */
  readonly zone: string;
  readonly value: AttrValue;
  readonly onChange: (value: AttrValue) => void;
  readonly error: string | undefined;
  readonly readOnly: boolean;
}

const OwnField: Component<OwnFieldProps> = (props) => {
  const common = () => ({ label: props.attr.title, error: props.error, required: props.attr.required });
  const text = () => {
    const { value } = props;
    return value === null || typeof value === "object" ? "" : String(value);
  };
  // Kept as it can be stored as soon as that changes nothing of what stands there: typed back, it is no change.
  const type = (typed: string) => {
    const checked = checkOwn(props.attr, typed, props.zone);
    const same = checked.ok && (checked.value === null ? typed === "" : String(checked.value) === typed);
    props.onChange(same && checked.ok ? checked.value : typed);
  };
  const kind = () => props.attr.type;
  const chosen = () => (Array.isArray(props.value) ? (props.value as readonly string[]) : []);
  const options = (): readonly Option[] => {
    const known =
      kind() === "boolean" ? YES_NO : props.attr.options.map((value) => ({ value, label: value }));
    const stored = kind() === "multiselect" ? chosen() : [text()].filter((one) => one !== "");
    const missing = stored.filter((one) => !known.some(({ value }) => value === one));
    return [
      ...(props.attr.required || kind() === "multiselect" ? [] : [NONE]),
      ...known,
      ...missing.map((value) => ({ value, label: value, disabled: true })),
    ];
  };
  return (
    <Switch
      fallback={
        <TextField
          {...common()}
          type={INPUT_TYPES[kind()] ?? "text"}
          inputMode={kind() === "integer" ? "numeric" : kind() === "decimal" ? "decimal" : undefined}
          value={text()}
          onInput={type}
          readOnly={props.readOnly}
        />
      }
    >
      <Match when={kind() === "text"}>
        <TextArea {...common()} value={text()} onInput={type} readOnly={props.readOnly} />
      </Match>
      <Match when={kind() === "date"}>
        <DateField {...common()} value={text()} onInput={type} readOnly={props.readOnly} />
      </Match>
      <Match when={kind() === "datetime"}>
        <MomentField {...common()} value={text()} onInput={type} readOnly={props.readOnly} />
      </Match>
      <Match when={kind() === "boolean" && !props.attr.required}>
        <Toggle
          label={props.attr.title}
          checked={props.value === true}
          onChange={props.onChange}
          disabled={props.readOnly}
        />
      </Match>
      <Match when={kind() === "select" || kind() === "boolean"}>
        <Select
          {...common()}
          options={options()}
          value={text() === "" && !props.attr.required ? NONE.value : text()}
          onChange={(value) => {
            if (value === NONE.value) props.onChange(null);
            else props.onChange(kind() === "boolean" ? value === "true" : value);
          }}
          disabled={props.readOnly}
        />
      </Match>
      <Match when={kind() === "multiselect"}>
        <MultiCombobox
          {...common()}
          options={options()}
          values={chosen()}
          onChange={props.onChange}
          disabled={props.readOnly}
        />
      </Match>
    </Switch>
  );
};

export default OwnFields;
