import { expect, test } from "vitest";
import type { FieldDefinition, FieldValue } from "@trunkline/domain/fields/definition";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath } from "@trunkline/domain/paths";
import { nameCustomers } from "../../functions/src/customers/names.ts";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { exportCustomers } from "../../functions/src/customers/list.ts";
import { deleteCustomer, restoreCustomer } from "../../functions/src/customers/removal.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { changeStatus } from "../../functions/src/customers/status.ts";
import {
  customerFieldUse,
  removeCustomerField,
  setFieldPortal,
} from "../../functions/src/settings/fields.ts";
import { defineField } from "./define-field.ts";
import { aCustomer, aKey, anAdmin, aPartner, historyOf, recordOf, takeOffRecords } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* Each parameter of an additional field (10 §8.1–8.22), on the way of adding and on the way of saving. */

const { house, admin } = await ownHouse();

const define = (changes: Partial<FieldDefinition>, more: Parameters<typeof defineField>[3] = {}) =>
  defineField(house, admin, changes, more);
const made = async (changes: Partial<FieldDefinition>) =>
  expect(await define(changes)).toEqual({ kind: "done" });
const gone = async (...names: string[]) => {
  for (const name of names) await removeCustomerField(house.platform, admin, { name });
  await takeOffRecords(house);
};
const add = (values: Record<string, FieldValue>) =>
  createCustomer(house.platform, admin, {
    key: aKey(),
    values: { name: "Jan Novák", ...values } as never,
    password: null,
    preview: null,
    anyway: true,
  });
const save = (customerId: CustomerId, key: string, base: FieldValue, mine: FieldValue) =>
  saveCustomer(house.platform, admin, {
    key: aKey(),
    customerId,
    touched: { [key]: { base, mine } } as never,
    password: null,
    undoes: null,
  });
const names = async () => {
  const stored = readCustomerFields((await house.db.doc(configPath("customerFields")).get()).data());
  return stored.ok ? stored.value.names : [];
};

test("8.1: a field of the other category neither gets its default nor is required", async () => {
  await made({ name: "staff", type: "integer", category: "company", required: true, defaultValue: 5 });
  const person = await add({});
  if (person.kind !== "created") throw new Error(JSON.stringify(person));
  expect(await recordOf(house, person.customerId)).not.toHaveProperty("attr_staff");
  expect((await save(person.customerId, "city", "", "Brno")).kind).toBe("done");
  expect(await save(person.customerId, "category", "person", "company")).toMatchObject({
    problems: { attr_staff: { kind: "required" } },
  });
  const company = await add({ category: "company" });
  expect(company.kind === "created" && (await recordOf(house, company.customerId))["attr_staff"]).toBe(5);
  await gone("staff");
});

test("8.2: the name is a key, once in the module, and stays what it was made, as the type does", async () => {
  await made({ name: "fixed" });
  expect(await define({ name: "fixed" })).toEqual({ kind: "name-taken" });
  expect(await define({ name: "Not a key" })).toMatchObject({ problems: { name: { kind: "bad-format" } } });
  expect(await define({ name: "fixed", type: "integer" }, { isNew: false })).toEqual({ kind: "done" });
  const id = await aCustomer(house, admin, { attr_fixed: "still text" });
  expect(await recordOf(house, id)).toMatchObject({ attr_fixed: "still text" });
  await gone("fixed");
});

test.each([
  ["string", 2, 3, "a", "abcd", "abc"],
  ["text", 2, 3, "a", "abcd", "abc"],
  ["email", null, 7, null, "long@x.com", "a@x.com"],
  ["integer", 2, 3, 1, 4, 3],
  ["decimal", 1.5, 2.5, 1.4, 2.6, 2],
] as const)(
  "8.6: min and max of type %s hold when adding and when saving",
  async (type, min, max, low, high, good) => {
    await made({ name: "bounded", type, min, max });
    for (const bad of [low, high].filter((one) => one !== null)) {
      expect(await add({ attr_bounded: bad })).toMatchObject({
        kind: "fields",
        problems: { attr_bounded: {} },
      });
      const id = await aCustomer(house, admin);
      expect(await save(id, "attr_bounded", null, bad)).toMatchObject({ problems: { attr_bounded: {} } });
    }
    const id = await aCustomer(house, admin, { attr_bounded: good });
    expect(await recordOf(house, id)).toMatchObject({ attr_bounded: good });
    await gone("bounded");
  },
);

