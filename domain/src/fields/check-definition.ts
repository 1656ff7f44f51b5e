import { checkLine } from "../customer/check.ts";
import type { FieldProblem } from "../customer/problem.ts";
import { hasBadCharacters, isBlank } from "../text/clean.ts";
import { checkAttr } from "./check.ts";
import type { FieldDefinition, FieldType } from "./definition.ts";
import { isFieldName, isKeptApart } from "./definition.ts";

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
  return type !== "multiselect" && type !== "boolean" && !isKeptApart({ type });
}

/**
 * True where a default means something. A password for everybody would be none, and would lie open in the definition; a
 * file belongs to one customer.
 */
export function canHaveDefault(type: FieldType): boolean {
  return !isKeptApart({ type });
}

/** True where search can find by it: a secret must not be guessed letter by letter. */
export function canBeSearched(type: FieldType): boolean {
  return type !== "password";
}

/**
 * What the portal can do with a field (10 §8.22): no secret of staff and no other record is shown to a customer, and a
 * file he can only look at.
 */
export function portalChoices(type: FieldType): readonly FieldDefinition["portal"][] {
  if (type === "password" || type === "relation") return ["none"];
  return type === "file" ? ["none", "view"] : ["none", "view", "edit"];
}

const LONGEST_TITLE = 100;
const MOST_OPTIONS = 500;
const LONGEST_OPTION = 255;

/** What keeps the definition of an additional field from being stored, by parameter (10 §8). */
export function checkDefinition(definition: FieldDefinition): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {};
  const { name, title, min, max, type, options, relation, unique } = definition;
  const caption = checkLine(title, 1, LONGEST_TITLE);
  if (!caption.ok) problems["title"] = caption.error;
  if (name === "") problems["name"] = { kind: "required" };
  else if (!isFieldName(name)) problems["name"] = { kind: "bad-format" };
  if (min !== null && max !== null && min > max) problems["max"] = { kind: "out-of-range", min, max: null };
  if (hasOptions(type)) {
    const problem = optionProblem(options);
    if (problem !== undefined) problems["options"] = problem;
  }
  if (type === "relation" && relation === null) problems["relation"] = { kind: "required" };
  if (unique && !canBeUnique(type)) problems["unique"] = { kind: "not-an-option" };
  if (definition.searchable && !canBeSearched(type)) problems["searchable"] = { kind: "not-an-option" };
  if (!portalChoices(type).includes(definition.portal)) problems["portal"] = { kind: "not-an-option" };
  if (!canHaveDefault(type) && definition.defaultValue !== null)
    problems["defaultValue"] = { kind: "not-an-option" };
  const standard = checkAttr({ ...definition, required: false }, definition.defaultValue);
  if (!standard.ok) problems["defaultValue"] = standard.error;
  return problems;
}

function optionProblem(options: FieldDefinition["options"]): FieldProblem | undefined {
  const values = options.map(({ value }) => value.trim());
  if (!options.some(({ retired }) => !retired)) return { kind: "required" };
  if (values.length > MOST_OPTIONS) return { kind: "too-many", max: MOST_OPTIONS };
  if (values.some(isBlank)) return { kind: "bad-value", value: "" };
  if (values.some((value) => hasBadCharacters(value, false))) return { kind: "bad-characters" };
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
