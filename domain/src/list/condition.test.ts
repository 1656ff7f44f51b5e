import { expect, test } from "vitest";
import { aField } from "../testing/builders.ts";
import { choiceText, conditionOf, readTableFilters, TABLE_SEARCH } from "./condition.ts";
import { listFields, listedDefinitions } from "./fields.ts";
import { numbersOf } from "./filters.ts";

const DEFINITIONS = [
  aField({ name: "kit", type: "select", options: [{ value: "a,b", retired: false }] }),
  aField({ name: "pin", type: "password" }),
  aField({ name: "scan", type: "file" }),
  aField({ name: "story", type: "text" }),
  aField({ name: "quiet", hidden: true }),
];
const FIELDS = listFields(DEFINITIONS);

test("filters are read from an address; what is unknown or makes no sense is left out", () => {
  expect(
    readTableFilters(
      {
        name: "Dvořák",
        city: "  ",
        status: "new,asleep",
        labelIds: ["vip", "../etc"],
        number: "10..x",
        balance: "-5000..0",
        birthday: "2026-02-30..",
        attr_kit: choiceText("a,b"),
        attr_pin: "s3cret",
        unheard: "of",
        [TABLE_SEARCH]: " praha ",
      },
      FIELDS,
    ),
  ).toEqual({
    name: "Dvořák",
    status: "new",
    labelIds: "vip",
    balance: "-5000..0",
    attr_kit: "a%2Cb",
    [TABLE_SEARCH]: " praha ",
  });
});

test("a text is folded, a phone is also its digits, and = asks for the whole value", () => {
  const phones = { key: "phones", kind: "phones" } as const;
  expect(conditionOf(phones, "601-123")).toMatchObject({ text: "601-123", digits: ["601123"], whole: false });
  expect(conditionOf(phones, "+420 601 123 456")).toMatchObject({ digits: ["420601123456", "601123456"] });
  expect(conditionOf(phones, "=+420 601")).toMatchObject({ digits: ["420601"], whole: true });
  expect(conditionOf(phones, "office")).toMatchObject({ digits: [] });
  expect(conditionOf({ key: "name", kind: "text" }, "=ŽIŽKA")).toMatchObject({ text: "zizka", whole: true });
  expect(conditionOf({ key: "name", kind: "text" }, "=")).toBeUndefined();
});

test.each([
  ["17", { from: 17, to: 17 }],
  ["1..", { from: 1, to: null }],
  ["..-2.5", { from: null, to: -2.5 }],
  ["0..0", { from: 0, to: 0 }],
  ["", undefined],
  ["..", undefined],
  ["1..2..3", undefined],
  ["1e999..", undefined],
])("%j is a range of numbers, or none", (text, range) => expect(numbersOf(text)).toEqual(range));

test("secrets and hidden fields are no columns; files and long texts are not filtered", () => {
  expect(listedDefinitions(DEFINITIONS).map(({ name }) => name)).toEqual(["kit", "scan", "story"]);
  expect(FIELDS.map(({ key }) => key).filter((key) => key.startsWith("attr_"))).toEqual(["attr_kit"]);
});
