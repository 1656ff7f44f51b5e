import { Show, createMemo, type JSX } from "solid-js";
import type { FormState } from "../../lib/form.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/check.tsx";
import { TextField } from "../../ui/text-field.tsx";

interface SettingProps<T extends object> {
  readonly form: FormState<T>;
  readonly name: keyof T & string;
  /** How a value reads in words, when a colleague stored another one. */
  readonly words?: ((value: unknown) => string) | undefined;
  readonly children: JSX.Element;
}

/** One setting with its control, and what to do when a colleague stored another value meanwhile. */
export function Setting<T extends object>(props: SettingProps<T>): JSX.Element {
  const conflict = createMemo(() => props.form.conflicts().find(({ field }) => field === props.name));
  const words = (value: unknown) => props.words?.(value) ?? plainWords(value);
  return (
    <div class="setting" data-field={props.name} onFocusOut={() => props.form.leave(props.name)}>
      {props.children}
      <Show when={conflict()}>
        {(now) => (
          <div class="setting-conflict" role="status">
            <span>
              A colleague changed this to “<bdi>{words(now().theirs)}</bdi>”.
            </span>
            <Button small onClick={() => props.form.take(props.name)}>
              Take
            </Button>
            <Button small onClick={() => props.form.keep(props.name)}>
              Keep mine
            </Button>
          </div>
        )}
      </Show>
    </div>
  );
}

function plainWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "On" : "Off";
  if (value === null || value === undefined || value === "") return "—";
  return Array.isArray(value) ? value.map((one) => plainWords(one)).join(", ") : String(value);
}

type KeysOf<T, V> = { [K in keyof T]: T[K] extends V ? K : never }[keyof T] & string;

interface LineProps<T extends object> {
  readonly form: FormState<T>;
  readonly name: KeysOf<T, string>;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly locked?: boolean;
  readonly required?: boolean;
  readonly maxLength?: number;
}

/** A setting that is a line of text. */
export function LineSetting<T extends object>(props: LineProps<T>): JSX.Element {
  return (
    <Setting form={props.form} name={props.name}>
      <TextField
        label={props.label}
        hint={props.hint}
        required={props.required}
        maxLength={props.maxLength}
        readOnly={props.locked}
        value={String(props.form.value(props.name) ?? "")}
        onInput={(text) => props.form.set(props.name, text as T[KeysOf<T, string>])}
        error={props.form.error(props.name)}
      />
    </Setting>
  );
}

/** What a number field holds while it is typed: the number as soon as it is one, the text until then. */
export type Typed = number | string | null;

/** The typed text as a number where the number would be written the same; nothing is null. */
export function typedNumber(text: string): Typed {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  return String(Number(trimmed)) === trimmed ? Number(trimmed) : text;
}

interface NumberProps<T extends object> extends Omit<LineProps<T>, "name"> {
  readonly name: KeysOf<T, Typed>;
}

/** A setting that is a number. */
export function NumberSetting<T extends object>(props: NumberProps<T>): JSX.Element {
  return (
    <Setting form={props.form} name={props.name}>
      <TextField
        label={props.label}
        hint={props.hint}
        required={props.required}
        readOnly={props.locked}
        inputMode="decimal"
        value={String(props.form.value(props.name) ?? "")}
        onInput={(text) => props.form.set(props.name, typedNumber(text) as T[KeysOf<T, Typed>])}
        error={props.form.error(props.name)}
      />
    </Setting>
  );
}

interface FlagProps<T extends object> {
  readonly form: FormState<T>;
  readonly name: KeysOf<T, boolean>;
  readonly label: string;
  readonly hint?: string;
  readonly locked?: boolean;
}

/** A setting that is on or off and stored with the rest of its form. */
export function FlagSetting<T extends object>(props: FlagProps<T>): JSX.Element {
  return (
    <Setting form={props.form} name={props.name}>
      <Checkbox
        label={
          <span class="flag-text">
            {props.label}
            <Show when={props.hint}>
              <small>{props.hint}</small>
            </Show>
          </span>
        }
        checked={props.form.value(props.name) === true}
        onChange={(on) => props.form.set(props.name, on as T[KeysOf<T, boolean>])}
        disabled={props.locked}
      />
      <Show when={props.form.error(props.name)}>{(text) => <p class="field-error">{text()}</p>}</Show>
    </Setting>
  );
}
