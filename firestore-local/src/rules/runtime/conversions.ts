import { parsePath } from "../values/path.ts";
import { Failure, typeName, unsupported, type Outcome, type RulesValue } from "../values/value.ts";
import { define } from "./arguments.ts";
import { int64 } from "./operators.ts";
import { toPath } from "./scalars.ts";

const INT_TEXT = /^[+-]?\d+$/;
const FLOAT_TEXT = /^[+-]?(?:NaN|Infinity|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[fFdD]?$/;
const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;

function conversionError(value: string, to: string): Failure {
  return new Failure(`Type conversion error. Argument: [${value}], From type: [string], To type: [${to}].`);
}

/** A float cut to a 64-bit integer: toward zero, clamped at the ends, NaN as 0. */
export function clampToInt(value: number): bigint {
  if (Number.isNaN(value)) return 0n;
  if (value >= 2 ** 63) return INT_MAX;
  if (value <= -(2 ** 63)) return INT_MIN;
  return BigInt(Math.trunc(value));
}

function toInt(value: RulesValue): Outcome {
  if (typeof value === "bigint") return value;
  if (typeof value === "number") return clampToInt(value);
  const text = typeof value === "string" ? value : "";
  if (!INT_TEXT.test(text)) return conversionError(text, "int");
  const parsed = int64(BigInt(text.startsWith("+") ? text.slice(1) : text));
  return parsed instanceof Failure ? conversionError(text, "int") : parsed;
}

function toFloat(value: RulesValue): Outcome {
  if (typeof value !== "string") return Number(value);
  const text = value.trim();
  return FLOAT_TEXT.test(text) ? Number.parseFloat(text) : conversionError(value, "float");
}

/** A float as the rules write it: always with a decimal point or an exponent. */
function floatText(value: number): string {
  const text = Object.is(value, -0) ? "-0" : String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

/** `string(value)`, also used by `join`. */
export function stringify(value: RulesValue): string | Failure {
  switch (typeof value) {
    case "string":
      return value;
    case "bigint":
    case "boolean":
      return String(value);
    case "number":
      return floatText(value);
    default: {
      if (value === null) return "null";
      return (
        toPath(value)?.toString() ??
        unsupported(
          `string(${typeName(value)})`,
          "string(int), string(float), string(null), string(string), string(bool), string(path)",
        )
      );
    }
  }
}

function toBool(value: RulesValue): Outcome {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  return new Failure(
    `Type conversion error. Argument: [${String(value)}], From type: [${typeName(value)}], To type: [bool].`,
  );
}

/** The conversion functions. `bool` is documented, though production lacks it. */
export const CONVERSIONS = new Map(
  [
    ...define("", {
      int: [[["int"], ["float"], ["string"]], (_, [value]) => toInt(value ?? null)],
      float: [[["int"], ["float"], ["string"]], (_, [value]) => toFloat(value ?? null)],
      string: [[["any"]], (_, [value]) => stringify(value ?? null)],
      bool: [[["bool"], ["string"]], (_, [value]) => toBool(value ?? null)],
      path: [[["string"]], (_, [value]) => parsePath(typeof value === "string" ? value : "")],
    }),
  ].map(([name, overloads]) => [name, { ...overloads, name }]),
);
