import fc from "fast-check";
import { getCountries, getCountryCallingCode } from "libphonenumber-js/min";
import { expect, test } from "vitest";
import type { Customer } from "../customer/record.ts";
import type { CustomerId, CustomerNumber } from "../ids/ids.ts";
import { aCustomer } from "../testing/builders.ts";
import { fold } from "../text/fold.ts";
import { createLineIndex, type LineIndex } from "./index-of-lines.ts";
import { idOfLine, lineOf, NO_FIELDS } from "./line.ts";
import { parseQuery } from "./query.ts";

/*
 * The index against the plainest possible search: every customer, every field, every word. 1,000 random queries, most
 * cut out of real values and then disguised as people type: other case, no accents, other grouping of digits.
 */

const FIRST = [
  "Jiří",
  "Eva",
  "Łukasz",
  "Zoë",
  "山田",
  "太郎",
  "محمد",
  "שרה",
  "Øystein",
  "Nguyễn",
  "Σίσυφος",
  "Дмитрий",
  "김철수",
];
const LAST = [
  "Dvořák",
  "O'Brien-Smith",
  "Müller",
  "Straße",
  "佐藤",
  "الحسن",
  "כהן",
  "Ærø",
  "Văn Đức",
  "Παπαδόπουλος",
  "Щукин",
  "İnan",
];
const CITY = ["Praha", "Kraków", "Åre", "東京", "تونس", "תל אביב", "Łódź", "Ho Chi Minh", "Αθήνα"];

const aPerson = fc.record({
  name: fc.tuple(fc.constantFrom(...FIRST), fc.constantFrom(...LAST)).map((both) => both.join(" ")),
  login: fc.oneof(fc.stringMatching(/^[a-z0-9._-]{1,12}$/), fc.stringMatching(/^0{3}[0-9]{3}$/)),
  emails: fc.array(fc.stringMatching(/^[a-z.]{1,8}@[a-z]{1,8}\.(cz|com)$/), { maxLength: 3 }),
  billingEmails: fc.array(fc.stringMatching(/^bill[a-z]{1,4}@[a-z]{1,6}\.de$/), { maxLength: 2 }),
  phones: fc.array(fc.stringMatching(/^\+?[0-9]{2,3}[ -/][0-9]{3}[ .-][0-9]{3}[ ]?[0-9]{2,3}$/), {
    maxLength: 3,
  }),
  street: fc
    .tuple(fc.constantFrom("Žitná", "High St", "大通り", "شارع"), fc.nat(99))
    .map((both) => both.join(" ")),
  zip: fc.stringMatching(/^[0-9]{5}$/),
  city: fc.constantFrom(...CITY),
  identification: fc.oneof(fc.constant(""), fc.stringMatching(/^[A-Z]{2} [0-9]{4}$/)),
  contactPerson: fc.oneof(fc.constant(""), fc.constantFrom(...LAST)),
  attrs: fc.record({ contract: fc.oneof(fc.constant(null), fc.stringMatching(/^K-[0-9]{3}$/)) }),
});
const people = fc
  .sample(aPerson, { numRuns: 400, seed: 17 })
  .map((person, index) =>
    aCustomer({ ...person, id: `c${index}` as CustomerId, number: (index + 1) as CustomerNumber }),
  );

const onlyDigits = (text: string) => text.replace(/\D/g, "");

function valuesOf(customer: Customer): readonly string[] {
  const { login, name, street, zip, city, emails, billingEmails, phones, identification, contactPerson } =
    customer;
  const attr = customer.attrs["contract"];
  return [
    `#${customer.number}`,
    login,
    name,
    street,
    zip,
    city,
    identification,
    contactPerson,
    ...emails,
    ...billingEmails,
    ...phones,
    ...phones.map(onlyDigits),
    typeof attr === "string" ? attr : "",
  ].filter((value) => value !== "");
}

const CODES = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));

