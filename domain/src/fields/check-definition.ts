import type { FieldProblem } from "../customer/problem.ts";
import { checkAttr } from "./check.ts";
import type { FieldDefinition, FieldType } from "./definition.ts";
import { FIELD_TYPES, isFieldName } from "./definition.ts";

/**
 * The types a field can be made with. A secret would lie readable in every customer's document and history, and files
 * have no place to be kept yet, so neither is offered.
 */
export const OFFERED_TYPES: readonly FieldType[] = FIELD_TYPES.filter(
  (type) => type !== "password" && type !== "file",
);

const TEXTS: ReadonlySet<FieldType> = new Set(["string", "text", "email", "phone", "url", "ip", "password"]);
const NUMBERS: ReadonlySet<FieldType> = new Set(["integer", "decimal"]);

/** What Min and Max bound for a type (10 §8.6); undefined where they mean nothing. */
export function boundsOf(type: FieldType): "characters" | "value" | undefined {
  if (TEXTS.has(type)) return "characters";
  return NUMBERS.has(type) ? "value" : undefined;
}

/** True for types that carry an ordered list of options (10 §8.16). */
export function hasOptions(type: FieldType): boolean {
  return type === "select" || type === "multiselect";
}

/** True where Unique means something: one value that a person can tell from another. */
export function canBeUnique(type: FieldType): boolean {
  return type !== "multiselect" && type !== "boolean" && type !== "password" && type !== "file";
}

const MOST_OPTIONS = 500;
const LONGEST_OPTION = 255;

/** What keeps the definition of an additional field from being stored, by parameter (10 §8). */
export function checkDefinition(definition: FieldDefinition): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {};
  const { name, title, min, max, type, options, relation, unique } = definition;
  if (title.trim() === "") problems["title"] = { kind: "required" };
  else if (title.length > 100) problems["title"] = { kind: "too-long", max: 100 };
  if (name === "") problems["name"] = { kind: "required" };
  else if (!isFieldName(name)) problems["name"] = { kind: "bad-format" };
  if (min !== null && max !== null && min > max) problems["max"] = { kind: "out-of-range", min, max: null };
  if (hasOptions(type)) {
    const problem = optionProblem(options);
    if (problem !== undefined) problems["options"] = problem;
  }
  if (type === "relation" && relation === null) problems["relation"] = { kind: "required" };
  if (unique && !canBeUnique(type)) problems["unique"] = { kind: "not-an-option" };
  const standard = checkAttr({ ...definition, required: false }, definition.defaultValue);
  if (!standard.ok) problems["defaultValue"] = standard.error;
  return problems;
}

function optionProblem(options: FieldDefinition["options"]): FieldProblem | undefined {
  const values = options.map(({ value }) => value.trim());
  if (!options.some(({ retired }) => !retired)) return { kind: "required" };
  if (values.length > MOST_OPTIONS) return { kind: "too-many", max: MOST_OPTIONS };
  if (values.includes("")) return { kind: "bad-value", value: "" };
  const long = values.find((value) => value.length > LONGEST_OPTION);
  if (long !== undefined) return { kind: "too-long", max: LONGEST_OPTION };
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  return twice === undefined ? undefined : { kind: "bad-value", value: twice };
}

/** A field name made from a title (10 §8.2): small letters, digits and underscores; empty when nothing is left. */
export function nameFromTitle(title: string): string {
  return title
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+/, "")
    .slice(0, 63)
    .replace(/_+$/, "");
}
