import type { Document } from "../../engine/api.ts";
import { project } from "../../engine/fields.ts";
import { isNamePath, parseFieldPath } from "../../engine/path.ts";
import type { FieldPath } from "../../engine/query.ts";
import type { Message } from "../api.ts";
import { child, strings } from "./message.ts";
import { fullName } from "./names.ts";
import { writeFields, writeTimestamp } from "./value.ts";

/** Writes a document of a database; `mask` keeps only those fields, null keeps all. */
export function writeDocument(
  database: string,
  document: Document,
  mask: readonly FieldPath[] | null = null,
): Message {
  return {
    name: fullName(database, document.path),
    fields: writeFields(mask === null ? document.fields : project(document.fields, mask)),
    createTime: writeTimestamp(document.createTime),
    updateTime: writeTimestamp(document.updateTime),
  };
}

/** Reads a DocumentMask field; null when it is not set. `__name__` in it selects nothing but the name. */
export function readMask(message: Message, key: string): readonly FieldPath[] | null {
  const mask = child(message, key);
  if (mask === undefined) return null;
  return strings(mask, "fieldPaths")
    .map(parseFieldPath)
    .filter((path) => !isNamePath(path));
}
