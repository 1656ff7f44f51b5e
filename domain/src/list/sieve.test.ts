import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Customer } from "../customer/record.ts";
import type { FieldDefinition } from "../fields/definition.ts";
import type { AdminId, CustomerId, CustomerNumber, LabelId, LocationId, PartnerId } from "../ids/ids.ts";
import { createLineIndex } from "../search/index-of-lines.ts";
import { indexedFields, lineOf, NO_FIELDS } from "../search/line.ts";
import { aCustomer, aField } from "../testing/builders.ts";
import { nationalDigits } from "../text/calling-code.ts";
import type { Day } from "../time/day.ts";
import { conditionOf, readTableFilters } from "./condition.ts";
import { listFields } from "./fields.ts";
import { createSieve, type SiftOrder, type SiftQuestion } from "./sieve.ts";

/*
 * The sieve against the plainest possible list: every customer, every filter, as the spec words it (14 §1.4, §4.1.13).
 */

const DEFINITIONS: readonly FieldDefinition[] = [
  aField({ name: "contract", searchable: true }),
  aField({ name: "speed", type: "integer" }),
  aField({ name: "signed", type: "date" }),
  aField({ name: "seen", type: "datetime", searchable: true }),
  aField({ name: "fiber", type: "boolean", searchable: true }),
  aField({
    name: "kit",
    type: "multiselect",
    options: ["Box, black", "Mast 50%", "ONT"].map((value) => ({ value, retired: false })),
  }),
  aField({ name: "mobile", type: "phone" }),
];
const FIELDS = indexedFields(DEFINITIONS);
const COLUMNS = listFields(DEFINITIONS);
const NAMES = [
  "Jiří Dvořák",
  "山田 太郎",
  "O'Brien-Smith",
  "Straße Müller",
  "שרה כהן",
  "김철수",
  "İnan Ærø",
  "jiri dvorak",
];
const CITIES = ["Praha", "Åre", "東京", "Łódź", "praha", "", "Ho Chi Minh"];
const opt = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const day = fc.constantFrom("2025-12-31", "2026-01-01", "2026-02-28", "2026-03-01").map((one) => one as Day);

const aPerson = fc.record({
  name: fc.constantFrom(...NAMES),
  login: fc.stringMatching(/^[A-Ca-c0-9._-]{1,6}$/),
  status: fc.constantFrom("new" as const, "active" as const, "blocked" as const, "inactive" as const),
  emails: fc.array(fc.stringMatching(/^[ab.]{1,4}@(x|y)\.cz$/), { maxLength: 3 }),
  phones: fc.array(fc.stringMatching(/^(\+420 |00420-)?[0-2]{3}[ .-][0-2]{3}$/), { maxLength: 2 }),
  city: fc.constantFrom(...CITIES),
  street: fc.constantFrom("", "Žitná 1", "大通り 2", "High  St 12"),
  partnerId: fc.constantFrom("p1", "p2").map((id) => id as PartnerId),
  locationId: fc.constantFrom("north", "south").map((id) => id as LocationId),
  labelIds: fc.subarray(["vip", "fiber", "late"]).map((ids) => ids as LabelId[]),
  category: fc.constantFrom("person" as const, "company" as const),
  dateAdded: day,
  birthday: opt(day),
  addedBy: opt(fc.constantFrom("eva", "tom").map((id) => id as AdminId)),
  attrs: fc.record({
    contract: opt(fc.constantFrom("K-1", "K-12", "k-ž")),
    speed: opt(fc.integer({ min: -2, max: 1200 })),
    signed: opt(day),
    seen: opt(day.map((one) => `${one}T23:30`)),
    fiber: opt(fc.boolean()),
    kit: opt(fc.subarray(["Box, black", "Mast 50%", "ONT"])),
    mobile: opt(fc.constantFrom("+420 601 123", "601-124")),
  }),
});
const PEOPLE = fc
  .sample(aPerson, { numRuns: 300, seed: 17 })
  .map((person, at) =>
    aCustomer({ ...person, id: `c${at}` as CustomerId, number: (at + 1) as CustomerNumber }),
  );

const known = new Map<string, string>();
const plain = (text: string) => known.get(text) ?? known.set(text, folded(text)).get(text) ?? "";
const folded = (text: string) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/ß/g, "ss")
    .replace(/æ/g, "ae")
    .replace(/ø/g, "o")
    .replace(/ł/g, "l")
    .replace(/ı/g, "i")
    .normalize("NFKD")
    .replace(/\p{M}+/gu, "")
    .normalize("NFC")
    .replace(/\s+/g, " ")
    .trim();
