import { Show, type Component } from "solid-js";
import {
  boundsOf,
  canBeSearched,
  canBeUnique,
  canHaveDefault,
  hasOptions,
  nameFromTitle,
  portalChoices,
} from "@trunkline/domain/fields/check-definition";
import type { RelationTarget } from "@trunkline/domain/fields/definition";
import { Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { FieldForm } from "./create-field-form.ts";
import { DefaultInput } from "./default-input.tsx";
import {
  CATEGORY_WORDS,
  PORTAL_HINTS,
  PORTAL_WORDS,
  RELATION_WORDS,
  TYPE_LABELS,
  choices,
} from "./field-words.ts";
import { OptionsEditor, type FieldOption } from "./options-editor.tsx";
import { FlagSetting, LineSetting, NumberSetting, Setting } from "./setting.tsx";

interface FieldPanelProps {
  readonly field: FieldForm;
  readonly locked: boolean;
}

/** What the field is: title, name, type and what its type needs (10 §8.1–8.6). */
export const FieldPanel: Component<FieldPanelProps> = (props) => {
  const form = () => props.field.form;
  const type = () => form().value("type");
  const bounds = () => boundsOf(type());
  return (
    <Panel title="The field">
      <div class="form-grid">
        <LineSetting
          form={form()}
          name="title"
          label="Field title"
          required
          locked={props.locked}
          maxLength={100}
        />
        <Show
          when={props.field.isNew}
          fallback={
            <LineSetting
              form={form()}
              name="name"
              label="Field name"
              locked
              hint={`In templates: {{ customer.attrs.${props.field.name} }}`}
            />
          }
        >
          <NameInput form={form()} />
        </Show>
        <Setting form={form()} name="type">
          <Select
            label="Type"
            options={choices(TYPE_LABELS)}
            value={type()}
            onChange={(value) => {
              form().set("type", value);
              form().set("defaultValue", null);
              if (!canBeUnique(value)) form().set("unique", false);
              if (!canBeSearched(value)) form().set("searchable", false);
              if (!portalChoices(value).includes(form().value("portal"))) form().set("portal", "none");
              if (!canHaveDefault(value)) form().set("setForAll", false);
            }}
            disabled={props.locked || !props.field.isNew}
            hint={props.field.isNew ? "Cannot be changed later." : undefined}
            error={form().error("type")}
          />
        </Setting>
        <Setting form={form()} name="category" words={(value) => CATEGORY_WORDS[value as "all"]}>
          <Select
            label="Customer category"
            options={choices(CATEGORY_WORDS)}
            value={form().value("category")}
            onChange={(value) => form().set("category", value)}
            disabled={props.locked}
          />
        </Setting>
        <Show when={type() === "relation"}>
          <Setting form={form()} name="relation">
            <Select<RelationTarget>
              label="Points to"
              options={choices(RELATION_WORDS)}
              value={form().value("relation") ?? undefined}
              onChange={(value) => {
                form().set("relation", value);
                form().set("defaultValue", null);
              }}
              disabled={props.locked || !props.field.isNew}
              error={form().error("relation")}
              required
            />
          </Setting>
        </Show>
        <Show when={bounds()}>
          {(what) => (
            <>
              <NumberSetting
                form={form()}
                name="min"
                label={what() === "value" ? "Lowest value" : "Fewest characters"}
                locked={props.locked}
              />
              <NumberSetting
                form={form()}
                name="max"
                label={what() === "value" ? "Highest value" : "Most characters"}
                locked={props.locked}
              />
            </>
          )}
        </Show>
        <Show when={hasOptions(type())}>
          <div class="whole">
            <Setting
              form={form()}
              name="options"
              words={(value) => (value as readonly FieldOption[]).map((option) => option.value).join(", ")}
            >
              <OptionsEditor
                options={form().value("options")}
                onChange={(options) => form().set("options", options)}
                typed={form().value("newOption")}
                onType={(typed) => form().set("newOption", typed)}
                onRemove={(option) => void props.field.removeOption(option)}
                error={form().error("options")}
                locked={props.locked}
              />
            </Setting>
          </div>
        </Show>
      </div>
    </Panel>
  );
};

/** What the add form starts from, and whether every record gets it (10 §8.5, §8.15). */
export const DefaultPanel: Component<FieldPanelProps> = (props) => {
  const form = () => props.field.form;
  return (
    <Show when={canHaveDefault(form().value("type"))}>
      <Panel title="Default">
        <div class="config-fields narrow">
          <Setting form={form()} name="defaultValue">
            <DefaultInput
              values={props.field.values()}
              onChange={(value) => form().set("defaultValue", value)}
              error={form().error("defaultValue")}
              locked={props.locked}
            />
          </Setting>
          <FlagSetting
            form={form()}
            name="setForAll"
            label="Set default value for all items"
            hint={
              form().value("unique")
                ? "Not for a unique field: every record would hold the same value."
                : "On saving, overwrites the value in every existing record."
            }
            locked={props.locked || form().value("unique")}
          />
        </div>
      </Panel>
    </Show>
  );
};

/** What the field demands, and where it is shown (10 §8.7–8.14, §8.22). */
export const RulesPanel: Component<FieldPanelProps> = (props) => {
  const form = () => props.field.form;
  const type = () => form().value("type");
  const flag = (
    key: "required" | "unique" | "onAdd" | "showInList" | "searchable" | "readonly" | "disabled" | "hidden",
  ) => ({
    form: form(),
    name: key,
    locked: props.locked,
  });
  return (
    <Panel title="Rules and places">
      <div class="form-grid">
        <FlagSetting
          {...flag("required")}
          label="Required"
          hint="A record cannot be saved while it is empty."
        />
        <FlagSetting
          form={form()}
          name="unique"
          label="Unique"
          hint={
            canBeUnique(type())
              ? "A value may occur once; capitals and outer spaces do not count."
              : "Not for a field of this type."
          }
          locked={props.locked || (!canBeUnique(type()) && !form().value("unique"))}
        />
        <FlagSetting {...flag("onAdd")} label="Add" hint="Is on the add form." />
        <FlagSetting
          {...flag("showInList")}
          label="Show in list"
          hint="A column from the start; others can be chosen."
        />
        <FlagSetting
          {...flag("searchable")}
          label="Searchable"
          hint={canBeSearched(type()) ? "Found by the search." : "Not for a field of this type."}
          locked={props.locked || (!canBeSearched(type()) && !form().value("searchable"))}
        />
        <FlagSetting {...flag("readonly")} label="Readonly" hint="Shown, never edited by administrators." />
        <FlagSetting {...flag("disabled")} label="Disabled" hint="Greyed out, not saved from forms." />
        <FlagSetting {...flag("hidden")} label="Hidden" hint="On no page; for templates, API and export." />
        <Setting form={form()} name="portal" words={(value) => PORTAL_WORDS[value as "none"]}>
          <Select
            label="In the customer's portal profile"
            options={choices(PORTAL_WORDS).filter(({ value }) => portalChoices(type()).includes(value))}
            hint={PORTAL_HINTS[type()]}
            value={form().value("portal")}
            onChange={(value) => form().set("portal", value)}
            disabled={props.locked}
          />
        </Setting>
      </div>
    </Panel>
  );
};

/** The name of a new field; it follows the title until one is typed. */
const NameInput: Component<{ readonly form: FieldForm["form"] }> = (props) => {
  const shown = () => {
    const typed = props.form.value("name");
    return typed === "" ? nameFromTitle(props.form.value("title")) : typed;
  };
  return (
    <Setting form={props.form} name="name">
      <TextField
        label="Field name"
        hint="The key in templates and exports. Cannot be changed later."
        maxLength={63}
        value={shown()}
        onInput={(text) => props.form.set("name", text)}
        error={props.form.error("name")}
      />
    </Setting>
  );
};
