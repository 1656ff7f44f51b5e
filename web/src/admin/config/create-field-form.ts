import { createMemo, createSignal, untrack, type Accessor } from "solid-js";
import { useNavigate } from "@solidjs/router";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { usePorts } from "../../data/ports.tsx";
import { makePress } from "../../lib/press.ts";
import { createShortcut } from "../../lib/shortcuts.ts";
import { notify } from "../../ui/toast.tsx";
import { useWorkspace } from "../workspace.tsx";
import { answerOr, holdersText } from "./ask.ts";
import { createSettingsForm, type SettingsAnswer } from "./create-settings-form.ts";
import { FIELD_KEYS, NEW_FIELD, definitionOf, fieldTexts, type FieldValues } from "./field-values.ts";
import type { FieldOption } from "./options-editor.tsx";

export type FieldForm = ReturnType<typeof createFieldForm>;

/**
 * The form of one additional field, or of a new one: Save, and the two questions that come before what cannot be taken
 * back (10 §8.15, §8.16).
 */
export function createFieldForm(known: Accessor<FieldDefinition | undefined>) {
  const ports = usePorts();
  const workspace = useWorkspace();
  const navigate = useNavigate();
  // A field is added or changed for as long as this form stands, whatever a colleague does to it.
  const name = untrack(() => known()?.name);
  const isNew = name === undefined;
  const [overwriting, setOverwriting] = createSignal<{ readonly records: number }>();
  const [retiring, setRetiring] = createSignal<{ readonly option: FieldOption; readonly records: number }>();

  const stored = createMemo<FieldValues>((before) => {
    const now = known();
    return now === undefined ? (before ?? NEW_FIELD) : { ...now, setForAll: false, newOption: "" };
  });
  const values = (): FieldValues => {
    const now = Object.fromEntries(FIELD_KEYS.map((key) => [key, form.value(key)]));
    return { ...stored(), ...now } as FieldValues;
  };
  const press = makePress<object>();
  const settings = createSettingsForm<FieldValues>({
    draft: isNew ? "config_add_field" : `config_field_${name}`,
    stored,
    fields: FIELD_KEYS,
    always: isNew,
    validate: fieldTexts,
    async send(): Promise<SettingsAnswer> {
      const definition = definitionOf(values());
      const wish = {
        definition: {
          ...definition,
          options: definition.options.map((option) => ({ ...option })),
          defaultValue: Array.isArray(definition.defaultValue)
            ? [...(definition.defaultValue as readonly string[])]
            : (definition.defaultValue as string | number | boolean | null),
        },
        isNew,
        setForAll: form.value("setForAll"),
      };
      const answer = await ports.call("saveCustomerField", { key: press.keyOf(wish), ...wish });
      press.answered();
      if (answer.kind === "duplicates") {
        const examples = answer.examples.map((value) => `“${value}”`).join(", ");
        return { kind: "said", field: "unique", text: `Not possible: more than one record has ${examples}.` };
      }
      if (answer.kind === "name-taken")
        return { kind: "said", field: "name", text: "Another field has this name." };
      if (answer.kind === "name-leaving")
        return {
          kind: "said",
          field: "name",
          text: "A deleted field of this name is still being removed from records. Try again in some minutes, or choose another name.",
        };
      return answer;
    },
  });
  const { form } = settings;

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

  return {
    form,
    settings,
    values,
    name,
    isNew,
    submit,
    removeOption,
    overwriting,
    overwrite() {
      setOverwriting(undefined);
      void save();
    },
    keepValues: () => setOverwriting(undefined),
    retiring,
    retire,
    keepOffering: () => setRetiring(undefined),
  };
}
