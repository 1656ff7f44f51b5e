import { expect, test } from "vitest";
import { checkDefinition, nameFromTitle } from "./check-definition.ts";
import type { FieldDefinition } from "./definition.ts";
import { fieldDefinition } from "./reader.ts";

const field = (part: Partial<FieldDefinition>): FieldDefinition => ({
  ...fieldDefinition.parse({ name: "contract_id", title: "Contract ID" }),
  ...part,
});
const option = (value: string, retired = false) => ({ value, retired });

test.each([
  ["Contract ID", "contract_id"],
  ["  Číslo smlouvy (2) ", "cislo_smlouvy_2"],
  ["3rd contact", "rd_contact"],
  ["名前", ""],
  ["x".repeat(80), "x".repeat(63)],
])("the title %j makes the name %j", (title, name) => {
  expect(nameFromTitle(title)).toBe(name);
});

test.each([
  [{}, []],
  [{ title: " " }, ["title"]],
  [{ title: "\u200b" }, ["title"]],
  [{ title: "a\u0000b" }, ["title"]],
  [{ title: "\ud800" }, ["title"]],
  [{ name: "Contract" }, ["name"]],
  [{ min: 5, max: 4 }, ["max"]],
  [{ type: "select" }, ["options"]],
  [{ type: "select", options: [option("A", true)] }, ["options"]],
  [{ type: "select", options: [option("A"), option("A")] }, ["options"]],
  [{ type: "select", options: [option("A"), option("\u200b")] }, ["options"]],
  [{ type: "select", options: [option("A\ud800")] }, ["options"]],
  [{ type: "select", options: [option("A"), option("B", true)], defaultValue: "B" }, ["defaultValue"]],
  [{ type: "relation" }, ["relation"]],
  [{ type: "boolean", unique: true }, ["unique"]],
  [{ type: "integer", min: 1, max: 5, defaultValue: 9 }, ["defaultValue"]],
  [{ required: true, defaultValue: null }, []],
] satisfies [Partial<FieldDefinition>, string[]][])("%j has problems at %j", (part, fields) => {
  expect(Object.keys(checkDefinition(field(part)))).toEqual(fields);
});