const digits = (text: string) => text.replace(/\D/g, "");

/** The values of a column, each as text. */
function valuesOf(customer: Customer, key: string): readonly string[] {
  const value: unknown = key.startsWith("attr_")
    ? customer.attrs[key.slice(5)]
    : customer[key as keyof Customer];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.filter((one) => one !== null && one !== undefined && one !== "").map(String);
}

/** As the spec words it, from the text in the address alone. */
function passes(customer: Customer, key: string, text: string): boolean {
  const values = valuesOf(customer, key);
  const kind = COLUMNS.find((column) => column.key === key)?.kind;
  const strict = text.startsWith("=");
  const typed = strict ? text.slice(1) : text;
  const holds = (value: string, wanted: string) => (strict ? value === wanted : value.includes(wanted));
  const [from = "", to = ""] = text.includes("..") ? text.split("..") : [text, text];
  switch (kind) {
    case "text":
      return values.some((value) => holds(plain(value), plain(typed)));
    case "phones":
      return values.some(
        (value) =>
          holds(plain(value), plain(typed)) ||
          (/^[\d\s+()./-]*\d[\d\s+()./-]*$/.test(typed) &&
            (holds(digits(value), digits(typed)) ||
              (!strict && holds(digits(value), nationalDigits(typed) ?? "none")))),
      );
    case "day":
      return values.some((value) => value.slice(0, 10) >= from && (to === "" || value.slice(0, 10) <= to));
    case "number":
      return values.some(
        (value) =>
          (from === "" || Number(value) >= Number(from)) && (to === "" || Number(value) <= Number(to)),
      );
    default: {
      const wanted = text.split(",").map((one) => one.replaceAll("%2C", ",").replaceAll("%25", "%"));
      return values.some((value) => wanted.includes(value));
    }
  }
}

const pieceOf = (key: string) =>
  fc
    .tuple(fc.nat(PEOPLE.length - 1), fc.nat(6), fc.integer({ min: 1, max: 8 }), fc.nat(3), fc.boolean())
    .map(([who, from, length, disguise, strict]) => {
      const value = valuesOf(PEOPLE[who] as Customer, key)[0] ?? "x";
      const piece = strict ? value : [...value].slice(from, from + length).join("") || value;
      const typed = [
        piece,
        piece.toUpperCase(),
        piece.normalize("NFD").replace(/\p{M}/gu, ""),
        piece.replace(/(\d{2})(?=\d)/g, "$1-"),
      ][disguise];
      return (strict ? "=" : "") + (typed ?? piece);
    });
const oneOf = (...values: readonly string[]) =>
  fc.subarray([...values], { minLength: 1 }).map((chosen) => chosen.join(","));
const aRange = (ends: fc.Arbitrary<string>) =>
  fc.tuple(opt(ends), opt(ends)).map(([from, to]) => `${from ?? ""}..${to ?? ""}`);
const SOME = {
  name: pieceOf("name"),
  login: pieceOf("login"),
  emails: pieceOf("emails"),
  phones: pieceOf("phones"),
  city: pieceOf("city"),
  street: pieceOf("street"),
  attr_contract: pieceOf("attr_contract"),
  attr_mobile: pieceOf("attr_mobile"),
  status: oneOf("new", "active", "blocked"),
  partnerId: oneOf("p1", "p2"),
  locationId: oneOf("north", "south"),
  labelIds: oneOf("vip", "fiber", "late"),
  category: oneOf("person", "company"),
  addedBy: oneOf("eva", "tom"),
  attr_kit: oneOf("Box%2C black", "Mast 50%25", "ONT"),
  attr_fiber: oneOf("true", "false"),
  dateAdded: aRange(day),
  birthday: aRange(day),
  attr_signed: aRange(day),
  attr_seen: aRange(day),
  number: aRange(fc.nat(320).map(String)),
  attr_speed: aRange(fc.integer({ min: -5, max: 1300 }).map(String)),
};
const someFilters = fc
  .subarray(Object.keys(SOME) as (keyof typeof SOME)[], { minLength: 1, maxLength: 4 })
  .chain((keys) => fc.record(Object.fromEntries(keys.map((key) => [key, SOME[key]]))));

