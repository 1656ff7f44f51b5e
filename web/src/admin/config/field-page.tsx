import { Match, Show, Switch, createMemo, createSignal, untrack, type Component } from "solid-js";
import { A, useNavigate, useParams } from "@solidjs/router";
import {
  boundsOf,
  canBeSearched,
  canBeUnique,
  canHaveDefault,
  hasOptions,
  nameFromTitle,
  portalChoices,
} from "@trunkline/domain/fields/check-definition";
import type { FieldDefinition, RelationTarget } from "@trunkline/domain/fields/definition";
import { usePorts } from "../../data/ports.tsx";
import { createShortcut } from "../../lib/shortcuts.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Page, Panel } from "../../ui/page.tsx";
import { Select } from "../../ui/select.tsx";
import { EmptyState, Skeleton } from "../../ui/states.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { ConfigGate, ReadOnlyNote, mayChange } from "./access.tsx";
import { answerOr, holdersText } from "./ask.ts";
import { createSettingsForm, type SettingsAnswer } from "./create-settings-form.ts";
import { DefaultInput } from "./default-input.tsx";
import { FIELD_KEYS, NEW_FIELD, definitionOf, fieldTexts, type FieldValues } from "./field-values.ts";
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
import "./config.css";

/** Config → System → Additional fields → one of them, or a new one (10 §8). */
const FieldPage: Component = () => {
  const workspace = useWorkspace();
  const params = useParams();
  const name = () => params["name"];
  const known = createMemo(() => workspace.fields().find((field) => field.name === name()));
  const title = () => (name() === undefined ? "Add a field" : (known()?.title ?? "Additional field"));
  return (
    <ConfigGate area="system">
      <Page
        title={title()}
        crumbs={[
          { text: "Config", href: "/config" },
          { text: "System" },
          { text: "Additional fields", href: "/config/fields" },
          { text: name() === undefined ? "Add" : (name() ?? "") },
        ]}
      >
        <ReadOnlyNote area="system" />
        <Switch
          fallback={
            <Show when={workspace.fieldsKnown()} fallback={<Skeleton lines={10} />}>
              <EmptyState
                title="There is no such field"
                actions={
                  <A class="button" href="/config/fields">
                    Additional fields
                  </A>
                }
              >
                It may have been deleted by a colleague; its values went with it.
              </EmptyState>
            </Show>
          }
        >
          <Match when={name() === undefined}>
            <Form known={undefined} />
          </Match>
          <Match when={known()?.name} keyed>
            <Form known={known()} />
          </Match>
        </Switch>
      </Page>
    </ConfigGate>
  );
};

