import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { IndexesFile } from "../engine/api.ts";

/** The indexes file that belongs to a rules file when none is named: the one beside it, if there is one. */
export function indexesBeside(rules: string | null): string | null {
  if (rules === null) return null;
  const file = join(dirname(rules), "firestore.indexes.json");
  return existsSync(file) ? file : null;
}

/** Reads a `firestore.indexes.json`; throws Error with a sentence when it is none. */
export function readIndexesFile(file: string): IndexesFile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(
      `The indexes file ${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
  if (!isIndexesFile(parsed))
    throw new Error(
      `The indexes file ${file} needs a list of "indexes", each with a collectionGroup and fields.`,
    );
  return parsed;
}

function isIndexesFile(value: unknown): value is IndexesFile {
  if (!isObject(value)) return false;
  const { indexes = [], fieldOverrides = [] } = value;
  return (
    Array.isArray(indexes) &&
    indexes.every((entry) => hasText(entry, "collectionGroup") && hasFields(entry)) &&
    Array.isArray(fieldOverrides) &&
    fieldOverrides.every((entry) => hasText(entry, "collectionGroup", "fieldPath"))
  );
}

function hasFields(entry: unknown): boolean {
  const fields = isObject(entry) ? entry["fields"] : undefined;
  return Array.isArray(fields) && fields.every((field) => hasText(field, "fieldPath"));
}

function hasText(value: unknown, ...keys: readonly string[]): boolean {
  return isObject(value) && keys.every((key) => typeof value[key] === "string");
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
