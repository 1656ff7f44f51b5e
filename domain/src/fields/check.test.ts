import { describe, expect, test } from "vitest";
import { aField } from "../testing/builders.ts";
import { checkAttr, isEmptyValue, uniqueValue } from "./check.ts";
import type { FieldDefinition } from "./definition.ts";
import { browserNames, fieldsFor, isFieldName } from "./definition.ts";
import { isIp } from "./ip.ts";
import { readCustomerFields } from "./reader.ts";

const value = (field: Partial<FieldDefinition>, raw: unknown) => {
  const checked = checkAttr(aField(field), raw);
  return checked.ok ? checked.value : checked.error.kind;
};
const options = [
  { value: "a", retired: false },
  { value: "b", retired: false },
  { value: "old", retired: true },
];

test("10 example 7: contract_id of exactly ten characters, compared without case", () => {
  const contract = { min: 10, max: 10, unique: true };
  expect(value(contract, "AB12345678")).toBe("AB12345678");
  expect(value(contract, "AB1234567")).toBe("too-short");
  expect(value(contract, "AB123456789")).toBe("too-long");
  expect(uniqueValue("AB12345678")).toBe(uniqueValue(" ab12345678 "));
});

test.each([
  ["integer", "12", 12],
  ["integer", 12.5, "not-whole"],
  ["integer", "1.5", "not-whole"],
  ["integer", "1,000", "not-whole"],
  ["decimal", "1,5", 1.5],
  ["decimal", "-12,25", -12.25],
  ["decimal", "1,000", "not-a-number"],
  ["decimal", "1.5.2", "not-a-number"],
  ["integer", "1e9", "not-whole"],
  ["decimal", "-1.25", -1.25],
  ["decimal", Number.NaN, "not-a-number"],
  ["decimal", 1e308, 1e308],
  ["decimal", Number.POSITIVE_INFINITY, "not-a-number"],
  ["boolean", true, true],
  ["boolean", "true", "wrong-type"],
  ["date", "2026-02-28", "2026-02-28"],
  ["date", "2026-02-30", "not-a-date"],
  ["datetime", "2026-02-28T23:59", "2026-02-28T23:59"],
  ["datetime", "2026-02-28T24:00", "not-a-date"],
  ["datetime", "2026-02-30T10:00", "not-a-date"],
  ["email", "a@x.com", "a@x.com"],
  ["email", "a@x", "bad-value"],
  ["phone", "+49 30 123456", "+49 30 123456"],
  ["phone", "12", "bad-value"],
  ["url", "https://example.com/a?b", "https://example.com/a?b"],
  ["url", "javascript:alert(1)", "bad-value"],
  ["url", "data:text/html,x", "bad-value"],
  ["url", "https://a b", "bad-value"],
  ["relation", "abc", "abc"],
  ["relation", "a/b", "not-an-option"],
  ["string", 5, "wrong-type"],
  ["string", "a\nb", "bad-characters"],
  ["text", "a\nb", "a\nb"],
  ["text", "x".repeat(5001), "too-long"],
  ["password", "secret", "secret"],
] as const)("a field of type %s takes %j as %j", (type, raw, expected) =>
  expect(value({ type }, raw)).toBe(expected),
);

test("bounds of a number are values, not lengths", () => {
  expect(value({ type: "integer", min: 5, max: 10 }, 5)).toBe(5);
  expect(value({ type: "integer", min: 5, max: 10 }, 11)).toBe("out-of-range");
  expect(value({ type: "integer", min: 5 }, 4)).toBe("out-of-range");
});

test("a removed option stays where it is stored but cannot be chosen again (10 §8.16)", () => {
  expect(value({ type: "select", options }, "a")).toBe("a");
  expect(value({ type: "select", options }, "old")).toBe("not-an-option");
  expect(value({ type: "multiselect", options }, ["b", "a", "b"])).toEqual(["b", "a"]);
  expect(value({ type: "multiselect", options }, ["a", "old"])).toBe("not-an-option");
  expect(value({ type: "multiselect", options }, "a")).toBe("wrong-type");
});

test.each(["string", "integer", "boolean", "date", "select", "file"] as const)(
  "nothing in a %s field is null, and refused where required",
  (type) => {
    expect(value({ type }, "")).toBeNull();
    expect(value({ type, required: true }, null)).toBe("required");
  },
);

test("a required multi-select needs one choice, a required text more than spaces", () => {
  expect(value({ type: "multiselect", options, required: true }, [])).toBe("required");
  expect(value({ type: "multiselect", options }, null)).toEqual([]);
  expect(value({ required: true }, "   ")).toBe("required");
});

test("No is an answer: false and 0 are not empty", () => {
  expect([false, 0, null, "", []].map(isEmptyValue)).toEqual([false, false, true, true, true]);
  expect(value({ type: "boolean", required: true }, false)).toBe(false);
  expect(uniqueValue("")).toBeUndefined();
});

describe("IP addresses", () => {
  test.each([
    "0.0.0.0",
    "192.168.1.254",
    "255.255.255.255",
    "::",
    "::1",
    "2001:db8::1",
    "fe80:0:0:0:0:0:0:1",
    "::ffff:192.0.2.1",
    "1:2:3:4:5:6:7::",
  ])("%s is one", (text) => expect(isIp(text)).toBe(true));
  test.each([
    "256.1.1.1",
    "1.2.3",
    "01.2.3.4",
    "1.2.3.4.5",
    ":::",
    "1::2::3",
    "12345::",
    "1:2:3:4:5:6:7:8:9",
    "1:2:3:4:5:6:7:8::",
    "g::1",
    "",
    "192.0.2.1::",
    ":1",
  ])("%s is none", (text) => expect(isIp(text)).toBe(false));
});

test("field names are lower case, start with a letter and are at most 63 long", () => {
  expect(["contract_id", "a", "x".repeat(63)].every(isFieldName)).toBe(true);
  expect(["", "1a", "A", "a-b", "a b", "x".repeat(64), "__proto__", "a.b"].some(isFieldName)).toBe(false);
});

test("a browser may write plain fields only: no unique, secret, file, read-only or disabled one", () => {
  const fields = [
    aField({ name: "plain" }),
    aField({ name: "u", unique: true }),
    aField({ name: "p", type: "password" }),
    aField({ name: "f", type: "file" }),
    aField({ name: "r", readonly: true }),
    aField({ name: "d", disabled: true }),
  ];
  expect(browserNames(fields)).toEqual(["attr_plain"]);
});

test("a page shows the fields of its category in their order, hidden ones never (10 §8.1, §8.14)", () => {
  const fields = [
    aField({ name: "second", position: 2 }),
    aField({ name: "first", position: 1, category: "person" }),
    aField({ name: "firm", category: "company" }),
    aField({ name: "gone", hidden: true }),
  ];
  expect(fieldsFor(fields, "person").map((field) => field.name)).toEqual(["first", "second"]);
  expect(fieldsFor(fields, "company").map((field) => field.name)).toEqual(["firm", "second"]);
});

test("definitions are read with their defaults, and the browser's names are derived, never believed", () => {
  const read = readCustomerFields({ fields: [{ name: "a", title: "A", unique: true }], names: ["attr_a"] });
  expect(read.ok && read.value.fields[0]).toEqual(aField({ name: "a", title: "A", unique: true }));
  expect(read.ok && read.value.names).toEqual([]);
  expect(readCustomerFields(undefined)).toEqual({ ok: true, value: { fields: [], names: [] } });
  expect(readCustomerFields({ fields: [{ name: "Bad Name", title: "x" }] }).ok).toBe(false);
});
