import { FirestoreError } from "../../engine/errors.ts";
import type { Message } from "../api.ts";

/** Refuses a request whose shape is wrong, in Firestore's form. */
export function invalid(message: string): FirestoreError {
  return new FirestoreError("INVALID_ARGUMENT", message);
}

function isMessage(value: unknown): value is Message {
  return typeof value === "object" && value !== null;
}

/**
 * A field that was really set, else undefined. Decoded messages keep their defaults on the prototype, where a
 * member of a oneof looks set when it is not, so only own properties count.
 */
export function own(message: Message, key: string): unknown {
  if (!Object.hasOwn(message, key)) return undefined;
  return message[key] ?? undefined;
}

/** A sub-message, or undefined when it is not set. Throws INVALID_ARGUMENT for anything but a message. */
export function child(message: Message, key: string): Message | undefined {
  const value = own(message, key);
  if (value === undefined) return undefined;
  if (!isMessage(value)) throw invalid(`Field ${key} must be a message.`);
  return value;
}

/** The own keys of a message that are set, in the order they were set. */
export function ownKeys(message: Message): string[] {
  return Object.keys(message).filter(
    (key) => message[key] !== undefined && typeof message[key] !== "function",
  );
}

/** A repeated field of messages; not set is empty. */
export function children(message: Message, key: string): readonly Message[] {
  return list(message, key).map((value) => {
    if (!isMessage(value)) throw invalid(`Field ${key} must hold messages.`);
    return value;
  });
}

/** A repeated field of strings; not set is empty. */
export function strings(message: Message, key: string): readonly string[] {
  return list(message, key).map((value) => {
    if (typeof value !== "string") throw invalid(`Field ${key} must hold strings.`);
    return value;
  });
}

function list(message: Message, key: string): readonly unknown[] {
  const value = own(message, key);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalid(`Field ${key} must be repeated.`);
  return value;
}

/** The entries of a map field of messages; not set is empty. */
export function entries(message: Message, key: string): readonly (readonly [string, Message])[] {
  const map = child(message, key);
  if (map === undefined) return [];
  return Object.keys(map).map((name) => {
    const value = map[name];
    if (!isMessage(value)) throw invalid(`Field ${key} must hold messages.`);
    return [name, value] as const;
  });
}

/** A string field; not set is "". */
export function string(message: Message, key: string): string {
  const value = own(message, key) ?? "";
  if (typeof value !== "string") throw invalid(`Field ${key} must be a string.`);
  return value;
}

/** A boolean field; not set is false. */
export function boolean(message: Message, key: string): boolean {
  const value = own(message, key) ?? false;
  if (typeof value !== "boolean") throw invalid(`Field ${key} must be a boolean.`);
  return value;
}

/** A 32-bit integer field, bare or in its wrapper message; undefined when not set. */
export function int32(message: Message, key: string): number | undefined {
  const value = own(message, key);
  const bare = isMessage(value) && !isLong(value) ? (own(value, "value") ?? 0) : value;
  if (bare === undefined) return undefined;
  const number = Number(int64Of(bare, key));
  if (number < -2147483648 || number > 2147483647) throw invalid(`Field ${key} is out of range.`);
  return number;
}

/** A 64-bit integer field, bare or in its wrapper message; undefined when not set. */
export function int64(message: Message, key: string): bigint | undefined {
  const value = own(message, key);
  const bare = isMessage(value) && !isLong(value) ? (own(value, "value") ?? 0) : value;
  return bare === undefined ? undefined : int64Of(bare, key);
}

function isLong(value: Message): boolean {
  return "low" in value && "high" in value;
}

/** Reads an int64 given as Long, string, number or bigint. Throws INVALID_ARGUMENT for anything else. */
export function int64Of(value: unknown, key: string): bigint {
  let parsed: bigint | undefined;
  if (typeof value === "bigint") parsed = value;
  else if (typeof value === "number" && Number.isInteger(value)) parsed = BigInt(value);
  else if (typeof value === "string" && /^-?\d{1,20}$/.test(value)) parsed = BigInt(value);
  else if (isMessage(value) && typeof value["low"] === "number" && typeof value["high"] === "number") {
    parsed = (BigInt(value["high"]) << 32n) | BigInt(value["low"] >>> 0);
  }
  if (parsed === undefined || BigInt.asIntN(64, parsed) !== parsed)
    throw invalid(`Field ${key} is not a 64-bit integer.`);
  return parsed;
}

/** A bytes field; not set is empty. Base64 text is taken too, as it comes in ProtoJSON. */
export function bytes(message: Message, key: string): Uint8Array {
  return bytesOf(own(message, key) ?? new Uint8Array(), key);
}

/** Reads bytes given as a Uint8Array, a list of numbers, or base64 text. */
export function bytesOf(value: unknown, key: string): Uint8Array {
  if (value instanceof Uint8Array) return value;
  if (typeof value === "string") return Buffer.from(value, "base64");
  if (Array.isArray(value) && value.every((byte) => typeof byte === "number")) return Uint8Array.from(value);
  throw invalid(`Field ${key} must be bytes.`);
}

/** An enum field as its name; `names` are in the order of their numbers, from 0; one without a name is unknown. Not set is the first. */
export function enumName<Name extends string>(
  message: Message,
  key: string,
  names: readonly (Name | undefined)[],
): Name | undefined {
  const value = own(message, key) ?? 0;
  return typeof value === "number" ? names[value] : names.find((name) => name === value);
}

/** Bytes as a latin-1 string, the form in which ids and tokens travel inside. */
export function latin1(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("latin1");
}