/** What is left of a number that callers show with the code of its country; else nothing that could be found. */
function afterCode(typed: string): string | undefined {
  const whole = onlyDigits(typed).replace(/^00/, "");
  if (!/^[\s(]*\+/.test(typed) && !onlyDigits(typed).startsWith("00")) return undefined;
  const length = [1, 2].find((digits) => CODES.has(whole.slice(0, digits))) ?? 3;
  return whole.length - length < 6 ? undefined : whole.slice(length);
}

const bare = fold;
const folded = people.map((customer) => ({ customer, values: valuesOf(customer).map(bare) }));

/** What the product promises, in the fewest words. */
function bruteForce(typed: string): readonly string[] {
  const exact = /^\s*#\s*(\d+)\s*$/.exec(typed);
  if (exact !== null) return people.filter(({ number }) => number === Number(exact[1])).map(({ id }) => id);
  const words = bare(typed).split(" ").filter(Boolean);
  if (words.length === 0) return [];
  const within = (values: readonly string[], piece: string) => values.some((value) => value.includes(piece));
  const phoneLike = (part: string) => /^[\d\s+()./-]+$/.test(part) && onlyDigits(part).length >= 3;
  return folded
    .filter(({ values }) => {
      const asPhone = (part: string) => {
        const national = afterCode(part);
        if (!phoneLike(part)) return false;
        return within(values, onlyDigits(part)) || (national !== undefined && within(values, national));
      };
      if (words.length > 1 && asPhone(bare(typed))) return true;
      return words.every((word) => within(values, word) || asPhone(word));
    })
    .map(({ customer }) => customer.id);
}

const disguised = fc.constantFrom<(piece: string) => string>(
  (piece) => piece,
  (piece) => piece.toUpperCase(),
  (piece) => piece.toLowerCase(),
  (piece) => piece.normalize("NFD").replace(/\p{M}/gu, ""),
  (piece) => `  ${piece} `,
  (piece) => piece.replace(/(\d{2})(?=\d)/g, "$1 "),
  (piece) => piece.replace(/(\d{3})(?=\d)/g, "$1-"),
  onlyDigits,
  (piece) => `+420${onlyDigits(piece)}`,
  (piece) => `0044 ${onlyDigits(piece)}`,
);
const aPiece = fc
  .tuple(fc.constantFrom(...people), fc.nat(), fc.nat(), fc.integer({ min: 1, max: 12 }), disguised)
  .map(([customer, which, from, length, disguise]) => {
    const values = valuesOf(customer);
    const value = values[which % values.length] ?? "";
    const letters = [...value];
    const start = from % letters.length;
    return disguise(letters.slice(start, start + length).join(""));
  });
const aTyped = fc.oneof(
  { weight: 5, arbitrary: aPiece },
  { weight: 3, arbitrary: fc.tuple(aPiece, aPiece).map((both) => both.join(" ")) },
  // Two words of one customer, so that both can be found.
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...people)
      .map(({ name, city }) => `${[...city].slice(0, 3).join("")} ${name.split(" ")[1]}`),
  },
  { weight: 1, arbitrary: fc.nat(500).map((number) => `#${number}`) },
  { weight: 1, arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }) },
);

function indexed(): LineIndex {
  const index = createLineIndex();
  const lines = people.map((customer) => lineOf(customer, { searched: ["contract"], listed: [] }));
  // Three shards, and every fifth customer as a change that came later: his row in the base is out of date.
  const base = lines.map((line, at) =>
    at % 5 === 0 ? `${idOfLine(line)}\t${at + 1}\tnew\told-login` : line,
  );
  const since = new Map(
    lines.filter((_line, at) => at % 5 === 0).map((line) => [idOfLine(line), line] as const),
  );
  index.setBase("main", [base.slice(0, 150), base.slice(150, 151), base.slice(151)], since);
  return index;
}

