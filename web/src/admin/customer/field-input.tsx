import { Match, Show, Switch, createMemo, type Component, type JSX } from "solid-js";
import type { CheckContext } from "@trunkline/domain/customer/check";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_FIELDS, isCustomerField } from "@trunkline/domain/customer/table";
import type { FieldValue } from "@trunkline/domain/fields/definition";
import ExternalLink from "lucide-solid/icons/external-link";
import type { FormState } from "../../lib/form.ts";
import { Switch as Toggle } from "../../ui/check.tsx";
import { MultiCombobox } from "../../ui/combobox.tsx";
import { DateField, MomentField } from "../../ui/date-field.tsx";
import { ChangedMark } from "../../ui/field.tsx";
import { Select, type Option } from "../../ui/select.tsx";
import { TextArea, TextField } from "../../ui/text-field.tsx";
import { PlaceButton } from "../map/place-button.tsx";
import { useWorkspace } from "../workspace.tsx";
import { CustomerPicker } from "./customer-picker.tsx";
import { NONE, choicesOf } from "./field-choices.ts";
import { controlOf } from "./field-control.ts";
import { FileInput } from "./file-input.tsx";
import { fieldLabel } from "./labels.ts";
import { SecretInput } from "./secret-input.tsx";
import { fromTyped, textOf, type Values } from "./values.ts";

export interface FieldInputProps {
  readonly name: string;
  readonly form: FormState<Values>;
  readonly context: CheckContext;
  /** Whose field it is; undefined while he is still to be added. */
  readonly customer?: Pick<Customer, "id" | "attrs"> | undefined;
  readonly readOnly?: boolean | undefined;
  readonly lit?: boolean | undefined;
  readonly aside?: JSX.Element;
  readonly buttons?: JSX.Element;
  readonly hint?: string | undefined;
  /** Overrides what the record demands: the add form may leave a login to the server. */
  readonly required?: boolean | undefined;
  readonly onFocus?: (() => void) | undefined;
  readonly onLeave?: (() => void) | undefined;
}

const ALWAYS_NEEDED = new Set(["name", "login", "dateAdded"]);

const INPUT_TYPES: Readonly<Record<string, "email" | "tel" | "url">> = {
  email: "email",
  phone: "tel",
  url: "url",
};