const Form: Component<{ readonly known: FieldDefinition | undefined }> = (props) => {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const locked = () => !mayChange(workspace, "system");
  // A field is added or changed for as long as this form stands, whatever a colleague does to it.
  const name = untrack(() => props.known?.name);
  const isNew = name === undefined;
  const [overwriting, setOverwriting] = createSignal<{ readonly records: number }>();
  const [retiring, setRetiring] = createSignal<{ readonly option: FieldOption; readonly records: number }>();

  const stored = createMemo<FieldValues>((before) =>
    props.known === undefined ? (before ?? NEW_FIELD) : { ...props.known, setForAll: false },
  );
  const values = (): FieldValues => {
    const now = Object.fromEntries(FIELD_KEYS.map((key) => [key, form.value(key)]));
    return { ...stored(), ...now } as FieldValues;
  };
  const settings = createSettingsForm<FieldValues>({
    draft: isNew ? "config_add_field" : `config_field_${name}`,
    stored,
    fields: FIELD_KEYS,
    always: isNew,
    validate: fieldTexts,
    async send(): Promise<SettingsAnswer> {
      const definition = definitionOf(values());
      const answer = await ports.call("saveCustomerField", {
        definition: {
          ...definition,
          options: definition.options.map((option) => ({ ...option })),
          defaultValue: Array.isArray(definition.defaultValue)
            ? [...(definition.defaultValue as readonly string[])]
            : (definition.defaultValue as string | number | boolean | null),
        },
        isNew,
        setForAll: form.value("setForAll"),
      });
      if (answer.kind === "duplicates") {
        const examples = answer.examples.map((value) => `“${value}”`).join(", ");
        return { kind: "said", field: "unique", text: `Not possible: more than one record has ${examples}.` };
      }
      if (answer.kind === "name-taken")
        return { kind: "said", field: "name", text: "Another field has this name." };
      return answer;
    },
  });
  const { form } = settings;
  const type = () => form.value("type");
  const bounds = () => boundsOf(type());

  const save = async () => {
    if (!(await settings.save())) return;
    navigate("/config/fields");
  };
  const submit = async () => {
    if (!form.value("setForAll") || form.check().length > 0) return save();
    if (isNew) {
      setOverwriting({ records: 0 });
      return;
    }
    const answer = await answerOr("Not saved", ports.call("customerFieldUse", { name, option: null }));
    if (answer?.kind === "use") setOverwriting({ records: answer.records });
  };
  const without = (option: FieldOption) =>
    form.value("options").filter(({ value }) => value !== option.value);
  const removeOption = async (option: FieldOption) => {
    const isStored = stored().options.some(({ value }) => value === option.value);
    if (name === undefined || !isStored) {
      form.set("options", without(option));
      return;
    }
    const answer = await answerOr(
      "Not removed",
      ports.call("customerFieldUse", { name, option: option.value }),
    );
    if (answer?.kind !== "use") return;
    if (answer.records === 0) form.set("options", without(option));
    else if (option.retired) {
      notify({ title: `“${option.value}” stays`, text: `${holdersText(answer.records)} it.` });
    } else setRetiring({ option, records: answer.records });
  };
  const retire = () => {
    const value = retiring()?.option.value;
    form.set(
      "options",
      form.value("options").map((option) => (option.value === value ? { ...option, retired: true } : option)),
    );
    setRetiring(undefined);
  };

  createShortcut(workspace.shortcuts, {
    keys: "mod+s",
    label: "Save the field",
    group: "Config",
    run: () => void submit(),
  });
  const flag = (
    key: "required" | "unique" | "onAdd" | "showInList" | "searchable" | "readonly" | "disabled" | "hidden",
  ) => ({
    form,
    name: key,
    locked: locked(),
  });

  return (
    <form
      class="config-form"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Panel title="The field">
        <div class="form-grid">
          <LineSetting
            form={form}
            name="title"
            label="Field title"
            required
            locked={locked()}
            maxLength={100}
          />
          <Show
            when={isNew}
            fallback={
              <LineSetting
                form={form}
                name="name"
                label="Field name"
                locked
                hint={`In templates: {{ customer.attrs.${name} }}`}
              />
            }
          >
            <NameInput form={form} />
          </Show>
          <Setting form={form} name="type">
            <Select
              label="Type"
              options={choices(TYPE_LABELS)}
              value={type()}
              onChange={(value) => {
                form.set("type", value);
                form.set("defaultValue", null);
                if (!canBeUnique(value)) form.set("unique", false);
                if (!canBeSearched(value)) form.set("searchable", false);
                if (!portalChoices(value).includes(form.value("portal"))) form.set("portal", "none");
                if (!canHaveDefault(value)) form.set("setForAll", false);
              }}
              disabled={locked() || !isNew}
              hint={isNew ? "Cannot be changed later." : undefined}
              error={form.error("type")}
            />
          </Setting>
          <Setting form={form} name="category" words={(value) => CATEGORY_WORDS[value as "all"]}>
            <Select
              label="Customer category"
              options={choices(CATEGORY_WORDS)}
              value={form.value("category")}
              onChange={(value) => form.set("category", value)}
              disabled={locked()}
            />
          </Setting>
          <Show when={type() === "relation"}>
            <Setting form={form} name="relation">
              <Select<RelationTarget>
                label="Points to"
                options={choices(RELATION_WORDS)}
                value={form.value("relation") ?? undefined}
                onChange={(value) => {
                  form.set("relation", value);
                  form.set("defaultValue", null);
                }}
                disabled={locked() || !isNew}
                error={form.error("relation")}
                required
              />
            </Setting>
          </Show>
          <Show when={bounds()}>
            {(what) => (
              <>
                <NumberSetting
                  form={form}
                  name="min"
                  label={what() === "value" ? "Lowest value" : "Fewest characters"}
                  locked={locked()}
                />
                <NumberSetting
                  form={form}
                  name="max"
                  label={what() === "value" ? "Highest value" : "Most characters"}
                  locked={locked()}
                />
              </>
            )}
          </Show>
          <Show when={hasOptions(type())}>
            <div class="whole">
              <Setting
                form={form}
                name="options"
                words={(value) => (value as readonly FieldOption[]).map((option) => option.value).join(", ")}
              >
                <OptionsEditor
                  options={form.value("options")}
                  onChange={(options) => form.set("options", options)}
                  onRemove={(option) => void removeOption(option)}
                  error={form.error("options")}
                  locked={locked()}
                />
              </Setting>
            </div>
          </Show>
        </div>
      </Panel>
      <Show when={canHaveDefault(type())}>
        <Panel title="Default">
          <div class="config-fields narrow">
            <Setting form={form} name="defaultValue">
              <DefaultInput
                values={values()}
                onChange={(value) => form.set("defaultValue", value)}
                error={form.error("defaultValue")}
                locked={locked()}
              />
            </Setting>
            <FlagSetting
              form={form}
              name="setForAll"
              label="Set default value for all items"
              hint={
                form.value("unique")
                  ? "Not for a unique field: every record would hold the same value."
                  : "On saving, overwrites the value in every existing record."
              }
              locked={locked() || form.value("unique")}
            />
          </div>
        </Panel>
      </Show>
      <Panel title="Rules and places">
        <div class="form-grid">
          <FlagSetting
            {...flag("required")}
            label="Required"
            hint="A record cannot be saved while it is empty."
          />
          <FlagSetting
            form={form}
            name="unique"
            label="Unique"
            hint={
              canBeUnique(type())
                ? "A value may occur once; capitals and outer spaces do not count."
                : "Not for a field of this type."
            }
            locked={locked() || (!canBeUnique(type()) && !form.value("unique"))}
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
            locked={locked() || (!canBeSearched(type()) && !form.value("searchable"))}
          />
          <FlagSetting {...flag("readonly")} label="Readonly" hint="Shown, never edited by administrators." />
          <FlagSetting {...flag("disabled")} label="Disabled" hint="Greyed out, not saved from forms." />
          <FlagSetting {...flag("hidden")} label="Hidden" hint="On no page; for templates, API and export." />
          <Setting form={form} name="portal" words={(value) => PORTAL_WORDS[value as "none"]}>
            <Select
              label="In the customer's portal profile"
              options={choices(PORTAL_WORDS).filter(({ value }) => portalChoices(type()).includes(value))}
              hint={PORTAL_HINTS[type()]}
              value={form.value("portal")}
              onChange={(value) => form.set("portal", value)}
              disabled={locked()}
            />
          </Setting>
        </div>
      </Panel>
      <Show when={!locked()}>
        <div class="config-actions">
          <Button type="submit" look="primary" busy={settings.saving()} disabled={!isNew && !form.dirty()}>
            {isNew ? "Add the field" : "Save"}
          </Button>
          <Button look="plain" disabled={!form.dirty()} onClick={() => settings.discard()}>
            Discard changes
          </Button>
          <span class="config-state" aria-live="polite">
            {form.dirty() ? "Unsaved changes; they are kept on this device." : ""}
          </span>
        </div>
      </Show>
      <ConfirmDialog
        open={overwriting() !== undefined}
        danger
        title="Overwrite the value in every record?"
        text={
          (overwriting()?.records ?? 0) > 0
            ? `${holdersText(overwriting()?.records ?? 0)} a value of this field now. Each value is replaced by the default, and every other record gets it too. This cannot be undone.`
            : "Every existing record gets the default value."
        }
        confirm="Overwrite and save"
        onConfirm={() => {
          setOverwriting(undefined);
          void save();
        }}
        onCancel={() => setOverwriting(undefined)}
      />
      <ConfirmDialog
        open={retiring() !== undefined}
        title={`Stop offering “${retiring()?.option.value ?? ""}”?`}
        text={`${holdersText(retiring()?.records ?? 0)} it. It stays there, but can no longer be chosen.`}
        confirm="Stop offering it"
        onConfirm={retire}
        onCancel={() => setRetiring(undefined)}
      />
    </form>
  );
};

/** The name of a new field; it follows the title until one is typed. */
const NameInput: Component<{ readonly form: ReturnType<typeof createSettingsForm<FieldValues>>["form"] }> = (
  props,
) => {
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

export default FieldPage;