test("1,000 random queries find exactly the customers that looking at every field of everybody finds", () => {
  const index = indexed();
  let answers = 0;
  fc.assert(
    fc.property(aTyped, (typed) => {
      const { found, more } = index.find(parseQuery(typed), Number.POSITIVE_INFINITY);
      const ids = found.map(({ line }) => idOfLine(line));
      expect(ids.toSorted()).toEqual(bruteForce(typed).toSorted());
      expect(more).toBe(false);
      answers += ids.length === 0 ? 0 : 1;
    }),
    { numRuns: 1000 },
  );
  // A test of nothing but misses would prove little.
  expect(answers).toBeGreaterThan(500);
}, 60_000);

test("typed on letter by letter it finds what it finds typed at once, whatever changes meanwhile", () => {
  const [typedOn, atOnce] = [indexed(), indexed()];
  const [first] = people;
  fc.assert(
    fc.property(aTyped, fc.nat(8), fc.integer({ min: 1, max: 30 }), (typed, change, limit) => {
      const letters = [...typed];
      for (const end of letters.keys()) {
        if (end === change && first !== undefined) {
          const changed = { ...first, name: `${typed} ${change}` };
          const line = lineOf(changed, { searched: ["contract"], listed: [] });
          for (const index of [typedOn, atOnce]) index.tell("main", first.id, line);
        }
        const query = parseQuery(letters.slice(0, end + 1).join(""));
        // Another question makes it forget the one before.
        atOnce.find(parseQuery("#1"), 1);
        expect(typedOn.find(query, limit)).toEqual(atOnce.find(query, limit));
      }
    }),
    { numRuns: 300 },
  );
}, 60_000);

/** The lines of nine thousand customers, numbered from 1. */
const thousands = (valuesAt: (at: number) => Partial<Customer>) =>
  Array.from({ length: 9000 }, (_unused, at) =>
    lineOf(
      aCustomer({ id: `c${at}` as CustomerId, number: (at + 1) as CustomerNumber, ...valuesAt(at) }),
      NO_FIELDS,
    ),
  );

test("who is called what was typed comes first, however many others hold it", () => {
  const index = createLineIndex();
  const lines = thousands((at) => ({
    login: at === 8000 ? "annaberg-office" : `l${at}`,
    name: at === 8500 ? "Anna Late" : at === 7000 ? "Annabel Earlier" : `Somebody ${at}`,
    city: "Annaberg",
  }));
  index.setBase("main", [lines.slice(0, 5000), lines.slice(5000)], new Map());
  const names = (typed: string) => index.find(parseQuery(typed), 4).found.map(({ number }) => number);
  expect(names("anna")).toEqual([8001, 7001, 8501, 1]);
  index.tell("main", "c8500", null);
  expect(names("anna")).toEqual([8001, 7001, 1, 2]);
}, 60_000);

test("what is told of a customer replaces his row, and takes him away when he is gone", () => {
  const index = createLineIndex();
  const line = (name: string) =>
    lineOf(aCustomer({ id: "c9" as CustomerId, name, login: "l", emails: [] }), NO_FIELDS);
  const names = (typed: string) => index.find(parseQuery(typed), 10).found.length;
  index.setBase("main", [[line("Old Name")]], new Map());
  expect([names("old"), names("fresh"), index.rows()]).toEqual([1, 0, 1]);
  index.tell("main", "c9", line("Fresh Name"));
  expect([names("old"), names("fresh"), index.rows()]).toEqual([0, 1, 1]);
  index.tell("main", "c9", null);
  expect([names("old"), names("fresh"), index.rows()]).toEqual([0, 0, 0]);
  index.setBase("main", [[line("Third Name")]], new Map());
  expect(names("third")).toBe(1);
  index.drop("main");
  expect(names("third")).toBe(0);
});

test("the customer whose ID was typed comes first, however many others hold its digits", () => {
  const index = createLineIndex();
  const lines = thousands((at) => ({ login: `777${at}`, name: `Somebody ${at}`, zip: "77777" }));
  index.setBase("main", [lines], new Map());
  const { found, more } = index.find(parseQuery("7777"), 5);
  expect(found[0]?.number).toBe(7777);
  expect(found).toHaveLength(5);
  expect(more).toBe(true);
}, 60_000);