/** One field of a customer, fixed or additional, with the control its kind asks for. */
export const FieldInput: Component<FieldInputProps> = (props) => {
  const workspace = useWorkspace();
  const definition = createMemo(() =>
    props.context.definitions.find(({ name }) => props.name === `attr_${name}`),
  );
  const control = createMemo(() => controlOf(props.name, definition()));
  const value = () => props.form.value(props.name) ?? null;
  const type = (text: string) => props.form.set(props.name, fromTyped(props.name, text, props.context));
  const put = (next: FieldValue) => props.form.set(props.name, next);
  const choose = (chosen: string) => {
    if (chosen === NONE.value) put(null);
    else put(definition()?.type === "boolean" ? chosen === "true" : chosen);
  };
  const address = () => {
    const text = textOf(value());
    return definition()?.type === "url" && /^https?:\/\//i.test(text) ? text : undefined;
  };
  const isPlace = () => isCustomerField(props.name) && CUSTOMER_FIELDS[props.name].shape.kind === "geo";
  const signsIn = () => props.name === "emails" && workspace.customersConfig()?.authField === "email";
  const locked = () =>
    props.readOnly === true || definition()?.readonly === true || definition()?.disabled === true;
  const common = () => ({
    label: fieldLabel(props.name, props.context.definitions),
    error: props.form.error(props.name),
    hint: props.hint ?? (signsIn() ? "Customers sign in to the portal by the first address." : undefined),
    aside: props.aside,
    // Of somebody who is still to be added everything is new.
    changed: props.customer !== undefined && props.form.touched(props.name),
    required: props.required ?? definition()?.required ?? ALWAYS_NEEDED.has(props.name),
  });
  /** What the record says now, of a field whose value lies elsewhere. */
  const stored = () => props.customer?.attrs[definition()?.name ?? ""] ?? null;
  const apart = () => ({ ...common(), value: value(), onChange: put, readOnly: locked() });
  const leave = () => {
    props.form.leave(props.name);
    props.onLeave?.();
  };
  const texts = () => {
    const now = value();
    const all = Array.isArray(now) ? (now as readonly string[]) : [];
    const labels = workspace.directory()?.labels;
    // A deleted label may still stand in the record for some minutes.
    return props.name === "labelIds" && labels !== undefined
      ? all.filter((id) => Object.hasOwn(labels, id))
      : all;
  };
  const options = createMemo<readonly Option[]>(() => {
    const known = choicesOf(props.name, definition(), workspace.directory());
    // A stored value that is not offered any more stays visible.
    const now = control() === "choices" ? texts() : [textOf(value())].filter(Boolean);
    const missing = now.filter((one) => !known.some((option) => option.value === one));
    const clearable = control() === "choice" && definition()?.required === false;
    return [
      ...(clearable ? [NONE] : []),
      ...known,
      ...missing.map((one) => ({ value: one, label: one, disabled: true })),
    ];
  });

  return (
    <div onFocusIn={() => props.onFocus?.()} onFocusOut={leave} data-field={props.name}>
      <Switch
        fallback={
          <TextField
            {...common()}
            type={INPUT_TYPES[definition()?.type ?? ""] ?? "text"}
            value={textOf(value())}
            onInput={type}
            readOnly={locked() || isPlace()}
            lit={props.lit}
            buttons={
              <Show
                when={address()}
                fallback={
                  <Show when={isPlace() && !locked()} fallback={props.buttons}>
                    <PlaceButton form={props.form} name={props.name} />
                  </Show>
                }
              >
                <a
                  class="button plain icon small"
                  href={address()}
                  target="_blank"
                  rel="noopener noreferrer"
                  aria-label={`Open ${common().label}`}
                >
                  <ExternalLink size={15} aria-hidden="true" />
                </a>
              </Show>
            }
          />
        }
      >
        <Match when={control() === "secret"}>
          <SecretInput
            {...apart()}
            name={props.name}
            customer={props.customer}
            stored={stored()}
            lit={props.lit}
          />
        </Match>
        <Match when={control() === "file"}>
          <FileInput {...apart()} customer={props.customer} stored={stored()} lit={props.lit} />
        </Match>
        <Match when={control() === "customer"}>
          <CustomerPicker {...apart()} self={props.customer?.id} />
        </Match>
        <Match when={control() === "text"}>
          <TextArea
            {...common()}
            value={textOf(value())}
            onInput={type}
            readOnly={locked()}
            lit={props.lit}
          />
        </Match>
        <Match when={control() === "day"}>
          <DateField
            {...common()}
            value={textOf(value())}
            onInput={type}
            readOnly={locked()}
            lit={props.lit}
            max={isCustomerField(props.name) ? props.context.today : undefined}
          />
        </Match>
        <Match when={control() === "moment"}>
          <MomentField
            {...common()}
            value={textOf(value())}
            onInput={type}
            readOnly={locked()}
            lit={props.lit}
          />
        </Match>
        <Match when={control() === "choice"}>
          <Select
            {...common()}
            options={options()}
            value={textOf(value()) === "" && definition()?.required === false ? NONE.value : textOf(value())}
            onChange={choose}
            disabled={locked()}
          />
        </Match>
        <Match when={control() === "choices"}>
          <MultiCombobox
            {...common()}
            options={options()}
            values={texts()}
            onChange={put}
            disabled={locked()}
          />
        </Match>
        <Match when={control() === "switch"}>
          <Show when={definition()}>
            {(known) => (
              <span class="field-switch">
                <Toggle label={known().title} checked={value() === true} onChange={put} disabled={locked()} />
                <ChangedMark of={common().changed} />
              </span>
            )}
          </Show>
        </Match>
      </Switch>
    </div>
  );
};
