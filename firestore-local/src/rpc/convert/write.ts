import type { Precondition, Transform, Write, WriteResult } from "../../engine/api.ts";
import { parseFieldPath } from "../../engine/path.ts";
import type { Message } from "../api.ts";
import { readMask } from "./document.ts";
import { child, children, enumName, invalid, own, ownKeys, string } from "./message.ts";
import { documentName } from "./names.ts";
import { readFields, readTimestamp, readValue, writeTimestamp, writeValue } from "./value.ts";

/** Reads the writes of a commit to one database. Throws INVALID_ARGUMENT for a write that cannot be read. */
export function readWrites(database: string, messages: readonly Message[]): readonly Write[] {
  const writes = messages.map((message) => readWrite(database, message));
  checkVerifies(writes);
  return writes;
}

/** Reads one `google.firestore.v1.Write`. */
export function readWrite(database: string, message: Message): Write {
  const precondition = readPrecondition(message, "currentDocument");
  const update = child(message, "update");
  if (update !== undefined) {
    return {
      op: "set",
      path: pathIn(database, string(update, "name")),
      fields: readFields(update),
      mask: readMask(message, "updateMask"),
      transforms: children(message, "updateTransforms").map(readTransform),
      precondition,
    };
  }
  const deleted = own(message, "delete");
  if (deleted !== undefined)
    return { op: "delete", path: pathIn(database, text(deleted, "delete")), precondition };
  const verified = own(message, "verify");
  if (verified !== undefined) return readVerify(database, text(verified, "verify"), message, precondition);
  const transform = child(message, "transform");
  if (transform !== undefined) {
    // The older form of a transform: it changes nothing but the fields it names.
    return {
      op: "set",
      path: pathIn(database, string(transform, "document")),
      fields: new Map(),
      mask: [],
      transforms: children(transform, "fieldTransforms").map(readTransform),
      precondition,
    };
  }
  throw invalid("Write has no operation.");
}

function readVerify(database: string, name: string, message: Message, precondition: Precondition): Write {
  if (precondition.exists === undefined && precondition.updateTime === undefined) {
    throw invalid("a verify must contain a precondition");
  }
  if (child(message, "updateMask") !== undefined) throw invalid("a verify must not specify a document mask.");
  if (children(message, "updateTransforms").length > 0)
    throw invalid("a verify must not specify a update transform.");
  return { op: "verify", path: pathIn(database, name), precondition };
}

/** In a commit a document is verified at most once, and never also written. */
function checkVerifies(writes: readonly Write[]): void {
  const verified = new Map<string, boolean>();
  for (const { op, path } of writes) {
    const before = verified.get(path);
    const verify = op === "verify";
    if (before === undefined) verified.set(path, verify);
    else if (before || verify) {
      const how = !before
        ? "written and then verified"
        : verify
          ? "verified more than once"
          : "verified and then written";
      throw invalid(`the same document cannot be ${how} in a single request`);
    }
  }
}

function text(value: unknown, key: string): string {
  if (typeof value !== "string") throw invalid(`Field ${key} must be a string.`);
  return value;
}

function pathIn(database: string, name: string): string {
  const parsed = documentName(name);
  if (parsed.database !== database) throw invalid(`Document "${name}" is not in database "${database}".`);
  return parsed.path;
}

/** Reads a Precondition field; not set demands nothing. */
export function readPrecondition(message: Message, key: string): Precondition {
  const precondition = child(message, key);
  if (precondition === undefined) return {};
  const updateTime = child(precondition, "updateTime");
  if (updateTime !== undefined) return { updateTime: readTimestamp(updateTime) };
  const exists = own(precondition, "exists");
  if (exists === undefined) return {};
  if (typeof exists !== "boolean") throw invalid("Field exists must be a boolean.");
  return { exists };
}

function readTransform(message: Message): Transform {
  const field = parseFieldPath(string(message, "fieldPath"));
  const type = ownKeys(message).find((key) => key !== "fieldPath");
  switch (type) {
    case "setToServerValue":
      if (enumName(message, type, ["SERVER_VALUE_UNSPECIFIED", "REQUEST_TIME"]) !== "REQUEST_TIME") {
        throw invalid("Unknown server value.");
      }
      return { field, op: "serverTimestamp" };
    case "increment":
      return { field, op: "increment", operand: readNumber(message, type) };
    case "maximum":
      return { field, op: "maximum", operand: readNumber(message, type) };
    case "minimum":
      return { field, op: "minimum", operand: readNumber(message, type) };
    case "appendMissingElements":
      return { field, op: "arrayUnion", operand: readElements(message, type) };
    case "removeAllFromArray":
      return { field, op: "arrayRemove", operand: readElements(message, type) };
    default:
      throw invalid("Unknown transform type.");
  }
}

function readNumber(message: Message, key: string): bigint | number {
  const value = readValue(child(message, key) ?? {});
  if (typeof value !== "bigint" && typeof value !== "number") {
    throw invalid(`The operand of the transform ${key} must be a number.`);
  }
  return value;
}

function readElements(message: Message, key: string): ReturnType<typeof readValue>[] {
  return children(child(message, key) ?? {}, "values").map((value) => readValue(value, 1));
}

/** Writes a WriteResult; a delete's has no time. */
export function writeWriteResult(result: WriteResult): Message {
  return {
    ...(result.updateTime === null ? {} : { updateTime: writeTimestamp(result.updateTime) }),
    transformResults: result.transformResults.map(writeValue),
  };
}
