import { Show, createMemo, type Component, type JSX } from "solid-js";
import * as K from "@kobalte/core/combobox";
import { A } from "@solidjs/router";
import type { FieldValue } from "@trunkline/domain/fields/definition";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import ExternalLink from "lucide-solid/icons/external-link";
import X from "lucide-solid/icons/x";
import { Field } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { customerNameText } from "../customer-names.ts";
import { createCustomerSearch } from "../search/create-customer-search.ts";
import { OVER_ALL } from "../../ui/layers.ts";
import { useWorkspace } from "../workspace.tsx";

interface CustomerPickerProps {
  readonly label: string;
  /** The id of the customer pointed to. */
  readonly value: FieldValue;
  readonly onChange: (value: FieldValue) => void;
  /** The customer whose field it is: nobody points to himself. */
  readonly self: CustomerId | undefined;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly aside?: JSX.Element;
  readonly changed?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
}

interface Choice {
  readonly id: string;
  readonly label: string;
}

/** An additional field that points to a customer (10 §8.16): found by typing any part of him, opened by its link. */
export const CustomerPicker: Component<CustomerPickerProps> = (props) => {
  const workspace = useWorkspace();
  const search = createCustomerSearch();
  const id = () => (typeof props.value === "string" && props.value !== "" ? props.value : undefined);
  const named = createMemo(() => {
    const chosen = id();
    return chosen === undefined ? undefined : workspace.customer(chosen);
  });
  const chosen = createMemo<Choice | undefined>(() => {
    const now = id();
    return now === undefined ? undefined : { id: now, label: customerNameText(named()) };
  });
  const choices = createMemo<Choice[]>(() => {
    const found = search
      .hits()
      .filter((hit) => hit.id !== props.self)
      .map((hit) => ({ id: hit.id as string, label: `${hit.name.text} (#${hit.number})` }));
    const now = chosen();
    return now === undefined || found.some((one) => one.id === now.id) ? found : [now, ...found];
  });
  const open = () => {
    const now = named();
    return now?.kind === "customer" ? `/customers/${now.number}` : undefined;
  };
  return (
    <Field
      label={props.label}
      error={props.error}
      hint={props.hint ?? (props.readOnly === true ? undefined : search.note())}
      aside={props.aside}
      changed={props.changed}
      required={props.required}
    >
      {(ties) => (
        <K.Root<Choice>
          options={choices()}
          optionValue="id"
          optionTextValue="label"
          optionLabel="label"
          value={chosen() ?? null}
          onChange={(picked) => {
            if (picked !== null && picked.id !== id()) props.onChange(picked.id);
          }}
          onInputChange={(typed) => {
            if (typed !== chosen()?.label) search.ask(typed);
          }}
          // The search has decided already what answers, by more than the name.
          defaultFilter={() => true}
          disallowEmptySelection
          // Answers come after the typing: a list that stayed shut while it was empty would not open for them.
          allowsEmptyCollection
          readOnly={props.readOnly === true}
          placeholder="Name, ID, phone …"
          gutter={4}
          itemComponent={(item) => (
            <K.Item item={item.item} class="popup-item">
              <K.ItemLabel>
                <bdi>{item.item.rawValue.label}</bdi>
              </K.ItemLabel>
            </K.Item>
          )}
        >
          <K.Control<Choice>
            class="input-box combo-box"
            data-invalid={props.error === undefined ? undefined : ""}
            data-readonly={props.readOnly === true ? "" : undefined}
          >
            <K.Input {...ties} aria-label={props.label} onFocus={() => search.load()} />
            <Show when={open()}>
              {(href) => (
                <A class="button plain icon small" href={href()} aria-label={`Open ${chosen()?.label ?? ""}`}>
                  <ExternalLink size={15} aria-hidden="true" />
                </A>
              )}
            </Show>
            <Show when={id() !== undefined && props.readOnly !== true}>
              <IconButton
                small
                label={`Empty ${props.label}`}
                icon={<X size={15} aria-hidden="true" />}
                onClick={() => props.onChange(null)}
              />
            </Show>
          </K.Control>
          <K.Portal>
            <K.Content {...OVER_ALL} class="popup">
              <Show when={choices().length === 0}>
                <p class="quiet-line" role="status">
                  {search.note() ?? (search.busy() ? "Searching …" : "Type any part of a customer.")}
                </p>
              </Show>
              <K.Listbox aria-label={props.label} />
            </K.Content>
          </K.Portal>
        </K.Root>
      )}
    </Field>
  );
};
