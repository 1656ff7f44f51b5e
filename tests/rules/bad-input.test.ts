import { readFileSync } from "node:fs";
import { checkComment, QUICK } from "@trunkline/domain/comment/edit";
import { checkField } from "@trunkline/domain/customer/check";
import { BROWSER_FIELDS, CUSTOMER_FIELDS } from "@trunkline/domain/customer/table";
import type { Day } from "@trunkline/domain/time/day";
import type { Instant } from "@trunkline/domain/time/instant";
import { describe, expect, test } from "vitest";
import { HALF_CHARACTERS, NAUGHTY, NO_DAYS } from "../bad-input/strings.ts";
import { SCRIPTS } from "../bad-input/scripts.ts";
import type { Attempt } from "./attempt.ts";
import { judgeOf } from "./judge.ts";
import { commenting, editing } from "./tellings.ts";

/* T23: form and function (one check) and the rules say the same of every text that programs trip over. */

const judge = judgeOf(readFileSync(new URL("../../firestore.rules", import.meta.url), "utf8"));
if (judge === undefined) throw new Error("The rules do not compile");
const passes = (attempt: Attempt) => judge({ name: "", who: "boss", attempt, allowed: true }).allowed;
const context = { today: "2026-11-22" as Day, definitions: [] };
const LINES = BROWSER_FIELDS.filter((field) => CUSTOMER_FIELDS[field].shape.kind === "line");
const byForm = (field: string, value: unknown) => checkField(field, value, context).ok;
const byRules = (field: string, value: unknown) => passes(editing("c1", "boss", { [field]: value }));
const both = (field: string, value: unknown) => [byForm(field, value), byRules(field, value)];

describe.each(LINES)("%s", (field) => {
  test.each(NAUGHTY)("$what: storable $storable", ({ text, storable }) => {
    expect(both(field, text)).toEqual([storable, storable]);
  });

  test("more than a megabyte, and ten thousand characters, are refused", () => {
    for (const size of [10_000, 1_048_577]) expect(both(field, "x".repeat(size))).toEqual([false, false]);
  });

  test("half a character is refused before it is sent: no document could carry it", () => {
    for (const text of HALF_CHARACTERS) expect(byForm(field, text)).toBe(false);
  });
});

test("days that no calendar has are refused by both", () => {
  for (const day of NO_DAYS) {
    for (const field of ["dateAdded", "birthday"])
      expect([day, ...both(field, day)]).toEqual([day, false, false]);
  }
});

test("500 addresses and 500 phones are refused by both", () => {
  const many = (make: (at: number) => string) => Array.from({ length: 500 }, (_, at) => make(at));
  expect(
    both(
      "emails",
      many((at) => `u${at}@x.com`),
    ),
  ).toEqual([false, false]);
  expect(
    both(
      "phones",
      many((at) => `60100${1000 + at}`),
    ),
  ).toEqual([false, false]);
});

test("no script is an address, a phone, a day or an id", () => {
  for (const text of SCRIPTS.filter((one) => /[<>"()]/.test(one) && !one.includes(","))) {
    expect([text, ...both("emails", [text])]).toEqual([text, false, false]);
    expect([text, ...both("phones", [text])]).toEqual([text, false, false]);
    expect([text, ...both("birthday", text)]).toEqual([text, false, false]);
    expect([text, ...both("locationId", text)]).toEqual([text, false, false]);
    expect([text, ...both("labelIds", [text])]).toEqual([text, false, false]);
  }
});

describe("a comment", () => {
  const now = 0 as Instant;
  const form = (text: string) =>
    checkComment({ ...QUICK, text, scheduled: null, assignee: null, mentions: [] }, now, null).ok;
  const rules = (text: string) => passes(commenting("c1", "boss", { text }));

  test.each(NAUGHTY)("$what", ({ text }) => {
    // A comment has lines; what else a record may not hold, it may not either.
    const storable = !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text); // oxlint-disable-line no-control-regex -- what is looked for
    expect([form(text), rules(text)]).toEqual([storable, storable]);
  });

  test("5,000 characters are stored, one more is refused", () => {
    expect([form("x".repeat(5000)), rules("x".repeat(5000))]).toEqual([true, true]);
    expect([form("x".repeat(5001)), rules("x".repeat(5001))]).toEqual([false, false]);
  });
});