test("8.5, 8.7, 8.10, 8.19: the default fills what is left out; required counts on add only with Add, on a Save always", async () => {
  const before = await aCustomer(house, admin);
  await made({ name: "asked", required: true });
  await made({ name: "later", required: true, onAdd: false });
  await made({ name: "given", required: true, defaultValue: "standard" });
  expect(await add({})).toMatchObject({ kind: "fields", problems: { attr_asked: { kind: "required" } } });
  const id = await aCustomer(house, admin, { attr_asked: "x" });
  expect(await recordOf(house, id)).toMatchObject({ attr_asked: "x", attr_given: "standard" });
  const answer = await save(before, "city", "", "Brno");
  expect(answer.kind === "fields" && Object.keys(answer.problems).sort()).toEqual([
    "attr_asked",
    "attr_given",
    "attr_later",
  ]);
  await gone("asked", "later", "given");
});

test("8.8, 8.20, example 7: a unique value occurs once without case, on add and save, and is free again when given up", async () => {
  await made({ name: "contract", min: 10, max: 10 });
  const [one, two] = [
    await aCustomer(house, admin, { attr_contract: "AB12345678" }),
    await aCustomer(house, admin, { attr_contract: "ab12345678" }),
  ];
  expect(await define({ name: "contract", min: 10, max: 10, unique: true }, { isNew: false })).toMatchObject({
    kind: "duplicates",
    examples: [expect.stringMatching(/ab12345678/i)],
  });
  expect((await save(two, "attr_contract", "ab12345678", "CD12345678")).kind).toBe("done");
  expect(await define({ name: "contract", min: 10, max: 10, unique: true }, { isNew: false })).toEqual({
    kind: "done",
  });
  expect(await save(two, "attr_contract", "CD12345678", " ab12345678 ")).toMatchObject({
    problems: { attr_contract: { kind: "taken" } },
  });
  expect(await add({ attr_contract: "ab12345678" })).toMatchObject({
    problems: { attr_contract: { kind: "taken" } },
  });
  expect((await save(one, "attr_contract", "AB12345678", null)).kind).toBe("done");
  expect((await save(two, "attr_contract", "CD12345678", "ab12345678")).kind).toBe("done");
  expect(await names()).not.toContain("attr_contract");
  await gone("contract");
});

test("8.12–8.14: Readonly, Disabled and Hidden are sent by nobody's form, and no browser may write them", async () => {
  await made({ name: "seen_only", readonly: true, defaultValue: "made by the import" });
  await made({ name: "greyed", disabled: true, required: true, defaultValue: "unused" });
  await made({ name: "unseen", hidden: true, required: true });
  await made({ name: "plain" });
  const typed = { attr_seen_only: "typed", attr_greyed: "typed", attr_unseen: "typed", attr_plain: "typed" };
  const id = await aCustomer(house, admin, typed);
  const record = await recordOf(house, id);
  expect(record).toMatchObject({ attr_seen_only: "made by the import", attr_plain: "typed" });
  expect(record).not.toHaveProperty("attr_greyed");
  expect(record).not.toHaveProperty("attr_unseen");
  for (const key of ["attr_seen_only", "attr_greyed", "attr_unseen"])
    expect(await save(id, key, (record[key] as string | undefined) ?? null, "changed")).toMatchObject({
      problems: { [key]: { kind: "not-yours-to-change" } },
    });
  expect((await save(id, "attr_plain", "typed", "changed")).kind).toBe("done");
  expect(await names()).toEqual(["attr_plain"]);
  await gone("seen_only", "greyed", "unseen", "plain");
});

test("8.15, 8.21: the default is written into every record, and the values go with the field", async () => {
  const ids = [await aCustomer(house, admin), await aCustomer(house, admin)];
  await made({ name: "tariff", defaultValue: "old" });
  expect(await define({ name: "tariff", defaultValue: "new" }, { isNew: false, setForAll: true })).toEqual({
    kind: "done",
  });
  for (const id of ids) expect(await recordOf(house, id)).toMatchObject({ attr_tariff: "new" });
  // Set again nothing differs, and nothing is told.
  await define({ name: "tariff", defaultValue: "new" }, { isNew: false, setForAll: true });
  const use = await customerFieldUse(house.platform, admin, { name: "tariff", option: null });
  expect(use.kind === "use" && use.records).toBeGreaterThanOrEqual(2);
  await gone("tariff");
  for (const id of ids) expect(await recordOf(house, id)).not.toHaveProperty("attr_tariff");
  for (const id of ids)
    expect((await historyOf(house, id)).slice(1)).toMatchObject([
      { before: {}, after: { attr_tariff: "new" }, cause: "the default of “tariff” was set for all" },
      { before: { attr_tariff: "new" }, after: {}, cause: "the additional field “tariff” was deleted" },
    ]);
});

