import { isId } from "../ids/ids.ts";
import { nationalDigits } from "../text/calling-code.ts";
import { digitsOf, fold } from "../text/fold.ts";
import { numbersOf, rangeOf, valuesOf } from "./filters.ts";
import type { ListField } from "./fields.ts";

/** What a row must be to stand in the list; plain data, so that it travels to the worker that holds the index. */
export type Condition =
  /**
   * A value holds this text, folded; a phone may hold its digits instead, or those after the calling code of a country.
   * `whole`: the value is it.
   */
  | {
      readonly kind: "text";
      readonly key: string;
      readonly text: string;
      readonly digits: readonly string[];
      readonly whole: boolean;
    }
  | { readonly kind: "any"; readonly key: string; readonly values: readonly string[] }
  | { readonly kind: "days"; readonly key: string; readonly from: string | null; readonly to: string | null }
  | {
      readonly kind: "numbers";
      readonly key: string;
      readonly from: number | null;
      readonly to: number | null;
    }
  /** At least one of these holds. */
  | { readonly kind: "either"; readonly of: readonly Condition[] }
  /** One of these customers. */
  | { readonly kind: "ids"; readonly ids: readonly string[] };

/** Marks a text filter as strict: the whole value is equal (14 §4.1.13). */
export const STRICT = "=";

const PHONE = /^[\s+()./-]*\d[\d\s+()./-]*$/;
// oxlint-disable-next-line no-control-regex -- the index parts its values by them
const CONTROLS = /[\u0000-\u001f\u007f]+/g;

/** Filters longer than this are no filters. */
const LONGEST = 4000;

function textCondition(key: string, kind: ListField["kind"], typed: string): Condition | undefined {
  const whole = typed.startsWith(STRICT);
  const text = fold((whole ? typed.slice(STRICT.length) : typed).replace(CONTROLS, " "));
  if (text === "") return undefined;
  const phone = kind === "phones" && PHONE.test(text);
  const national = phone && !whole ? nationalDigits(text) : null;
  const digits = [...(phone ? [digitsOf(text)] : []), ...(national === null ? [] : [national])];
  return { kind: "text", key, text, digits, whole };
}

/** A value as it stands among others in a filter: the comma parts them. */
export function choiceText(value: string): string {
  return value.replaceAll("%", "%25").replaceAll(",", "%2C");
}

function choiceOf(text: string): string {
  return text.replaceAll("%2C", ",").replaceAll("%25", "%");
}

/** What a filter of a column asks for, as it stands in the address; undefined when it makes no sense. */
export function conditionOf({ key, kind, values }: ListField, text: string): Condition | undefined {
  if (text.length > LONGEST) return undefined;
  if (kind === "text" || kind === "phones" || kind === "comment") return textCondition(key, kind, text);
  if (kind === "day") {
    const range = rangeOf(text);
    return range === undefined ? undefined : { kind: "days", key, ...range };
  }
  if (kind === "number" || kind === "money") {
    const range = numbersOf(text);
    return range === undefined ? undefined : { kind: "numbers", key, ...range };
  }
  const known = kind === "yes-no" ? ["true", "false"] : values;
  const chosen = valuesOf(text)
    .map(choiceOf)
    .filter((value) => known?.includes(value) ?? isId(value));
  return chosen.length === 0 ? undefined : { kind: "any", key, values: chosen };
}

/** Filters of any column as they stand in the address and in saved views; joined by AND. */
export type TableFilters = Readonly<Record<string, string>>;

/** The key under which the table search stands beside the filters of the columns (14 §2.4). */
export const TABLE_SEARCH = "find";

/** Keeps of an address or a saved view what filters the list: known columns with a filter that makes sense. */
export function readTableFilters(
  raw: Readonly<Record<string, unknown>>,
  fields: readonly ListField[],
): TableFilters {
  const kept: Record<string, string> = {};
  for (const field of fields) {
    const value = raw[field.key];
    const text = Array.isArray(value) ? value.join(",") : value;
    if (typeof text !== "string") continue;
    const condition = conditionOf(field, text);
    if (condition !== undefined)
      kept[field.key] = condition.kind === "any" ? condition.values.map(choiceText).join(",") : text;
  }
  const find = raw[TABLE_SEARCH];
  if (typeof find === "string" && fold(find) !== "" && find.length <= LONGEST) kept[TABLE_SEARCH] = find;
  return kept;
}
