import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CustomerId, CustomerNumber } from "../ids/ids.ts";
import { aCustomer, aField } from "../testing/builders.ts";
import { readSearchDelta, readSearchHead } from "./documents.ts";
import { lineOf, readLine, searchedFields, searchText } from "./line.ts";
import { matches, parseQuery, rank, RANK } from "./query.ts";
import { cutIntoShards, joinLines, MOST_SHARD_BYTES, splitLines } from "./shard.ts";
import { readStats } from "./stats.ts";

const FIELDS = searchedFields([aField({ name: "contract", searchable: true }), aField({ name: "hidden" })]);
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

test("an empty box finds everybody", () => expect(matches(text, parseQuery("  "))).toBe(true));

test("nothing is found across the border of two fields or two values of a list", () => {
  const two = searchText(
    lineOf(aCustomer({ login: "ab", name: "cd", emails: ["x@y.cz", "z@y.cz"], phones: [] }), []),
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
        const made = lineOf(aCustomer({ name, emails, login: "x" }), []);
        expect(made).not.toContain("\n");
        expect(readLine(made).login).toBe("x");
        expect(readLine(made).city).toBe("Berlin");
        expect(readLine(made).emails.length).toBeLessThanOrEqual(emails.length);
      }),
    );
  });

  test("never holds a password, nor a field that is not searchable", () => {
    const fields = searchedFields([
      aField({ name: "pin", type: "password", searchable: true }),
      aField({ name: "quiet" }),
    ]);
    expect(lineOf(aCustomer({ attrs: { pin: "s3cret", quiet: "hush" } }), fields)).not.toMatch(/s3cret|hush/);
  });

  test("lines in a shard come out as they went in", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: "grapheme", minLength: 1 })), (names) => {
        const lines = names.map((name, index) =>
          lineOf(aCustomer({ id: `c${index}` as CustomerId, name }), []),
        );
        const bytes = joinLines(lines);
        expect(splitLines(bytes)).toEqual(lines);
      }),
    );
  });
});

test("shards hold every line once, in order, each small enough for a document whatever compression does", () => {
  const rows = Array.from({ length: 3000 }, (_one, index) => ({ line: `c${index}\t${"ř".repeat(index)}` }));
  const shards = cutIntoShards(rows);
  expect(shards.flat()).toEqual(rows);
  expect(shards.length).toBeGreaterThan(9);
  for (const shard of shards) {
    expect(joinLines(shard.map(({ line }) => line)).length).toBeLessThanOrEqual(MOST_SHARD_BYTES);
  }
  expect(cutIntoShards([])).toEqual([]);
  expect(cutIntoShards([{ line: "x".repeat(MOST_SHARD_BYTES + 5) }])).toHaveLength(1);
});

describe("the nearest answers come first", () => {
  const ranked = (typed: string, changes: Parameters<typeof aCustomer>[0]) =>
    rank(searchText(lineOf(aCustomer(changes), [])), parseQuery(typed));

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