const BY: readonly SiftOrder[] = [
  { key: "number", by: "number", descending: false },
  { key: "number", by: "number", descending: true },
  { key: "name", by: "folded", descending: false },
  { key: "city", by: "stored", descending: true },
  { key: "birthday", by: "stored", descending: false },
  { key: "locationId", by: "ranked", ranks: ["south", "north"], descending: false },
  { key: "labelIds", by: "ranked", ranks: ["vip", "late"], descending: true },
  { key: "attr_speed", by: "number", descending: false },
];

function keyOf(customer: Customer, { key, by, ranks }: SiftOrder): string | number {
  const values = valuesOf(customer, key);
  if (by === "number") return values[0] === undefined ? Number.NEGATIVE_INFINITY : Number(values[0]);
  if (by === "ranked") {
    const known = values.map((value) => (ranks ?? []).indexOf(value)).filter((rank) => rank >= 0);
    return known.length === 0 ? Number.NEGATIVE_INFINITY : Math.min(...known);
  }
  return by === "folded" ? plain(values[0] ?? "") : (values[0] ?? "");
}

function expected(rows: readonly Customer[], filters: Readonly<Record<string, string>>, order: SiftOrder) {
  const sorted = rows
    .filter((row) => Object.entries(filters).every(([key, text]) => passes(row, key, text)))
    .toSorted((a, b) => {
      const [x, y] = [keyOf(a, order), keyOf(b, order)];
      return x < y ? -1 : x > y ? 1 : a.id < b.id ? -1 : 1;
    })
    .map(({ id }) => id as string);
  return order.descending ? sorted.toReversed() : sorted;
}

function openSieve(rows: readonly Customer[]) {
  const index = createLineIndex();
  for (const partner of ["p1", "p2"]) {
    const lines = rows.filter((row) => row.partnerId === partner).map((row) => lineOf(row, FIELDS));
    const middle = Math.ceil(lines.length / 2);
    index.setBase(partner, [lines.slice(0, middle), lines.slice(middle)], new Map());
  }
  return { index, sieve: createSieve({ parts: index.parts, fields: () => FIELDS }) };
}
const questionOf = (filters: Readonly<Record<string, string>>, order: SiftOrder): SiftQuestion => {
  const read = readTableFilters(filters, COLUMNS);
  return {
    conditions: COLUMNS.flatMap((column) => {
      const text = read[column.key];
      const condition = text === undefined ? undefined : conditionOf(column, text);
      return condition === undefined ? [] : [condition];
    }),
    order,
  };
};
const idsOf = (sifted: ReturnType<ReturnType<typeof createSieve>["sift"]>) =>
  Array.from({ length: sifted.total }, (_unused, place) => sifted.idAt(place));

test("any filters in any order give exactly the customers of a brute-force list, 1,000 times", () => {
  // A fifth are changed after the base was built: their rows there are out of date.
  const { index, sieve } = openSieve(
    PEOPLE.map((row, at) =>
      at % 5 === 0 ? { ...row, name: "Old", city: "Old", labelIds: [], attrs: {} } : row,
    ),
  );
  PEOPLE.forEach((row, at) => at % 5 === 0 && index.tell(row.partnerId, row.id, lineOf(row, FIELDS)));
  let found = 0;
  fc.assert(
    fc.property(someFilters, fc.constantFrom(...BY), (filters, order) => {
      const read = readTableFilters(filters, COLUMNS);
      const ids = idsOf(sieve.sift(questionOf(filters, order)));
      found += ids.length;
      expect(ids).toEqual(expected(PEOPLE, read, order));
    }),
    { numRuns: 1000, seed: 5 },
  );
  expect(found).toBeGreaterThan(10_000);
  expect(sieve.count()).toBe(PEOPLE.length);
}, 60_000);

test("whatever is told in whatever order, the list is that of the customers as they are now", () => {
  const order = BY[2] as SiftOrder;
  const step = fc.record({ who: fc.nat(PEOPLE.length - 1), gone: fc.boolean(), as: aPerson });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const { index, sieve } = openSieve(PEOPLE);
      const now = new Map(PEOPLE.map((row) => [row.id, row]));
      for (const { who, gone, as } of steps) {
        const before = PEOPLE[who] as Customer;
        const from = now.get(before.id)?.partnerId ?? before.partnerId;
        const after = { ...before, ...as };
        // A partner move is told to both indexes.
        if (gone || after.partnerId !== from) index.tell(from, before.id, null);
        if (gone) now.delete(before.id);
        else {
          index.tell(after.partnerId, before.id, lineOf(after, FIELDS));
          now.set(before.id, after);
        }
        const filters = { city: "a", status: "new,active,blocked" };
        expect(idsOf(sieve.sift(questionOf(filters, order)))).toEqual(
          expected([...now.values()], filters, order),
        );
      }
      expect(sieve.count()).toBe(now.size);
    }),
    { numRuns: 40 },
  );
}, 60_000);

