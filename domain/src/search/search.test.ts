import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerId, CustomerNumber, LabelId } from "../ids/ids.ts";
import type { Amount } from "../money/amount.ts";
import { aCustomer, aField } from "../testing/builders.ts";
import type { Day } from "../time/day.ts";
import { readSearchDelta, readSearchHead } from "./documents.ts";
import { highlight } from "./highlight.ts";
import { indexedFields, lineOf, NO_FIELDS, placeInLine, readLine, searchText, valuesInLine } from "./line.ts";
import { matches, parseQuery, rank, RANK } from "./query.ts";
import { cutIntoShards, joinLines, MOST_LINES_BYTES, splitLines } from "./shard.ts";
import { readStats } from "./stats.ts";

const FIELDS = indexedFields([aField({ name: "contract", searchable: true }), aField({ name: "hidden" })]);
const customer = aCustomer({
  number: 1234 as CustomerNumber,
  name: "Jiří Dvořák",
  login: "DVO-77",
  emails: ["jiri@dvorak.cz"],
  billingEmails: ["invoices@dvorak.cz", "tax@dvorak.cz"],
  phones: ["+420 601-123 456", "(02) 123.789"],
  street: "Žitná 12",
  zip: "12000",
  city: "Praha",
  identification: "AB 123",
  companyId: "CZ4711",
  vatId: "ATU99",
  contactPerson: "Eva Malá",
  attrs: { contract: "K-9", hidden: "nope" },
});
const line = lineOf(customer, FIELDS);
const text = searchText(line);

test.each([
  "jiri",
  "DVOŘÁK",
  "vorak jir",
  "dvo-77",
  "jiri@dv",
  "tax@",
  "601123456",
  "+420 601 123",
  "+420601123456",
  "601-123",
  "42-0",
  "601/123/456",
  "dvorak 601.123.456",
  "02123789",
  "zitna 12",
  "12000 praha",
  "praha jiri",
  "ab 123",
  "cz4711",
  "atu99",
  "mala",
  "k-9",
  "#1234",
  " # 1234 ",
  "1234",
  "ＪＩＲＩ",
])("%j finds him", (typed) => expect(matches(text, parseQuery(typed))).toBe(true));

test.each(["nope", "#123", "#12345", "jiri brno", "602", "@@", "601 999 456", "c1", "active"])(
  "%j does not",
  (typed) => expect(matches(text, parseQuery(typed))).toBe(false),
);

describe("a phone stored without the code of its country", () => {
  const stored = searchText(lineOf(aCustomer({ phones: ["727 755-566"], name: "Eva" }), NO_FIELDS));
  test.each([
    "+420727755566",
    "+420 727 755 566",
    "00420727755566",
    "00420 727 755 566",
    "eva +420727755566",
  ])("is found as callers show it: %j", (typed) => expect(matches(stored, parseQuery(typed))).toBe(true));
  test.each(["+420727755567", "420727755566", "+420 72"])("but not by %j", (typed) =>
    expect(matches(stored, parseQuery(typed))).toBe(false),
  );
  test("and what was found of it stands out", () => {
    expect(highlight("727 755-566", parseQuery("+420 727 755 566")).ranges).toEqual([[0, 11]]);
    expect(highlight("727 755-566", parseQuery("+420727755566")).ranges).toEqual([[0, 11]]);
  });
});

test("an empty box finds everybody", () => expect(matches(text, parseQuery("  "))).toBe(true));

test("nothing is found across the border of two fields or two values of a list", () => {
  const two = searchText(
    lineOf(aCustomer({ login: "ab", name: "cd", emails: ["x@y.cz", "z@y.cz"], phones: [] }), NO_FIELDS),
  );
  for (const typed of ["abcd", "y.czz", "1ab", "#1ab"]) {
    expect(matches(two, parseQuery(typed))).toBe(false);
  }
});

