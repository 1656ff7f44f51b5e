import { Timestamp } from "../../engine/value.ts";
import { GeoPoint, Reference } from "../../engine/value.ts";
import { Path } from "../values/path.ts";
import { RulesSet } from "../values/set.ts";
import type { RulesMap, RulesValue } from "../values/value.ts";

/** JSON objects as they come over the line. */
export type Json = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A value as the Storage emulator writes it (`{string_value: …}`); what is not understood is null. */
export function fromExpressionValue(json: unknown): RulesValue {
  const [kind, value] = Object.entries(asObject(json))[0] ?? [];
  switch (kind) {
    case "string_value":
      return typeof value === "string" ? value : null;
    case "bool_value":
      return value === true;
    case "int_value":
      return toInteger(value);
    case "float_value":
      return Number(value);
    case "timestamp_value":
      return toTimestamp(value);
    case "list_value":
      return asList(asObject(value)["values"]).map(fromExpressionValue);
    case "set_value":
      return RulesSet.of(asList(asObject(value)["values"]).map(fromExpressionValue));
    case "map_value":
      return mapOf(asObject(value)["fields"], fromExpressionValue);
    case "path_value":
      return new Path(
        asList(asObject(value)["segments"]).map((segment) => String(asObject(segment)["simple"] ?? "")),
      );
    default:
      return null;
  }
}

/** A Firestore field value in its REST form (`{stringValue: …}`). */
export function fromFirestoreValue(json: unknown): RulesValue {
  const [kind, value] = Object.entries(asObject(json))[0] ?? [];
  switch (kind) {
    case "booleanValue":
      return value === true;
    case "stringValue":
      return String(value);
    case "integerValue":
      return toInteger(value);
    case "doubleValue":
      return Number(value);
    case "timestampValue":
      return toTimestamp(value);
    case "bytesValue":
      return new Uint8Array(Buffer.from(String(value), "base64"));
    case "referenceValue":
      return new Reference(String(value));
    case "geoPointValue":
      return new GeoPoint(
        Number(asObject(value)["latitude"] ?? 0),
        Number(asObject(value)["longitude"] ?? 0),
      );
    case "arrayValue":
      return asList(asObject(value)["values"]).map(fromFirestoreValue);
    case "mapValue":
      return firestoreFields(asObject(value)["fields"]);
    default:
      return null;
  }
}

/** The fields of a Firestore document in its REST form. */
export function firestoreFields(json: unknown): RulesMap {
  return mapOf(json, fromFirestoreValue);
}

function mapOf(json: unknown, read: (value: unknown) => RulesValue): RulesMap {
  return new Map(Object.entries(asObject(json)).map(([key, value]) => [key, read(value)]));
}

function toInteger(value: unknown): bigint | null {
  return (typeof value === "string" && /^-?\d+$/.test(value)) || Number.isSafeInteger(value)
    ? BigInt(value as string | number)
    : null;
}

function toTimestamp(value: unknown): Timestamp | null {
  const text = String(value);
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? "";
  const millis = Date.parse(text.replace(/\.\d+Z$/, "Z"));
  return Number.isNaN(millis)
    ? null
    : new Timestamp(millis / 1000, Number(fraction.padEnd(9, "0").slice(0, 9)));
}
