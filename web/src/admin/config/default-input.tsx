import { Match, Switch, type Component } from "solid-js";
import type { AttrValue } from "@trunkline/domain/fields/definition";
import { MultiCombobox } from "../../ui/combobox.tsx";
import { DateField, MomentField } from "../../ui/date-field.tsx";
import { Select, type Option } from "../../ui/select.tsx";
import { TextArea, TextField } from "../../ui/text-field.tsx";
import { CustomerPicker } from "../customer/customer-picker.tsx";
import { useWorkspace } from "../workspace.tsx";
import type { FieldValues } from "./field-values.ts";

interface DefaultInputProps {
  readonly values: Pick<FieldValues, "type" | "options" | "relation" | "defaultValue">;
  readonly onChange: (value: AttrValue) => void;
  readonly error: string | undefined;
  readonly locked: boolean;
}

// A value no option can have: typed text holds no control characters.
const NONE: Option = { value: "\u0000", label: "None" };

/** The default of a field (10 §8.5), with the control its type has on the customer's forms. */
export const DefaultInput: Component<DefaultInputProps> = (props) => {
  const workspace = useWorkspace();
  const shared = () => ({
    label: "Default value",
    hint: "Filled in on the add form.",
    error: props.error,
  });
  const text = () => {
    const value = props.values.defaultValue;
    return value === null || Array.isArray(value) ? "" : String(value);
  };
  const put = (typed: string) => props.onChange(typed === "" ? null : typed);
  const offered = (): readonly Option[] => {
    const directory = workspace.directory();
    if (props.values.type === "boolean")
      return [
        { value: "true", label: "Yes" },
        { value: "false", label: "No" },
      ];
    if (props.values.type !== "relation") {
      return props.values.options
        .filter(({ retired }) => !retired)
        .map(({ value }) => ({ value, label: value }));
    }
    const { relation } = props.values;
    const names =
      relation === "admin" ? directory?.staff : relation === "partner" ? directory?.partners : undefined;
    const all = Object.entries(names ?? (relation === "location" ? directory?.locations : undefined) ?? {});
    return all.map(([value, { name }]: [string, { readonly name: string }]) => ({ value, label: name }));
  };
  const choose = (value: string) => {
    if (value === NONE.value) props.onChange(null);
    else props.onChange(props.values.type === "boolean" ? value === "true" : value);
  };
  return (
    <Switch fallback={<TextField {...shared()} value={text()} onInput={put} readOnly={props.locked} />}>
      <Match when={props.values.type === "text"}>
        <TextArea {...shared()} value={text()} onInput={put} readOnly={props.locked} />
      </Match>
      <Match when={props.values.type === "date"}>
        <DateField {...shared()} value={text()} onInput={put} readOnly={props.locked} />
      </Match>
      <Match when={props.values.type === "datetime"}>
        <MomentField {...shared()} value={text()} onInput={put} readOnly={props.locked} />
      </Match>
      <Match when={props.values.type === "relation" && props.values.relation === "customer"}>
        <CustomerPicker
          {...shared()}
          value={props.values.defaultValue}
          onChange={(value) => props.onChange(typeof value === "string" ? value : null)}
          self={undefined}
          readOnly={props.locked}
        />
      </Match>
      <Match when={["boolean", "select", "relation"].includes(props.values.type)}>
        <Select
          {...shared()}
          options={[NONE, ...offered()]}
          value={text() === "" ? NONE.value : text()}
          onChange={choose}
          disabled={props.locked}
        />
      </Match>
      <Match when={props.values.type === "multiselect"}>
        <MultiCombobox
          {...shared()}
          options={offered()}
          values={Array.isArray(props.values.defaultValue) ? props.values.defaultValue : []}
          onChange={props.onChange}
          disabled={props.locked}
        />
      </Match>
    </Switch>
  );
};
