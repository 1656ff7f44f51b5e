import { For, Show, createMemo, splitProps, type JSX } from "solid-js";
import * as K from "@kobalte/core/combobox";
import Check from "lucide-solid/icons/check";
import ChevronDown from "lucide-solid/icons/chevron-down";
import { Chip, ChipDot } from "./chip.tsx";
import { FIELD_PROPS, Field, type FieldProps } from "./field.tsx";
import { sameOptions, type Option } from "./select.tsx";
import { OVER_ALL } from "./layers.ts";
import "./popup.css";

export interface ComboboxProps<V extends string> extends FieldProps {
  readonly options: readonly Option<V>[];
  readonly values: readonly V[];
  readonly onChange: (values: readonly V[]) => void;
  readonly placeholder?: string | undefined;
  readonly disabled?: boolean | undefined;
  /** Draws an option in the list; its label otherwise. */
  readonly render?: (option: Option<V>) => JSX.Element;
}

/** Chooses any number of a list that is searched by typing; chosen ones stand as chips. */
export function MultiCombobox<V extends string>(props: ComboboxProps<V>): JSX.Element {
  const [field, own] = splitProps(props, FIELD_PROPS);
  const options = createMemo(() => [...own.options], undefined, { equals: sameOptions });
  const chosen = createMemo(
    () => options().filter((option) => own.values.includes(option.value)),
    undefined,
    {
      equals: sameOptions,
    },
  );
  const take = (next: readonly V[]) => {
    const same = next.length === own.values.length && next.every((value) => own.values.includes(value));
    if (!same) own.onChange(next);
  };
  return (
    <Field {...field}>
      {(ties) => (
        <K.Root<Option<V>>
          multiple
          options={options()}
          optionValue="value"
          optionTextValue="label"
          optionLabel="label"
          optionDisabled={(option) => option.disabled === true}
          value={chosen()}
          onChange={(picked) => take(picked.map((option) => option.value))}
          disabled={own.disabled ?? false}
          placeholder={own.values.length === 0 ? (own.placeholder ?? "Type to find") : ""}
          defaultFilter="contains"
          gutter={4}
          itemComponent={(item) => (
            <K.Item item={item.item} class="popup-item">
              <Show when={item.item.rawValue.colour}>{(colour) => <ChipDot colour={colour()} />}</Show>
              <K.ItemLabel>{own.render?.(item.item.rawValue) ?? item.item.rawValue.label}</K.ItemLabel>
              <K.ItemIndicator class="end">
                <Check size={14} aria-hidden="true" />
              </K.ItemIndicator>
            </K.Item>
          )}
        >
          <K.Control<Option<V>>
            class="input-box combo-box"
            data-invalid={field.error === undefined ? undefined : ""}
          >
            {(state) => (
              <>
                <For each={state.selectedOptions()}>
                  {(option) => (
                    <Chip
                      text={option.label}
                      colour={option.colour}
                      onRemove={own.disabled === true ? undefined : () => state.remove(option)}
                    />
                  )}
                </For>
                <K.Input {...ties} aria-label={field.label} />
                <K.Trigger class="combo-caret" aria-label={`Show ${field.label}`}>
                  <ChevronDown size={14} aria-hidden="true" />
                </K.Trigger>
              </>
            )}
          </K.Control>
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