describe("a row told", () => {
  test("as it is known already changes nothing, so that scrolling is no reason to sift again", () => {
    const { index } = openSieve(PEOPLE);
    const row = PEOPLE[0] as Customer;
    const line = lineOf(row, FIELDS);
    expect(index.tell(row.partnerId, row.id, line)).toBe(false);
    expect(index.tell(row.partnerId, row.id, lineOf({ ...row, name: "New" }, FIELDS))).toBe(true);
    expect(index.tell(row.partnerId, row.id, lineOf({ ...row, name: "New" }, FIELDS))).toBe(false);
    expect(index.tell(row.partnerId, row.id, null)).toBe(true);
    expect(index.tell(row.partnerId, row.id, null)).toBe(false);
    expect(index.tell(row.partnerId, "nobody", null)).toBe(false);
  });

  test("stands where a window is looked for", () => {
    const { sieve } = openSieve(PEOPLE);
    const sifted = sieve.sift(questionOf({}, BY[0] as SiftOrder));
    expect(sifted.placeOf("c7")).toBe(7);
    expect(sifted.idAt(7)).toBe("c7");
    expect(sifted.valueAt(7, "number")).toBe("8");
    expect(sifted.placeOf("nobody")).toBe(-1);
    expect(sifted.idAt(PEOPLE.length)).toBeUndefined();
  });
});

test("one of two conditions is enough where either is asked, and a set of customers narrows", () => {
  const { sieve } = openSieve(PEOPLE);
  const order = BY[0] as SiftOrder;
  const praha = conditionOf({ key: "city", kind: "text" }, "PRAHA");
  const dvorak = conditionOf({ key: "name", kind: "text" }, "dvořák");
  if (praha === undefined || dvorak === undefined) throw new Error("Both are conditions");
  const found = idsOf(sieve.sift({ conditions: [{ kind: "either", of: [praha, dvorak] }], order }));
  expect(found).toEqual(
    PEOPLE.filter((row) => plain(row.city) === "praha" || plain(row.name).includes("dvorak")).map(
      ({ id }) => id,
    ),
  );
  const some = found.slice(0, 3).filter((id) => id !== undefined);
  expect(idsOf(sieve.sift({ conditions: [{ kind: "ids", ids: [...some, "nobody"] }], order }))).toEqual(some);
});

test("an order given by ids is that order, either way round, of those who pass; who is told since stands in his place", () => {
  const { index, sieve } = openSieve(PEOPLE);
  const given = ["c9", "nobody", "c2", "c7", "c4"];
  const order = (descending: boolean): SiftOrder => ({
    key: "balance",
    by: "given",
    ranks: given,
    descending,
  });
  expect(idsOf(sieve.sift({ conditions: [], order: order(false) }))).toEqual(["c9", "c2", "c7", "c4"]);
  expect(idsOf(sieve.sift({ conditions: [], order: order(true) }))).toEqual(["c4", "c7", "c2", "c9"]);
  const row = PEOPLE[2] as Customer;
  index.tell(row.partnerId, row.id, lineOf({ ...row, city: "Nowhere" }, FIELDS));
  expect(idsOf(sieve.sift({ conditions: [], order: order(false) }))).toEqual(["c9", "c2", "c7", "c4"]);
  const nowhere = conditionOf({ key: "city", kind: "text" }, "nowhere");
  if (nowhere === undefined) throw new Error("It is a condition");
  const sifted = sieve.sift({ conditions: [nowhere], order: order(true) });
  expect(idsOf(sifted)).toEqual(["c2"]);
  expect(sifted.valueAt(0, "number")).toBe("3");
});

test("nothing is in the list because of a field it does not hold", () => {
  const index = createLineIndex();
  index.setBase("p1", [[lineOf(aCustomer(), NO_FIELDS)]], new Map());
  const sieve = createSieve({ parts: index.parts, fields: () => NO_FIELDS });
  const none = conditionOf({ key: "attr_contract", kind: "text" }, "k");
  expect(sieve.sift({ conditions: none === undefined ? [] : [none], order: BY[0] as SiftOrder }).total).toBe(
    0,
  );
});
