import { expect, test } from "vitest";
import { matchedBy, matchKeys } from "./match.ts";

const shares = (a: Parameters<typeof matchKeys>[0], b: Parameters<typeof matchKeys>[0]) => {
  const theirs = matchKeys(b);
  return matchKeys(a)
    .filter((key) => theirs.includes(key))
    .map(matchedBy);
};

test("two spellings of one address, one phone and one document are the same", () => {
  expect(shares({ emails: ["Ann@X.cz"] }, { billingEmails: ["ann@x.cz"] })).toEqual(["email"]);
  expect(shares({ phones: ["+420 777 123 456"] }, { phones: ["777-123-456"] })).toEqual(["phone"]);
  expect(shares({ vatId: "CZ 123 456" }, { vatId: "cz123456" })).toEqual(["vatId"]);
});

test("a name alone, or a street alone, makes nobody look like somebody else", () => {
  const one = { name: "Jan Novák", street: "Dlouhá 1" };
  expect(shares(one, { name: "Jan Novak", street: "" })).toEqual([]);
  expect(shares(one, { name: "Petr Novák", street: "Dlouhá 1" })).toEqual([]);
  // Whatever town is written beside it: on the form it often comes last.
  const elsewhere = { name: "JAN NOVAK", street: "dlouha 1", zip: "", city: "Brno" };
  expect(shares(one, elsewhere)).toEqual(["address"]);
});

test("empty fields match nothing", () => {
  expect(matchKeys({ name: "", emails: [], phones: ["123"], identification: " " })).toEqual([]);
});
