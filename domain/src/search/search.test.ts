import fc from "fast-check";
import { expect, test } from "vitest";
import type { CustomerNumber } from "../ids/ids.ts";
import { aCustomer, aField } from "../testing/builders.ts";
import { readStats } from "./stats.ts";
import { matches, parseQuery, searchText } from "./text.ts";

const customer = aCustomer({
  number: 1234 as CustomerNumber,
  name: "Jiří Dvořák",
  login: "DVO-77",
  emails: ["jiri@dvorak.cz"],
  phones: ["+420 601-123 456"],
  street: "Žitná 12",
  zip: "12000",
  city: "Praha",
  identification: "AB 123",
  attrs: { contract: "K-9", hidden: "nope" },
});
const text = searchText(customer, [
  aField({ name: "contract", searchable: true }),
  aField({ name: "hidden" }),
]);

test.each([
  "jiri",
  "DVOŘÁK",
  "vorak jir",
  "dvo-77",
  "jiri@dv",
  "601123456",
  "+420 601 123",
  "601-123",
  "zitna 12",
  "12000 praha",
  "praha jiri",
  "ab 123",
  "k-9",
  "#1234",
  " #1234 ",
  "1234",
])("%j finds him", (typed) => expect(matches(text, parseQuery(typed))).toBe(true));

test.each(["nope", "#123", "#12345", "jiri brno", "602", "@@"])("%j does not", (typed) => {
  expect(matches(text, parseQuery(typed))).toBe(false);
});

test("an empty box finds everybody", () => expect(matches(text, parseQuery("  "))).toBe(true));

test("nothing is found across the border of two fields", () => {
  const two = searchText(aCustomer({ login: "ab", name: "cd", emails: [], phones: [] }), []);
  expect(matches(two, parseQuery("abcd"))).toBe(false);
});

test("any piece of a name finds it, whatever its case and accents", () => {
  const name = "Žofie Müller-Ørsted";
  const own = searchText(aCustomer({ name }), []);
  fc.assert(
    fc.property(
      fc.nat(name.length - 1),
      fc.integer({ min: 1, max: 8 }),
      fc.boolean(),
      (from, length, upper) => {
        const piece = name.slice(from, from + length);
        return matches(own, parseQuery(upper ? piece.toUpperCase() : piece));
      },
    ),
  );
});

test("totals that were never counted are zeros", () => {
  expect(readStats("all", undefined)).toEqual({
    ok: true,
    value: { new: 0, active: 0, blocked: 0, inactive: 0, balance: 0 },
  });
});
