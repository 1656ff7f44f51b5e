import type { FieldProblem } from "../customer/problem.ts";
import { isId } from "../ids/ids.ts";
import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";
import { hasBadCharacters } from "../text/clean.ts";
import { isEmail, isPhone } from "../text/contact.ts";
import { parseDay } from "../time/day.ts";
import { isSkipped } from "../time/skipped.ts";
import type { AttrValue, FieldDefinition } from "./definition.ts";
import { isFileValue } from "./file.ts";
import { isIp } from "./ip.ts";

type Checked = Result<AttrValue, FieldProblem>;
/** What of a definition decides about a value. */
export type Checkable = Pick<FieldDefinition, "type" | "required" | "min" | "max" | "options">;

const LONGEST_LINE = 255;
const LONGEST_TEXT = 5000;
const MOST_CHOICES = 100;

/** True for a value that counts as nothing: required fields refuse it, unique ones do not compare it. */
export function isEmptyValue(value: AttrValue): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}

/**
 * Checks a typed or stored value of an additional field (10 §8) and gives it as it is stored; nothing is null,
 * or an empty list for a multi-select. Required is checked here; when it applies is the caller's to decide. Whoever
 * takes a time that is typed tells the office's zone, so that one which never comes there is refused.
 */
export function checkAttr(definition: Checkable, raw: unknown, zone?: string): Checked {
  if (definition.type === "multiselect") return checkChoices(definition, raw);
  if (raw === null || raw === undefined || raw === "") return nothing(definition);
  switch (definition.type) {
    case "string":
      return checkText(definition, raw, LONGEST_LINE, false);
    case "password":
      // What stands in the record of one that was set; a Save takes texts only.
      return isPasswordMark(raw) ? ok(raw) : checkText(definition, raw, LONGEST_LINE, false);
    case "text":
      return checkText(definition, raw, LONGEST_TEXT, true);
    case "integer":
      return checkNumber(definition, raw, true);
    case "decimal":
      return checkNumber(definition, raw, false);
    case "boolean":
      return typeof raw === "boolean" ? ok(raw) : refuse({ kind: "wrong-type" });
    case "date":
      return typeof raw === "string" && parseDay(raw) !== undefined
        ? ok(raw)
        : refuse({ kind: "not-a-date" });
    case "datetime":
      if (!isDateTime(raw)) return refuse({ kind: "not-a-date" });
      return zone !== undefined && isSkipped(zone, raw) ? refuse({ kind: "skipped-time" }) : ok(raw);
    case "select":
      return isOption(definition, raw) ? ok(raw) : refuse({ kind: "not-an-option" });
    case "email":
      return checkShape(definition, raw, isEmail);
    case "phone":
      return checkShape(definition, raw, isPhone);
    case "url":
      return checkShape(definition, raw, isWebAddress);
    case "ip":
      return checkShape(definition, raw, isIp);
    case "file":
      return isFileValue(raw) ? ok(raw) : refuse({ kind: "wrong-type" });
    case "relation":
      return typeof raw === "string" && isId(raw) ? ok(raw) : refuse({ kind: "not-an-option" });
  }
}

/** True for what a record holds of a password: the moment it was set. */
export function isPasswordMark(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0;
}

function nothing(definition: Checkable): Checked {
  return definition.required ? refuse({ kind: "required" }) : ok(null);
}

function checkText(definition: Checkable, raw: unknown, longest: number, multiLine: boolean): Checked {
  if (typeof raw !== "string") return refuse({ kind: "wrong-type" });
  const text = raw.trim();
  if (text === "") return nothing(definition);
  const max = Math.min(definition.max ?? longest, longest);
  if (text.length > max) return refuse({ kind: "too-long", max });
  if (definition.min !== null && text.length < definition.min)
    return refuse({ kind: "too-short", min: definition.min });
  return hasBadCharacters(text, multiLine) ? refuse({ kind: "bad-characters" }) : ok(text);
}

function checkNumber(definition: Checkable, raw: unknown, whole: boolean): Checked {
  const value = typeof raw === "string" ? numberIn(raw) : raw;
  if (typeof value !== "number" || !Number.isFinite(value))
    return refuse({ kind: whole ? "not-whole" : "not-a-number" });
  if (whole && !Number.isSafeInteger(value)) return refuse({ kind: "not-whole" });
  const { min, max } = definition;
  if ((min !== null && value < min) || (max !== null && value > max))
    return refuse({ kind: "out-of-range", min, max });
  return ok(value + 0);
}

/** The number a text writes; with three digits after its comma nobody knows what the comma means. */
function numberIn(text: string): number | undefined {
  const typed = text.trim().replace(/^(-?\d+),(\d{1,2}|\d{4,})$/, "$1.$2");
  return /^-?\d{1,15}(\.\d{1,10})?$/.test(typed) ? Number(typed) : undefined;
}

function checkShape(definition: Checkable, raw: unknown, good: (text: string) => boolean): Checked {
  const text = checkText(definition, raw, LONGEST_LINE, false);
  if (!text.ok || text.value === null) return text;
  return typeof text.value === "string" && good(text.value)
    ? text
    : refuse({ kind: "bad-value", value: String(raw) });
}

function checkChoices(definition: Checkable, raw: unknown): Checked {
  const chosen = raw === null || raw === undefined || raw === "" ? [] : raw;
  if (!Array.isArray(chosen)) return refuse({ kind: "wrong-type" });
  if (chosen.length > MOST_CHOICES) return refuse({ kind: "too-many", max: MOST_CHOICES });
  if (!chosen.every((one): one is string => isOption(definition, one)))
    return refuse({ kind: "not-an-option" });
  if (chosen.length === 0 && definition.required) return refuse({ kind: "required" });
  return ok([...new Set(chosen)]);
}

// A retired option is refused like an unknown one: it stays where it is stored, but cannot be chosen (10 §8.16).
function isOption(definition: Checkable, raw: unknown): raw is string {
  return definition.options.some((option) => !option.retired && option.value === raw);
}

function isDateTime(raw: unknown): raw is string {
  if (typeof raw !== "string" || !/^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(raw)) return false;
  return parseDay(raw.slice(0, 10)) !== undefined;
}

// Only web addresses: a link with another scheme could run script when clicked.
function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/?#]+([/?#]\S*)?$/i.test(text);
}

/** A value as unique fields compare it: trimmed and without case (10 §8.8); undefined when it counts as nothing. */
export function uniqueValue(value: AttrValue): string | undefined {
  if (isEmptyValue(value)) return undefined;
  return String(value).normalize("NFC").trim().toLowerCase();
}
