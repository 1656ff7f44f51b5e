import type { FieldDefinition, FieldValue } from "../fields/definition.ts";
import { attrKey } from "../fields/definition.ts";
import { checkAttr } from "../fields/check.ts";
import { rounded } from "../geo/typed.ts";
import { isId } from "../ids/ids.ts";
import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";
import { hasBadCharacters, isBlank } from "../text/clean.ts";
import { isEmail, isPhone, MOST_VALUES, splitValues } from "../text/contact.ts";
import type { Day } from "../time/day.ts";
import { parseDay } from "../time/day.ts";
import type { FieldProblem } from "./problem.ts";
import type { CustomerField, Geo } from "./record.ts";
import type { FieldShape } from "./table.ts";
import { CUSTOMER_FIELDS, EARLIEST_DAY, isCustomerField } from "./table.ts";

/** What the checks need to know besides the value. */
export interface CheckContext {
  readonly today: Day;
  readonly definitions: readonly FieldDefinition[];
  /** The office's zone, where something is typed; what is stored already is not asked whether its time ever came. */
  readonly zone?: string | undefined;
}

type Checked = Result<FieldValue, FieldProblem>;

const LOGIN = /^[A-Za-z0-9._@+-]+$/;
export const LONGEST_LOGIN = 64;

/**
 * Checks one value for a fixed or additional field, typed or stored, and gives it as it is stored: trimmed, lists
 * split on commas, empty dates as null. Uniqueness and existence of references are the server's to check.
 */
export function checkField(key: string, raw: unknown, context: CheckContext): Checked {
  if (isCustomerField(key)) return checkFixed(key, raw, context.today);
  const definition = context.definitions.find((one) => attrKey(one.name) === key);
  return definition === undefined
    ? refuse({ kind: "not-yours-to-change" })
    : checkAttr(definition, raw, context.zone);
}

/** Checks many fields; the problems are named by field, the values are there for the good ones. */
export function checkFields(
  raw: Readonly<Record<string, unknown>>,
  context: CheckContext,
): { readonly values: Record<string, FieldValue>; readonly problems: Record<string, FieldProblem> } {
  const values: Record<string, FieldValue> = {};
  const problems: Record<string, FieldProblem> = {};
  for (const [key, value] of Object.entries(raw)) {
    const checked = checkField(key, value, context);
    if (checked.ok) values[key] = checked.value;
    else problems[key] = checked.error;
  }
  return { values, problems };
}

function checkFixed(key: CustomerField, raw: unknown, today: Day): Checked {
  const shape: FieldShape = CUSTOMER_FIELDS[key].shape;
  switch (shape.kind) {
    case "line":
      return checkLine(raw, shape.min, shape.max);
    case "login":
      return checkLogin(raw);
    case "emails":
      return checkList(raw, isEmail);
    case "phones":
      return checkList(raw, isPhone);
    case "day":
      return checkDay(raw, shape.required, today);
    case "geo":
      return checkGeo(raw);
    case "choice":
      return typeof raw === "string" && shape.of.includes(raw) ? ok(raw) : refuse({ kind: "not-an-option" });
    case "reference":
      return typeof raw === "string" && isId(raw) ? ok(raw) : refuse({ kind: "not-an-option" });
    case "references":
      return checkReferences(raw, shape.max);
  }
}

/** One line of text, trimmed; `min` 1 makes it required, and then there has to be something to see. */
export function checkLine(raw: unknown, min: number, max: number): Result<string, FieldProblem> {
  if (typeof raw !== "string") return refuse({ kind: "wrong-type" });
  const text = raw.trim();
  if (min > 0 && isBlank(text)) return refuse({ kind: "required" });
  if (text.length > max) return refuse({ kind: "too-long", max });
  return hasBadCharacters(text, false) ? refuse({ kind: "bad-characters" }) : ok(text);
}

/** A portal or administrator login: 1–64 of letters, digits and `. _ - @ +` (10 §2.2). */
export function checkLogin(raw: unknown): Result<string, FieldProblem> {
  if (typeof raw !== "string") return refuse({ kind: "wrong-type" });
  const text = raw.trim();
  if (text === "") return refuse({ kind: "required" });
  if (text.length > LONGEST_LOGIN) return refuse({ kind: "too-long", max: LONGEST_LOGIN });
  return LOGIN.test(text) ? ok(text) : refuse({ kind: "bad-login" });
}

function checkList(raw: unknown, good: (value: string) => boolean): Result<readonly string[], FieldProblem> {
  const typed = typeof raw === "string" ? raw : Array.isArray(raw) ? raw.join(",") : undefined;
  if (typed === undefined) return refuse({ kind: "wrong-type" });
  const values = splitValues(typed);
  const bad = values.find((value) => !good(value) || hasBadCharacters(value, false));
  if (bad !== undefined) return refuse({ kind: "bad-value", value: bad });
  return values.length > MOST_VALUES ? refuse({ kind: "too-many", max: MOST_VALUES }) : ok(values);
}

function checkDay(raw: unknown, required: boolean, today: Day): Result<Day | null, FieldProblem> {
  if (raw === null || raw === "") return required ? refuse({ kind: "required" }) : ok(null);
  const day = typeof raw === "string" ? parseDay(raw) : undefined;
  if (day === undefined) return refuse({ kind: "not-a-date" });
  if (day > today) return refuse({ kind: "after", limit: today });
  return day < EARLIEST_DAY ? refuse({ kind: "before", limit: EARLIEST_DAY }) : ok(day);
}

function checkGeo(raw: unknown): Result<Geo | null, FieldProblem> {
  if (raw === null) return ok(null);
  if (typeof raw !== "object" || !("lat" in raw) || !("lng" in raw)) return refuse({ kind: "wrong-type" });
  const { lat, lng } = raw;
  if (!isWithin(lat, 90) || !isWithin(lng, 180)) return refuse({ kind: "bad-format" });
  return ok(rounded({ lat, lng }));
}

function isWithin(value: unknown, bound: number): value is number {
  return typeof value === "number" && Math.abs(value) <= bound;
}

function checkReferences(raw: unknown, max: number): Result<readonly string[], FieldProblem> {
  if (!Array.isArray(raw)) return refuse({ kind: "wrong-type" });
  const ids = [...new Set(raw)];
  if (ids.length > max) return refuse({ kind: "too-many", max });
  const bad = ids.some((id) => typeof id !== "string" || !isId(id));
  return bad ? refuse({ kind: "not-an-option" }) : ok(ids as string[]);
}
