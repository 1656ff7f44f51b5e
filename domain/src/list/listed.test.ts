import fc from "fast-check";
import { expect, test } from "vitest";
import type { AdminId, LabelId, LocationId } from "../ids/ids.ts";
import { indexedFields, lineOf } from "../search/line.ts";
import { aCustomer, aField } from "../testing/builders.ts";
import type { Day } from "../time/day.ts";
import { listedIn } from "./listed.ts";

const DEFINITIONS = [
  aField({ name: "contract", searchable: true }),
  aField({ name: "speed", type: "integer" }),
  aField({ name: "fiber", type: "boolean" }),
  aField({ name: "kit", type: "multiselect", searchable: true }),
  aField({ name: "signed", type: "date" }),
];
const FIELDS = indexedFields(DEFINITIONS);
const typeOf = (field: string) => DEFINITIONS.find(({ name }) => name === field)?.type;

const words = fc.constantFrom("", "Žitná 1", "大通り 2", "a, b", "O'Brien");
const someone = fc.record({
  name: words,
  street: words,
  city: words,
  companyId: words,
  emails: fc.subarray(["a@x.cz", "b@y.cz"]),
  phones: fc.subarray(["+420 601 123", "601-124"]),
  locationId: fc.constantFrom("north" as LocationId, "" as LocationId),
  labelIds: fc.subarray(["vip", "late"]).map((ids) => ids as LabelId[]),
  category: fc.constantFrom("person" as const, "company" as const),
  billingType: fc.constantFrom("recurring" as const, "prepaid" as const),
  dateAdded: fc.constant("2026-02-28" as Day),
  birthday: fc.constantFrom(null, "1980-01-01" as Day),
  addedBy: fc.constantFrom(null, "eva" as AdminId),
  attrs: fc.record({
    contract: fc.constantFrom(null, "K-1", "true"),
    speed: fc.constantFrom(null, 0, -2, 1200),
    fiber: fc.constantFrom(null, true, false),
    kit: fc.constantFrom(null, ["Box, black"], ["Mast 50%", "ONT"]),
    signed: fc.constantFrom(null, "2026-03-01"),
  }),
});

test("a customer read from his line is the customer, as far as the line goes", () => {
  fc.assert(
    fc.property(someone, (part) => {
      const customer = aCustomer(part);
      const line = lineOf(customer, FIELDS);
      const listed = listedIn({ line, partner: customer.partnerId, fields: FIELDS }, typeOf);
      const { attrs, ...rest } = listed;
      expect(rest).toEqual(
        Object.fromEntries(Object.keys(rest).map((key) => [key, Reflect.get(customer, key)])),
      );
      // A number is read by nobody but who writes it down.
      const said = (value: unknown) => (typeof value === "number" ? String(value) : value);
      expect(attrs).toEqual(
        Object.fromEntries(Object.entries(customer.attrs).map(([name, value]) => [name, said(value)])),
      );
      expect(listed.balance).toBeUndefined();
    }),
  );
});

test("a field that the line does not know is not there, and one that nobody knows any more is its text", () => {
  const line = lineOf(aCustomer({ attrs: { fiber: true } }), FIELDS);
  const listed = listedIn({ line, partner: "p1", fields: FIELDS }, () => undefined);
  expect(listed.attrs["fiber"]).toBe("true");
  expect(listed.attrs["mobile"]).toBeUndefined();
});
