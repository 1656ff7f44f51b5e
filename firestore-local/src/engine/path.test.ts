import { describe, expect, test } from "vitest";
import { FirestoreError } from "./errors.ts";
import { checkDocumentPath, compareNames, formatFieldPath, parseFieldPath } from "./path.ts";

function refusal(work: () => void): string {
  try {
    work();
  } catch (cause) {
    if (cause instanceof FirestoreError) return `${cause.code}: ${cause.message}`;
  }
  return "accepted";
}

function levels(count: number): string {
  return Array.from({ length: count }, (_, i) => `c${i}/d`).join("/");
}

describe("document names", () => {
  test.for([
    ["c/d", "accepted"],
    ["c/d/e/f", "accepted"],
    [`c/${"d".repeat(1500)}`, "accepted"],
    ["c/__id123__", "accepted"],
    ["c/...", "accepted"],
    ["c", 'INVALID_ARGUMENT: Document name "c" lacks "/" at index 1.'],
    ["c/d/e", 'INVALID_ARGUMENT: Document name "c/d/e" lacks "/" at index 5.'],
    ["c//e/f", 'INVALID_ARGUMENT: Document name "c//e/f" has invalid empty segment.'],
    ["c/__x__", 'INVALID_ARGUMENT: Resource id "__x__" is invalid because it is reserved.'],
    [
      "c/__id5x__",
      "INVALID_ARGUMENT: A long document ID string must be formatted like '__id{LONG}__', where LONG is a 64-bit integer. Found: '__id5x__'.",
    ],
    ["__c__/x", 'INVALID_ARGUMENT: Resource id "__c__" is invalid because it is reserved.'],
    ["c/.", 'INVALID_ARGUMENT: Resource id "." is invalid because it is "." or "..".'],
    ["c/..", 'INVALID_ARGUMENT: Resource id ".." is invalid because it is "." or "..".'],
    [`c/${"d".repeat(1501)}`, "INVALID_ARGUMENT: The key path element name is longer than 1500 bytes."],
    [`c/${"€".repeat(501)}`, "INVALID_ARGUMENT: The key path element name is longer than 1500 bytes."],
    [`${"c".repeat(1501)}/d`, "INVALID_ARGUMENT: The key path element kind is longer than 1500 bytes."],
  ] as const)("%s", ([path, expected]) => {
    expect(refusal(() => checkDocumentPath(path))).toBe(expected);
  });

  test("a hundred levels are allowed and one more is not", () => {
    expect(refusal(() => checkDocumentPath(levels(100)))).toBe("accepted");
    expect(refusal(() => checkDocumentPath(levels(101)))).toContain("INVALID_ARGUMENT");
  });

  test("are ordered segment by segment, numeric ids first", () => {
    const names = ["c/a/x/1", "c/a", "c/__id10__", "c/__id9__", "c/A", "b/z", "c/a-b", "c/__id-1__"];
    expect(names.sort(compareNames)).toEqual([
      "b/z",
      "c/__id-1__",
      "c/__id9__",
      "c/__id10__",
      "c/A",
      "c/a",
      "c/a/x/1",
      "c/a-b",
    ]);
  });
});

describe("field paths", () => {
  test.for([
    ["a", ["a"]],
    ["a.b_1.C", ["a", "b_1", "C"]],
    ["`a b`.c", ["a b", "c"]],
    ["`a.b`", ["a.b"]],
    ["`\\``", ["`"]],
    ["`a\\\\b`", ["a\\b"]],
    ["`1`", ["1"]],
    ["__name__", ["__name__"]],
  ] as const)("%s is read, and written the same", ([text, names]) => {
    expect(parseFieldPath(text)).toEqual(names);
    expect(formatFieldPath(names)).toBe(text);
  });

  test.for(["", ".", "a.", ".a", "a..b", "a b", "1a", "`", "`a", "``", "`a`b", "a`b`"])(
    "%s is refused",
    (text) => {
      expect(refusal(() => parseFieldPath(text))).toContain(
        `INVALID_ARGUMENT: Invalid property path "${text}".`,
      );
    },
  );
});
