import { expect, test } from "vitest";
import {
  checkChoices,
  offered,
  readCommentsConfig,
  startingChoice,
  storedChoices,
  type CommentType,
} from "./comments.ts";

const read = readCommentsConfig(undefined);
if (!read.ok) throw new Error("The defaults do not read");
const { types, categories } = read.value;
const tower: CommentType = { key: "t1", title: "Tower", icon: "flag", retired: false };
const changed = (key: string, part: Partial<CommentType>) =>
  types.map((one) => (one.key === key ? { ...one, ...part } : one));

test("the defaults can be stored as they are, and one more", () => {
  expect(checkChoices("types", types)).toEqual({});
  expect(checkChoices("categories", categories)).toEqual({});
  expect(checkChoices("types", [...types, tower])).toEqual({});
});

test("a title is needed, short enough, and no other's; a retired one takes none away", () => {
  const problem = (title: string) => checkChoices("types", [...types, { ...tower, title }])["t1"];
  expect(problem(" ")).toEqual({ kind: "required" });
  expect(problem("x".repeat(41))).toEqual({ kind: "too-long", max: 40 });
  expect(problem("a\u0000")).toEqual({ kind: "bad-characters" });
  expect(problem("SALES")).toEqual({ kind: "taken", number: null });
  expect(
    checkChoices("types", [...changed("sales", { retired: true }), { ...tower, title: "Sales" }]),
  ).toEqual({});
});

test("what quick comments use can be renamed and moved, not retired or left out (12 §5.6)", () => {
  expect(checkChoices("types", changed("comment", { title: "Note" }).toReversed())).toEqual({});
  expect(checkChoices("types", changed("comment", { retired: true }))).toEqual({ "": { kind: "required" } });
  expect(checkChoices("categories", categories.slice(1))).toEqual({ "": { kind: "required" } });
});

test("two of one key, or too many, are refused", () => {
  expect(checkChoices("types", [...types, tower, { ...tower, title: "Mast" }])[""]).toEqual({
    kind: "bad-format",
  });
  const many = Array.from({ length: 61 }, (_, index) => ({ ...tower, key: `k${index}`, title: `T${index}` }));
  expect(checkChoices("types", [...types, ...many])[""]).toEqual({ kind: "too-many", max: 60 });
});

test("what is left out stays as retired, so that old comments keep their type", () => {
  const stored = storedChoices(types, [
    ...types.filter(({ key }) => key !== "sales"),
    { ...tower, title: " Tower " },
  ]);
  expect(stored.map(({ key, title, retired }) => `${key} ${title} ${retired}`)).toEqual([
    "comment Comment false",
    "support Support false",
    "billing Billing false",
    "technical Technical false",
    "t1 Tower false",
    "sales Sales true",
  ]);
});

test("a retired type is offered only to the entry that has it, and starts no form", () => {
  const now = changed("support", { retired: true });
  expect(offered(now, "sales").map(({ key }) => key)).not.toContain("support");
  expect(offered(now, "support").map(({ key }) => key)).toContain("support");
  expect(startingChoice(types, "support")).toBe("support");
  expect(startingChoice(now, "support")).toBe("comment");
});
