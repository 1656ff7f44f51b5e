import { expect, test } from "vitest";
import type { LocationId, PartnerId } from "../ids/ids.ts";
import type { Day } from "../time/day.ts";
import { aField } from "../testing/builders.ts";
import { derivedFields, missingRequired, prepareCustomer } from "./create.ts";

const defaults = {
  billingType: "recurring",
  partnerId: "main" as PartnerId,
  locationId: "mainland" as LocationId,
  today: "2026-11-22" as Day,
  zone: "Europe/Prague",
} as const;

test("14 example 7: only “Ann Lee” gives New, Recurring, Individual, Main, Main, today, and the login to the server", () => {
  const { fields, problems } = prepareCustomer({ name: "Ann Lee", login: " " }, defaults, []);
  expect(problems).toEqual({});
  expect(fields).toMatchObject({
    name: "Ann Lee",
    status: "new",
    billingType: "recurring",
    category: "person",
    partnerId: "main",
    locationId: "mainland",
    dateAdded: "2026-11-22",
    emails: [],
    labelIds: [],
  });
  expect(Object.hasOwn(fields, "login")).toBe(false);
});

test("a customer is added New, whatever the form sends (11 §1)", () => {
  expect(prepareCustomer({ name: "A", status: "active" }, defaults, []).fields["status"]).toBe("new");
});

test("an unknown field is a problem, not a new key in the record", () => {
  const { fields, problems } = prepareCustomer({ name: "A", balance: 5, attr_x: "y" }, defaults, []);
  expect(Object.keys(problems).sort()).toEqual(["attr_x", "balance"]);
  expect(fields).not.toHaveProperty("balance");
});

test("a required additional field that the add form shows must be filled; one it does not show need not (10 §8.19)", () => {
  const shown = aField({ name: "shown", required: true });
  const later = aField({ name: "later", required: true, onAdd: false });
  expect(prepareCustomer({ name: "A" }, defaults, [shown, later]).problems).toEqual({
    attr_shown: { kind: "required" },
  });
  expect(prepareCustomer({ name: "A", attr_shown: "" }, defaults, [shown, later]).problems).toEqual({
    attr_shown: { kind: "required" },
  });
});

test("defaults fill what was left out; disabled fields and those of the other category are left alone", () => {
  const fields = [
    aField({ name: "plain", defaultValue: "d" }),
    aField({ name: "off", defaultValue: "d", disabled: true }),
    aField({ name: "firm", category: "company", required: true, defaultValue: "d" }),
  ];
  const person = prepareCustomer({ name: "A", attr_off: "typed" }, defaults, fields);
  expect(person.problems).toEqual({});
  expect(Object.keys(person.fields).filter((key) => key.startsWith("attr_"))).toEqual(["attr_plain"]);
  const firm = prepareCustomer({ name: "A", category: "company" }, defaults, fields);
  expect(firm.fields["attr_firm"]).toBe("d");
});

test("10 example 8: a required field with no value keeps an edit from being saved, unless nobody could fill it", () => {
  const fields = [
    aField({ name: "place", required: true }),
    aField({ name: "hidden", required: true, hidden: true }),
    aField({ name: "fixed", required: true, readonly: true }),
    aField({ name: "off", required: true, disabled: true }),
    aField({ name: "many", required: true, type: "multiselect" }),
  ];
  expect(Object.keys(missingRequired({ attr_many: [] }, "person", fields))).toEqual([
    "attr_many",
    "attr_place",
  ]);
  expect(missingRequired({ attr_place: "North", attr_many: ["a"] }, "person", fields)).toEqual({});
});

test("the sorting name follows the name, and nothing follows a change of the city", () => {
  expect(derivedFields({ name: "Jiří" })).toEqual({ nameFolded: "jiri" });
  expect(derivedFields({ city: "Brno" })).toEqual({});
});

test("a default time that the clock skips keeps nobody from being added; typed it is refused", () => {
  const field = aField({ name: "visit", type: "datetime", defaultValue: "2026-03-29T02:30", onAdd: false });
  const added = (typed: object) => prepareCustomer({ name: "A", ...typed }, defaults, [field]);
  expect(added({})).toMatchObject({ fields: { attr_visit: "2026-03-29T02:30" }, problems: {} });
  expect(added({ attr_visit: "2026-03-29T02:45" }).problems).toEqual({
    attr_visit: { kind: "skipped-time" },
  });
});
