import { GeoPoint, Reference, Timestamp, type MapValue, type Value } from "../../engine/value.ts";
import type { Message } from "../api.ts";
import {
  bytesOf,
  child,
  children,
  entries,
  int32,
  int64,
  int64Of,
  invalid,
  own,
  ownKeys,
} from "./message.ts";

/** Deeper than any document may be; keeps a hostile message from overflowing the stack. */
const DEEPEST = 64;
const FIRST_SECOND = -62_135_596_800n;
const LAST_SECOND = 253_402_300_799n;

/** Reads a `google.firestore.v1.Value`; one with nothing set is null, as the service takes it. */
export function readValue(message: Message, depth = 0): Value {
  if (depth > DEEPEST) throw invalid("Property contains an invalid nested entity.");
  const type = ownKeys(message).at(-1);
  if (type === undefined || type === "nullValue") return null;
  const raw = message[type];
  if (raw === null) return null;
  switch (type) {
    case "booleanValue":
      if (typeof raw !== "boolean") throw invalid("booleanValue must be a boolean.");
      return raw;
    case "integerValue":
      return int64Of(raw, type);
    case "doubleValue":
      return readDouble(raw);
    case "stringValue":
      if (typeof raw !== "string") throw invalid("stringValue must be a string.");
      return raw;
    case "bytesValue":
      return bytesOf(raw, type);
    case "referenceValue":
      if (typeof raw !== "string") throw invalid("referenceValue must be a string.");
      return new Reference(raw);
    case "timestampValue":
      return readTimestamp(present(message, type));
    case "geoPointValue":
      return readGeoPoint(present(message, type));
    case "arrayValue":
      return children(present(message, type), "values").map((value) => readValue(value, depth + 1));
    case "mapValue":
      return readFields(present(message, type), depth + 1);
    default:
      throw invalid(`Unknown value type ${type}.`);
  }
}

/** Reads the `fields` of a document or a map value. */
export function readFields(message: Message, depth = 0): MapValue {
  const fields = new Map<string, Value>();
  for (const [name, value] of entries(message, "fields")) fields.set(name, readValue(value, depth));
  return fields;
}

function present(message: Message, key: string): Message {
  const value = child(message, key);
  if (value === undefined) throw invalid(`${key} must be a message.`);
  return value;
}

function readDouble(raw: unknown): number {
  if (typeof raw === "number") return raw;
  // ProtoJSON spells the values that JSON has no numbers for, and allows numbers in quotes.
  if (typeof raw === "string" && raw.trim() !== "" && (raw === "NaN" || !Number.isNaN(Number(raw))))
    return Number(raw);
  throw invalid("doubleValue must be a number.");
}

/** Reads a timestamp message and cuts it to the microseconds that Firestore keeps. */
export function readTimestamp(message: Message): Timestamp {
  const seconds = int64(message, "seconds") ?? 0n;
  const nanos = int32(message, "nanos") ?? 0;
  if (seconds < FIRST_SECOND || seconds > LAST_SECOND) throw invalid("Timestamp seconds are out of range.");
  if (nanos < 0 || nanos > 999_999_999) throw invalid("Timestamp nanos are out of range.");
  return new Timestamp(Number(seconds), nanos - (nanos % 1000));
}

function readGeoPoint(message: Message): GeoPoint {
  const latitude = readDouble(own(message, "latitude") ?? 0);
  const longitude = readDouble(own(message, "longitude") ?? 0);
  if (!(latitude >= -90 && latitude <= 90)) throw invalid("Latitude must be in the range of [-90, 90].");
  if (!(longitude >= -180 && longitude <= 180))
    throw invalid("Longitude must be in the range of [-180, 180].");
  return new GeoPoint(latitude, longitude);
}

/** Writes a value as a `google.firestore.v1.Value`; integers become decimal text, which loses nothing. */
export function writeValue(value: Value): Message {
  switch (typeof value) {
    case "boolean":
      return { booleanValue: value };
    case "bigint":
      return { integerValue: value.toString() };
    case "number":
      return { doubleValue: value };
    case "string":
      return { stringValue: value };
    default:
      return writeObject(value);
  }
}

function writeObject(value: Exclude<Value, boolean | bigint | number | string>): Message {
  if (value === null) return { nullValue: "NULL_VALUE" };
  if (value instanceof Uint8Array) return { bytesValue: value };
  if (value instanceof Timestamp) return { timestampValue: writeTimestamp(value) };
  if (value instanceof GeoPoint)
    return { geoPointValue: { latitude: value.latitude, longitude: value.longitude } };
  if (value instanceof Reference) return { referenceValue: value.name };
  if (value instanceof Map) return { mapValue: { fields: writeFields(value) } };
  return { arrayValue: { values: (value as readonly Value[]).map(writeValue) } };
}

/** Writes a map's fields, in their order. */
export function writeFields(fields: MapValue): Message {
  // Without a prototype a field may even be called `__proto__`.
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [name, value] of fields) out[name] = writeValue(value);
  return out;
}

/** Writes a timestamp message. */
export function writeTimestamp(time: Timestamp): Message {
  return { seconds: time.seconds, nanos: time.nanos };
}
