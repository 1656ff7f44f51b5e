import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { indexesBeside, readIndexesFile } from "./indexes-file.ts";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "firestore-local-indexes-"));
  file = join(folder, "firestore.indexes.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("the indexes beside the rules are used when none are named", () => {
  const rules = join(folder, "firestore.rules");
  expect(indexesBeside(rules)).toBe(null);
  writeFileSync(file, "{}");
  expect(indexesBeside(rules)).toBe(file);
  expect(indexesBeside(null)).toBe(null);
});

test("a file as the Firebase console exports it is read", () => {
  const indexes = {
    indexes: [
      {
        collectionGroup: "customers",
        queryScope: "COLLECTION",
        fields: [
          { fieldPath: "status", order: "ASCENDING" },
          { fieldPath: "name", order: "ASCENDING" },
        ],
      },
    ],
    fieldOverrides: [{ collectionGroup: "notes", fieldPath: "text", indexes: [] }],
  };
  writeFileSync(file, JSON.stringify(indexes));
  expect(readIndexesFile(file)).toEqual(indexes);
});

test.each([
  ["{", /cannot be read/],
  ["null", /needs a list/],
  ['{"indexes": {}}', /needs a list/],
  ['{"indexes": [{"fields": []}]}', /needs a list/],
  ['{"indexes": [{"collectionGroup": "a", "fields": [{}]}]}', /needs a list/],
  ['{"fieldOverrides": [{"collectionGroup": "a"}]}', /needs a list/],
])("what is no list of indexes is refused with a reason: %s", (text, reason) => {
  writeFileSync(file, text);
  expect(() => readIndexesFile(file)).toThrow(reason);
});
