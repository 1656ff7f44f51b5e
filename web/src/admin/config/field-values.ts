import { problemText } from "@trunkline/domain/customer/problem";
import {
  boundsOf,
  canHaveDefault,
  checkDefinition,
  hasOptions,
  nameFromTitle,
} from "@trunkline/domain/fields/check-definition";
import { checkAttr } from "@trunkline/domain/fields/check";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { Typed } from "./setting.tsx";

/** A definition as its form holds it: numbers may be text while they are typed; an empty name follows the title. */
export interface FieldValues extends Omit<FieldDefinition, "min" | "max"> {
  readonly min: Typed;
  readonly max: Typed;
  readonly setForAll: boolean;
  /** An option that is typed; saved with the others, whether it was added to them before or not. */
  readonly newOption: string;
}

export const FIELD_KEYS = [
  "title",
  "name",
  "type",
  "relation",
  "options",
  "newOption",
  "category",
  "min",
  "max",
  "defaultValue",
  "setForAll",
  "required",
  "unique",
  "onAdd",
  "showInList",
  "searchable",
  "readonly",
  "disabled",
  "hidden",
  "portal",
] as const satisfies readonly (keyof FieldValues)[];

/** What a new field starts from (10 §8, Default). */
export const NEW_FIELD: FieldValues = {
  name: "",
  title: "",
  type: "string",
  category: "all",
  defaultValue: null,
  min: null,
  max: null,
  required: false,
  unique: false,
  showInList: false,
  onAdd: true,
  searchable: false,
  readonly: false,
  disabled: false,
  hidden: false,
  portal: "none",
  options: [],
  relation: null,
  position: 0,
  setForAll: false,
  newOption: "",
};

/** The options together with the one that is typed. */
export function withNewOption({
  options,
  newOption,
}: Pick<FieldValues, "options" | "newOption">): FieldValues["options"] {
  const value = newOption.trim();
  const known = value === "" || options.some((option) => option.value === value);
  return known ? options : [...options, { value, retired: false }];
}

/** The form's values as a definition; what means nothing for its type is left out of it. */
export function definitionOf({ setForAll: _once, newOption, ...values }: FieldValues): FieldDefinition {
  const bound = (value: Typed) =>
    typeof value === "number" && boundsOf(values.type) !== undefined ? value : null;
  const definition: FieldDefinition = {
    ...values,
    title: values.title.trim(),
    name: values.name === "" ? nameFromTitle(values.title) : values.name,
    min: bound(values.min),
    max: bound(values.max),
    options: hasOptions(values.type) ? withNewOption({ ...values, newOption }) : [],
    relation: values.type === "relation" ? values.relation : null,
    defaultValue: canHaveDefault(values.type) ? values.defaultValue : null,
  };
  const standard = checkAttr({ ...definition, required: false }, definition.defaultValue);
  return { ...definition, defaultValue: standard.ok ? standard.value : definition.defaultValue };
}

/** The sentence for each parameter that cannot be stored as it stands. */
export function fieldTexts(values: FieldValues): Partial<Record<keyof FieldValues, string>> {
  const problems = Object.entries(checkDefinition(definitionOf(values))).map(([key, problem]) => [
    key,
    SAID[`${key} ${problem.kind}`] ?? problemText(problem),
  ]);
  const texts = Object.fromEntries(problems) as Partial<Record<keyof FieldValues, string>>;
  if (boundsOf(values.type) !== undefined) {
    if (typeof values.min === "string") texts.min = "This is not a number.";
    if (typeof values.max === "string") texts.max = "This is not a number.";
  }
  return texts;
}

const SAID: Readonly<Record<string, string>> = {
  "name bad-format": "Small letters, digits and _, starting with a letter.",
  "name required": "Type a name: the title has no letter to make one from.",
  "max out-of-range": "Not below Min.",
  "options required": "At least one option that can be chosen.",
  "unique not-an-option": "A field of this type cannot be unique.",
};