test("8.16: an option that is no longer offered stays where it is and can be chosen by nobody", async () => {
  const options = (retired: boolean) => [
    { value: "Flat", retired: false },
    { value: "Steep", retired },
  ];
  await made({ name: "roof", type: "select", options: options(false) });
  const [has, wants] = [await aCustomer(house, admin, { attr_roof: "Steep" }), await aCustomer(house, admin)];
  await define({ name: "roof", type: "select", options: options(true) }, { isNew: false });
  expect((await save(has, "city", "", "Brno")).kind).toBe("done");
  expect(await recordOf(house, has)).toMatchObject({ attr_roof: "Steep" });
  expect(await save(wants, "attr_roof", null, "Steep")).toMatchObject({
    problems: { attr_roof: { kind: "not-an-option" } },
  });
  await gone("roof");
});

test("8.16: what a relation points to has to be there, of each kind", async () => {
  const other = await aCustomer(house, admin);
  const there = { admin: admin.uid, customer: other, partner: "main", location: "main" } as const;
  for (const [relation, id] of Object.entries(there)) {
    await made({ name: "points", type: "relation", relation: relation as keyof typeof there });
    const customer = await aCustomer(house, admin);
    expect(await save(customer, "attr_points", null, "of-nobody")).toMatchObject({
      problems: { attr_points: { kind: "not-an-option" } },
    });
    expect((await save(customer, "attr_points", null, id)).kind).toBe("done");
    await gone("points");
  }
});

test("a customer pointed to is named within reach only, as what he is, in pages and in files", async () => {
  await made({ name: "landlord", type: "relation", relation: "customer" });
  const elsewhere = await aPartner(house, "Elsewhere");
  const [near, far, old] = [
    await aCustomer(house, admin, { name: "Near" }),
    await aCustomer(house, admin, { name: "Far", partnerId: elsewhere }),
    await aCustomer(house, admin, { name: "Old" }),
  ];
  await changeStatus(house.platform, admin, {
    customerId: old,
    base: "new",
    status: "inactive",
    cause: null,
  });
  await deleteCustomer(house.platform, admin, { key: aKey(), customerId: old });
  const bound = await anAdmin(house, { partner: "main" as never });
  const { names: named } = await nameCustomers(house.platform, bound, {
    customerIds: [near, far, old, "nobody" as CustomerId],
  });
  expect(named).toMatchObject({
    [near]: { kind: "customer", name: "Near" },
    [far]: { kind: "unreachable" },
    [old]: { kind: "deleted", name: "Old" },
    nobody: { kind: "unreachable" },
  });
  await aCustomer(house, admin, { name: "Tenant", attr_landlord: near });
  const page = await exportCustomers(house.platform, bound, {
    filters: {},
    order: "number",
    columns: ["name", "attr_landlord"],
    after: null,
    noted: null,
    customerIds: null,
  });
  const number = (await recordOf(house, near))["number"] as number;
  expect(page.kind === "page" && page.rows.map(({ values }) => values)).toContainEqual([
    "Tenant",
    `Near (#${number})`,
  ]);
  await restoreCustomer(house.platform, admin, { key: aKey(), customerId: old, login: null, email: null });
  await gone("landlord");
});

test("8.22: the portal's visibility is set by itself, as far as the type allows it, by an administrator of all partners", async () => {
  await made({ name: "secret", type: "password" });
  await made({ name: "hobby", title: "Hobby", showInList: true });
  const set = (name: string, portal: "none" | "view" | "edit", caller = admin) =>
    setFieldPortal(house.platform, caller, { name, portal });
  expect(await set("hobby", "edit")).toEqual({ kind: "done" });
  const stored = readCustomerFields((await house.db.doc(configPath("customerFields")).get()).data());
  expect(stored.ok && stored.value.fields.find(({ name }) => name === "hobby")).toMatchObject({
    portal: "edit",
    showInList: true,
  });
  expect(await set("secret", "view")).toMatchObject({ problems: { portal: { kind: "not-an-option" } } });
  expect(await set("unheard", "view")).toEqual({ kind: "not-found" });
  expect(await set("hobby", "none", await anAdmin(house, { partner: "main" as never }))).toEqual({
    kind: "not-allowed",
  });
  await gone("secret", "hobby");
});
