import { Show, createMemo, splitProps, type JSX } from "solid-js";
import * as K from "@kobalte/core/select";
import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { FIELD_PROPS, Field, type FieldProps } from "./field.tsx";
import { OVER_ALL } from "./layers.ts";
import "./button.css";
import "./popup.css";

/** One thing that can be chosen; `value` is what is stored, `label` what people read and type to find it. */
export interface Option<V extends string = string> {
  readonly value: V;
  readonly label: string;
  readonly disabled?: boolean;
  /** Hex colour of a label, shown as a dot beside it. */
  readonly colour?: string;
}

export interface SelectProps<V extends string> extends FieldProps {
  readonly options: readonly Option<V>[];
  readonly value: V | undefined;
  readonly onChange: (value: V) => void;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Draws an option, in the list and as the chosen one; its label otherwise. */
  readonly render?: (option: Option<V>) => JSX.Element;
}

/**
 * True for lists that offer the same. Kobalte selects anew whenever its options change identity, so a list that
 * is merely built again must not look like another one.
 */
export function sameOptions(a: readonly Option[], b: readonly Option[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ value, label, disabled, colour }, index) => {
      const other = b[index];
      return (
        value === other?.value &&
        label === other.label &&
        disabled === other.disabled &&
        colour === other.colour
      );
    })
  );
}

/** Kobalte takes an empty text for no choice; here it may be one. */
const keyOf = (option: Option): string => `=${option.value}`;

/** Chooses one of a short, known list. */
export function Select<V extends string>(props: SelectProps<V>): JSX.Element {
  const [field, own] = splitProps(props, FIELD_PROPS);
  const draw = (option: Option<V>) => own.render?.(option) ?? option.label;
  const options = createMemo(() => [...own.options], undefined, { equals: sameOptions });
  const chosen = createMemo(() => options().find((option) => option.value === own.value));
  return (
    <Field {...field}>
      {(ties) => (
        <K.Root<Option<V>>
          options={options()}
          optionValue={keyOf}
          optionTextValue="label"
          optionDisabled={(option) => option.disabled === true}
          value={chosen() ?? null}
          onChange={(option) =>
            option !== null && option.value !== chosen()?.value && own.onChange(option.value)
          }
          disallowEmptySelection
          disabled={own.disabled ?? false}
          placeholder={own.placeholder ?? "Choose"}
          gutter={4}
          sameWidth={false}
          itemComponent={(item) => (
            <K.Item item={item.item} class="popup-item">
              <K.ItemLabel>{draw(item.item.rawValue)}</K.ItemLabel>
              <K.ItemIndicator class="end">
                <Check size={14} aria-hidden="true" />
              </K.ItemIndicator>
            </K.Item>
          )}
        >
          <K.Trigger
            {...ties}
            class="button select-trigger"
            aria-label={`${field.label}: ${chosen()?.label ?? own.placeholder ?? "Choose"}`}
            data-invalid={field.error === undefined ? undefined : ""}
          >
            <K.Value<Option<V>>>
              {/* An expression of its own, so that it is drawn again when another option is chosen. */}
              {(state) => <Show when={state.selectedOption()}>{(option) => <>{draw(option())}</>}</Show>}
            </K.Value>
            <ChevronDown size={14} aria-hidden="true" />
          </K.Trigger>
          <K.Portal>
            <K.Content {...OVER_ALL} class="popup">
              <K.Listbox aria-label={field.label} />
            </K.Content>
          </K.Portal>
        </K.Root>
      )}
    </Field>
  );
}
