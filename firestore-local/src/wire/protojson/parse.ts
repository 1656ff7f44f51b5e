import type protobuf from "protobufjs/light.js";
import { FirestoreError } from "../../engine/errors.ts";
import type { Message } from "../../rpc/api.ts";
import type { Codec, FieldPlan, Plan, ScalarType } from "./plan.ts";
import { planOf } from "./plan.ts";
import { INVALID, parseScalar } from "./scalars.ts";
import { parseDuration, parseTimestamp } from "./time.ts";

// As deep as Google's parser goes; Firestore's own limit of 20 levels of value is the engine's to tell.
const MAX_DEPTH = 100;

type JsonObject = Readonly<Record<string, unknown>>;

function isObject(json: unknown): json is JsonObject {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}

/**
 * Reads ProtoJSON into the object form of a message: enums by name, int64 as decimal strings, bytes as Uint8Array.
 * Throws FirestoreError INVALID_ARGUMENT naming every field that does not fit, in Google's words.
 */
export function parseMessage(type: protobuf.Type, json: unknown): Message {
  if (!isObject(json))
    throw new FirestoreError(
      "INVALID_ARGUMENT",
      'Invalid JSON payload received. Unknown name "": Root element must be a message.',
    );
  const reader = new Reader();
  const message = reader.message(planOf(type), json, "", 0);
  if (reader.problems.length > 0) throw new FirestoreError("INVALID_ARGUMENT", reader.problems.join("\n"));
  return message;
}

/** Reads JSON text, then the message. An empty text is an empty message. */
export function parseText(type: protobuf.Type, text: string): Message {
  return parseMessage(type, text.trim() === "" ? {} : parseJson(text));
}

/** Parses JSON text. Throws FirestoreError INVALID_ARGUMENT in Google's words. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new FirestoreError("INVALID_ARGUMENT", `Invalid JSON payload received. ${detail}`);
  }
}

class Reader {
  readonly problems: string[] = [];

  message(plan: Plan, json: JsonObject, at: string, depth: number): Message {
    const out: Record<string, unknown> = {};
    if (depth > MAX_DEPTH) {
      this.problems.push(
        `Message too deep. Max recursion depth reached for key '${at.split(".").at(-1) ?? ""}'`,
      );
      return out;
    }
    const taken = new Map<string, string>();
    for (const [name, value] of Object.entries(json)) {
      const field = plan.byName.get(name);
      if (!field) {
        this.problems.push(
          `Invalid JSON payload received. Unknown name "${name}"${at && ` at '${at}'`}: Cannot find field.`,
        );
        continue;
      }
      // null means "not given" everywhere but in a NullValue.
      if (value === null && field.codec.kind !== "null") continue;
      if (field.oneof !== undefined) {
        if (taken.has(field.oneof)) {
          this.problems.push(
            `Invalid value at '${at}' (oneof), oneof field '${field.oneof}' is already set. Cannot set '${field.key}'`,
          );
          continue;
        }
        taken.set(field.oneof, field.key);
      }
      out[field.key] = this.field(field, value, at === "" ? field.snake : `${at}.${field.snake}`, depth);
    }
    return out;
  }

  private field(field: FieldPlan, json: unknown, at: string, depth: number): unknown {
    switch (field.shape) {
      case "repeated":
        // Google's parser takes a lone value for a list of one.
        return (Array.isArray(json) ? json : [json]).map((item, index) =>
          this.value(field.codec, item, `${at}[${index}]`, depth),
        );
      case "map":
        return this.map(field, json, at, depth);
      case "single":
        if (Array.isArray(json)) {
          this.problems.push(
            `Invalid JSON payload received. Unknown name "${field.key}"${parentOf(at)}: Proto field is not repeating, cannot start list.`,
          );
          return undefined;
        }
        return this.value(field.codec, json, at, depth);
    }
  }

  private map(field: FieldPlan, json: unknown, at: string, depth: number): unknown {
    if (!isObject(json)) {
      this.problems.push(
        `Invalid JSON payload received. Unknown name "${field.key}"${parentOf(at)}: Cannot bind a list to map for field '${field.key}'.`,
      );
      return undefined;
    }
    // fromEntries keeps a key such as __proto__ an ordinary key.
    return Object.fromEntries(
      Object.entries(json).map(([key, value], index) => [
        key,
        this.value(field.codec, value, `${at}[${index}].value`, depth),
      ]),
    );
  }

  private value(codec: Codec, json: unknown, at: string, depth: number): unknown {
    switch (codec.kind) {
      case "message":
        if (isObject(json)) return this.message(codec.plan(), json, at, depth + 1);
        return this.refuse(at, `type.googleapis.com/${codec.plan().name}`, json);
      case "scalar":
        return this.scalar(codec.type, json, at, `TYPE_${codec.type.toUpperCase()}`);
      case "wrapper": {
        const value = this.scalar(codec.type, json, at, `type.googleapis.com/${codec.name}`);
        return value === undefined ? undefined : { value };
      }
      case "enum":
        return this.enumeration(codec, json, at);
      case "null":
        if (json === null || json === "NULL_VALUE" || json === 0) return "NULL_VALUE";
        return this.refuse(at, "type.googleapis.com/google.protobuf.NullValue", json);
      case "timestamp": {
        const time = typeof json === "string" ? parseTimestamp(json) : undefined;
        return (
          time ??
          this.refuseTime(
            at,
            "Timestamp",
            "Illegal timestamp format; timestamps must end with 'Z' or have a valid timezone offset.",
            json,
          )
        );
      }
      case "duration": {
        const span = typeof json === "string" ? parseDuration(json) : undefined;
        return (
          span ?? this.refuseTime(at, "Duration", "Illegal duration format; duration must end with 's'", json)
        );
      }
    }
  }

  private scalar(type: ScalarType, json: unknown, at: string, shownType: string): unknown {
    const value = parseScalar(type, json);
    if (value !== INVALID) return value;
    if (type === "bytes" && typeof json === "string") {
      this.problems.push(
        `Invalid value at '${at}' (${shownType}), Base64 decoding failed for ${JSON.stringify(json)}`,
      );
      return undefined;
    }
    return this.refuse(at, shownType, json);
  }

  private enumeration(codec: Extract<Codec, { kind: "enum" }>, json: unknown, at: string): unknown {
    if (typeof json === "string" && Object.hasOwn(codec.values, json)) return json;
    const number = typeof json === "string" && /^\d+$/.test(json) ? Number(json) : json;
    if (typeof number === "number" && Number.isInteger(number)) return codec.names[number] ?? number;
    return this.refuse(at, `type.googleapis.com/${codec.name}`, json);
  }

  private refuse(at: string, type: string, json: unknown): undefined {
    this.problems.push(`Invalid value at '${at}' (${type}), ${shown(json)}`);
    return undefined;
  }

  private refuseTime(at: string, type: "Timestamp" | "Duration", why: string, json: unknown): undefined {
    const field = at.split(".").at(-1) ?? at;
    this.problems.push(
      `Invalid value at '${at}' (type.googleapis.com/google.protobuf.${type}), ${typeof json === "string" ? `Field '${field}', ${why}` : shown(json)}`,
    );
    return undefined;
  }
}

function parentOf(at: string): string {
  const dot = at.lastIndexOf(".");
  return dot < 0 ? "" : ` at '${at.slice(0, dot)}'`;
}

function shown(json: unknown): string {
  const text = JSON.stringify(json) ?? "null";
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
