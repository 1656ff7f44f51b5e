import type { Transform } from "../api.ts";
import { FieldsEditor, getField } from "../fields.ts";
import { compareNumbers, equalValues, isArray } from "../order.ts";
import type { MapValue, Timestamp, Value } from "../value.ts";

const INT64_MAX = (1n << 63n) - 1n;
const INT64_MIN = -(1n << 63n);

/** Applies transforms in order to a document's fields; results are as Firestore reports them (null for array transforms). */
export function applyTransforms(
  fields: MapValue,
  transforms: readonly Transform[],
  time: Timestamp,
): { fields: MapValue; results: readonly Value[] } {
  const results: Value[] = [];
  const editor = new FieldsEditor(fields);
  for (const transform of transforms) {
    const value = transformed(transform, getField(editor.fields, transform.field), time);
    editor.set(transform.field, value);
    results.push(transform.op === "arrayUnion" || transform.op === "arrayRemove" ? null : value);
  }
  return { fields: editor.fields, results };
}

function transformed(transform: Transform, base: Value | undefined, time: Timestamp): Value {
  switch (transform.op) {
    case "serverTimestamp":
      return time;
    case "increment":
      return isNumber(base) ? add(base, transform.operand) : transform.operand;
    case "minimum":
      return isNumber(base) ? extreme(base, transform.operand, -1) : transform.operand;
    case "maximum":
      return isNumber(base) ? extreme(base, transform.operand, 1) : transform.operand;
    case "arrayUnion": {
      const items = isArray(base) ? [...base] : [];
      for (const item of transform.operand)
        if (!items.some((known) => equalValues(known, item))) items.push(item);
      return items;
    }
    case "arrayRemove":
      return isArray(base)
        ? base.filter((item) => !transform.operand.some((unwanted) => equalValues(unwanted, item)))
        : [];
  }
}

function isNumber(value: Value | undefined): value is bigint | number {
  return typeof value === "bigint" || typeof value === "number";
}

/** Two integers stay one and stop at the ends of 64 bits; with a double the sum is a double. */
function add(a: bigint | number, b: bigint | number): bigint | number {
  if (typeof a !== "bigint" || typeof b !== "bigint") return Number(a) + Number(b);
  const sum = a + b;
  return sum > INT64_MAX ? INT64_MAX : sum < INT64_MIN ? INT64_MIN : sum;
}

/** The smaller (sign -1) or larger (1) number; the stored one when they are equal; NaN when either is. */
function extreme(base: bigint | number, operand: bigint | number, sign: 1 | -1): bigint | number {
  if (Number.isNaN(base) || Number.isNaN(operand)) return Number.NaN;
  return compareNumbers(operand, base) * sign > 0 ? operand : base;
}