describe("a line", () => {
  test("gives back what it was made of", () => {
    const { id, number, status, login, name, street, zip, city } = customer;
    const read = readLine(line);
    expect(read).toMatchObject({ id, number, status, login, name, street, zip, city, attrs: ["K-9"] });
    const { emails, billingEmails, phones, identification, companyId, vatId, contactPerson } = customer;
    expect(read).toMatchObject({
      emails,
      billingEmails,
      phones,
      identification,
      companyId,
      vatId,
      contactPerson,
    });
  });

  test("stays one line of the right parts, whatever the values hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.array(fc.string()), (name, emails) => {
        const made = lineOf(aCustomer({ name, emails, login: "x" }), NO_FIELDS);
        expect(made).not.toContain("\n");
        expect(readLine(made).login).toBe("x");
        expect(readLine(made).city).toBe("Berlin");
        expect(readLine(made).emails.length).toBeLessThanOrEqual(emails.length);
      }),
    );
  });

  test("never holds a secret, a file or a long text nobody searches, nor a balance", () => {
    const fields = indexedFields([
      aField({ name: "pin", type: "password", searchable: true }),
      aField({ name: "scan", type: "file" }),
      aField({ name: "story", type: "text" }),
      aField({ name: "quiet", hidden: true }),
    ]);
    const attrs = { pin: "s3cret", scan: "s3cret", story: "s3cret", quiet: "s3cret" };
    expect(lineOf(aCustomer({ attrs, balance: -7_654_321 as Amount }), fields)).not.toMatch(/s3cret|7654321/);
  });

  test("holds for the list what the search box does not find", () => {
    const fields = indexedFields([
      aField({ name: "fiber", type: "boolean", searchable: true }),
      aField({ name: "kit", type: "multiselect" }),
      aField({ name: "contract", searchable: true }),
      aField({ name: "tags", type: "multiselect", searchable: true }),
    ]);
    const made = lineOf(
      aCustomer({
        labelIds: ["vip", "late"] as LabelId[],
        birthday: "1980-02-29" as Day,
        attrs: { fiber: true, kit: ["Box", "ONT"], contract: "K-9", tags: ["Zebra", "Yak"] },
      }),
      fields,
    );
    const value = (key: string) => {
      const place = placeInLine(key, fields);
      return place === undefined ? undefined : valuesInLine(made, place).split("\u001f");
    };
    expect(value("labelIds")).toEqual(["vip", "late"]);
    expect(value("birthday")).toEqual(["1980-02-29"]);
    expect(value("locationId")).toEqual(["north"]);
    expect(value("attr_fiber")).toEqual(["true"]);
    expect(value("attr_kit")).toEqual(["Box", "ONT"]);
    expect(value("attr_contract")).toEqual(["K-9"]);
    expect(value("attr_tags")).toEqual(["Zebra", "Yak"]);
    expect(value("attr_unheard")).toBeUndefined();
    const found = (typed: string) => matches(searchText(made), parseQuery(typed));
    expect(["zebra yak", "k-9", "yak"].map(found)).toEqual([true, true, true]);
    expect(["vip", "1980", "north", "true", "ont", "recurring", "anna"].map(found)).not.toContain(true);
  });

  test("a part is found wherever its line ends", () => {
    const bare = lineOf(aCustomer({ addedBy: null }), NO_FIELDS);
    expect(valuesInLine(bare, { part: 22 })).toBe("");
    expect(valuesInLine(bare, { part: 23, at: 4 })).toBe("");
    expect(valuesInLine(bare, { part: 20 })).toBe("2026-01-05");
  });

  test("lines in a shard come out as they went in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 })), (names) => {
        const lines = names.map((name, index) =>
          lineOf(aCustomer({ id: `c${index}` as CustomerId, name }), NO_FIELDS),
        );
        const bytes = joinLines(lines);
        expect(splitLines(bytes)).toEqual(lines);
      }),
    );
  });
});

test("shards hold every line once, in order, each small enough for a document whatever compression does", () => {
  const rows = Array.from({ length: 3000 }, (_one, index) => ({
    line: `c${index}\t${"ř".repeat(2 * index)}`,
  }));
  const shards = cutIntoShards(rows);
  expect(shards.flat()).toEqual(rows);
  expect(shards.length).toBeGreaterThan(9);
  for (const shard of shards) {
    expect(joinLines(shard.map(({ line }) => line)).length).toBeLessThanOrEqual(MOST_LINES_BYTES);
  }
  expect(cutIntoShards([])).toEqual([]);
  expect(cutIntoShards([{ line: "x".repeat(MOST_LINES_BYTES + 5) }])).toHaveLength(1);
});

describe("the nearest answers come first", () => {
  const ranked = (typed: string, changes: Parameters<typeof aCustomer>[0]) =>
    rank(searchText(lineOf(aCustomer(changes), NO_FIELDS)), parseQuery(typed));

  test.each([
    ["17", { number: 17 as CustomerNumber }, RANK.id],
    ["#17", { number: 17 as CustomerNumber }, RANK.id],
    ["novak", { login: "novak", name: "Eva" }, RANK.login],
    ["novak", { login: "novak77", name: "Eva" }, RANK.loginStart],
    ["jan nov", { login: "x", name: "Jan Novák" }, RANK.nameStart],
    ["nov", { login: "x", name: "Jan Novák" }, RANK.wordStart],
    ["example", { login: "x", name: "Eva", emails: ["a@example.com"] }, RANK.wordStart],
    ["ovak", { login: "x", name: "Jan Novák" }, RANK.rest],
  ] as const)("%j: %o", (typed, changes, wanted) => expect(ranked(typed, changes)).toBe(wanted));
});

test("totals that were never counted are zeros", () => {
  expect(readStats("all", undefined)).toEqual({
    ok: true,
    value: { new: 0, active: 0, blocked: 0, inactive: 0, balance: 0 },
  });
});

test("an index that was never built reads as none; one that makes no sense is refused", () => {
  expect(readSearchHead("main", undefined)).toEqual({ ok: true, value: null });
  expect(readSearchHead("main", { version: "x" }).ok).toBe(false);
  expect(readSearchDelta("d", { line: null })).toEqual({ ok: true, value: null });
  expect(readSearchDelta("d", {}).ok).toBe(false);
});
