import type { ScalarType } from "./plan.ts";

/** Stands for "not a value of this type", since undefined and null are JSON's own. */
export const INVALID = Symbol("invalid");

const INTEGER = /^-?\d+$/;
const INT64_MIN = -(2n ** 63n);
const INT64_MAX = 2n ** 63n - 1n;
const NUMBER = /^-?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const BASE64 = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** Reads a JSON scalar as the object form has it: int64 as a decimal string, bytes as a Uint8Array. */
export function parseScalar(type: ScalarType, json: unknown): unknown {
  switch (type) {
    case "string":
      return typeof json === "string" ? json : INVALID;
    case "bool":
      // Query parameters only come as text.
      return typeof json === "boolean" ? json : json === "true" ? true : json === "false" ? false : INVALID;
    case "int32":
      return parseInt32(json);
    case "int64":
      return parseInt64(json);
    case "double":
      return parseDouble(json);
    case "bytes":
      return parseBytes(json);
  }
}

function parseInt32(json: unknown): unknown {
  const number = typeof json === "string" && NUMBER.test(json) ? Number(json) : json;
  return typeof number === "number" && (number | 0) === number ? number | 0 : INVALID;
}

function parseInt64(json: unknown): unknown {
  if (typeof json === "number") return Number.isSafeInteger(json) ? String(json) : INVALID;
  if (typeof json !== "string" || !INTEGER.test(json) || json.length > 20) return INVALID;
  const value = BigInt(json);
  return value >= INT64_MIN && value <= INT64_MAX ? String(value) : INVALID;
}

function parseDouble(json: unknown): unknown {
  if (typeof json === "number") return json;
  if (json === "NaN" || json === "Infinity" || json === "-Infinity") return Number(json);
  return typeof json === "string" && NUMBER.test(json) ? Number(json) : INVALID;
}

function parseBytes(json: unknown): unknown {
  if (typeof json !== "string" || !BASE64.test(json)) return INVALID;
  const digits = json.replace(/=+$/, "");
  if (digits.length % 4 === 1) return INVALID;
  // Node reads the URL-safe alphabet as base64 too.
  return Buffer.from(digits, "base64");
}

// JSON.stringify prints -0 as 0, which would change the document.
const rawJson = (JSON as typeof JSON & { rawJSON(text: string): unknown }).rawJSON;
const NEGATIVE_ZERO = rawJson("-0");

/** Writes a scalar of the object form (also Long, bigint or number for int64, a base64 string for bytes) as JSON. */
export function printScalar(type: ScalarType, value: unknown): unknown {
  switch (type) {
    case "int64":
      return String(value);
    case "double": {
      const number = Number(value);
      if (!Number.isFinite(number)) return String(number);
      return Object.is(number, -0) ? NEGATIVE_ZERO : number;
    }
    case "bytes":
      return value instanceof Uint8Array
        ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64")
        : value;
    case "string":
    case "bool":
    case "int32":
      return value;
  }
}

/** Whether a scalar is the type's default, which proto3 does not send. */
export function isDefaultScalar(type: ScalarType, value: unknown): boolean {
  switch (type) {
    case "int64":
      return String(value) === "0";
    case "bytes":
      return value instanceof Uint8Array ? value.length === 0 : value === "";
    case "double":
      return Object.is(value, 0);
    case "string":
      return value === "";
    case "bool":
      return value === false;
    case "int32":
      return value === 0;
  }
}
