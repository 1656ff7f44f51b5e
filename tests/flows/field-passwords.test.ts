import { beforeAll, expect, test } from "vitest";
import { attrKey, type FieldDefinition, type FieldValue } from "@trunkline/domain/fields/definition";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { CUSTOMERS, fieldSecretPath, searchDeltasOf } from "@trunkline/domain/paths";
import { MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import { exportCustomers } from "../../functions/src/customers/list.ts";
import { showFieldPassword } from "../../functions/src/customers/password.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { readSettings } from "../../functions/src/customers/settings.ts";
import { projectCustomer } from "../../functions/src/portal/project.ts";
import { saveCustomersConfig } from "../../functions/src/settings/customers.ts";
import { removeCustomerField } from "../../functions/src/settings/fields.ts";
import { defineField } from "./define-field.ts";
import { aCustomer, aKey, anAdmin, documentsOf, historyOf, recordOf, takeOffRecords } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* Additional fields of type Password (10 §8.16): masked like the portal password of 10 §4. */

const { house, admin } = await ownHouse();
const define = async (changes: Partial<FieldDefinition>) =>
  expect(await defineField(house, admin, changes)).toEqual({ kind: "done" });
beforeAll(() => define({ name: "wifi", title: "Wi-Fi password", type: "password", min: 8 }));

const justIn = () => ({ ...admin, signedInAt: house.platform.clock() });
const show = (customerId: CustomerId, caller = justIn(), field = "attr_wifi") =>
  showFieldPassword(house.platform, caller, { customerId, field, own: null });
const save = (customerId: CustomerId, base: FieldValue, mine: FieldValue, caller = admin) =>
  saveCustomer(house.platform, caller, {
    key: aKey(),
    customerId,
    touched: { attr_wifi: { base, mine } } as never,
    password: null,
    undoes: null,
  });
const mark = async (id: CustomerId) => (await recordOf(house, id))["attr_wifi"] as number | null;

test("typed on the add form, a password is sealed; record, history and portal hold the moment it was set and never its text", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "correct horse" });
  expect(await mark(id)).toBe(house.platform.clock());
  expect((await historyOf(house, id)).at(-1)).toMatchObject({ after: { attr_wifi: await mark(id) } });
  const everything = await Promise.all(
    [
      "customers",
      "portal",
      "matches",
      "fieldSecrets",
      "requests",
      `customers/${id}/activity`,
      "operations",
    ].map((path) => documentsOf(house, path)),
  );
  expect(JSON.stringify(everything)).not.toContain("correct horse");
  expect(await show(id)).toMatchObject({ kind: "shown", password: "correct horse" });
});

test("changed with the same Save as other fields: one entry, no text in it, and the new one is shown", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "first-password", city: "Brno" });
  const before = await mark(id);
  const answer = await saveCustomer(house.platform, admin, {
    key: aKey(),
    customerId: id,
    touched: {
      attr_wifi: { base: before, mine: " second-password " },
      city: { base: "Brno", mine: "Praha" },
    },
    password: null,
    undoes: null,
  });
  expect(answer.kind).toBe("done");
  const entry = (await historyOf(house, id)).at(-1);
  expect(Object.keys(entry?.["after"] as object).sort()).toEqual(["attr_wifi", "city"]);
  expect(JSON.stringify(entry)).not.toContain("second-password");
  expect(await mark(id)).toBeGreaterThan(before ?? 0);
  expect(await show(id)).toMatchObject({ kind: "shown", password: "second-password" });
});

test("a refused Save seals nothing: the password before it is still shown", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "kept-password", city: "Brno" });
  const answer = await saveCustomer(house.platform, admin, {
    key: aKey(),
    customerId: id,
    touched: {
      attr_wifi: { base: await mark(id), mine: "lost-password" },
      city: { base: "Ostrava", mine: "Praha" },
    },
    password: null,
    undoes: null,
  });
  expect(answer.kind).toBe("conflict");
  expect(await show(id)).toMatchObject({ password: "kept-password" });
});

test("two who change it at once: the second is asked, and neither sees a text in the question but his own", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "the-old-one" });
  const base = await mark(id);
  expect((await save(id, base, "of-the-first")).kind).toBe("done");
  const second = await save(id, base, "of-the-second");
  expect(second).toMatchObject({
    kind: "conflict",
    conflicts: [{ field: "attr_wifi", theirs: await mark(id) }],
  });
  expect(JSON.stringify(second)).not.toContain("of-the-first");
});

test("min and max count its characters, and the record's mark is no password", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "long-enough" });
  expect(await save(id, await mark(id), "short")).toEqual({
    kind: "fields",
    problems: { attr_wifi: { kind: "too-short", min: 8 } },
  });
  expect(await save(id, await mark(id), 17)).toEqual({
    kind: "fields",
    problems: { attr_wifi: { kind: "wrong-type" } },
  });
});

test("taken away, nothing of it is left; set again, the old copy does not come back", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "to-be-removed" });
  const old = (await house.db.doc(fieldSecretPath(id, "wifi")).get()).data() ?? {};
  expect((await save(id, await mark(id), null)).kind).toBe("done");
  expect(await mark(id)).toBeNull();
  expect((await house.db.doc(fieldSecretPath(id, "wifi")).get()).exists).toBe(false);
  expect(await show(id)).toEqual({ kind: "no-copy" });
  house.pass(5);
  expect((await save(id, null, "a-new-password")).kind).toBe("done");
  await house.db.doc(fieldSecretPath(id, "wifi")).set(old);
  expect(await show(id)).toEqual({ kind: "no-copy" });
});

test("a copy moved to another customer or field does not open", async () => {
  await define({ name: "router", title: "Router password", type: "password" });
  const [mine, other] = [
    await aCustomer(house, admin, { attr_wifi: "of-mine-own", attr_router: "router-own" }),
    await aCustomer(house, admin, { attr_wifi: "of-the-other" }),
  ];
  const copy = (await house.db.doc(fieldSecretPath(mine, "wifi")).get()).data() ?? {};
  await house.db.doc(fieldSecretPath(other, "wifi")).set(copy);
  await house.db.doc(fieldSecretPath(mine, "router")).set(copy);
  expect(await show(other)).toEqual({ kind: "no-copy" });
  expect(await show(mine, justIn(), "attr_router")).toEqual({ kind: "no-copy" });
  expect(await show(mine)).toMatchObject({ kind: "shown" });
});

test("each Show is told with the field's title before its text leaves, and counts for the limit of the portal password", async () => {
  const eager = await anAdmin(house);
  const id = await aCustomer(house, admin, { attr_wifi: "seen-often-enough" });
  const answer = await show(id, eager);
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    id: answer.kind === "shown" ? answer.entryId : "",
    action: "secret-shown",
    actor: eager.uid,
    cause: "Wi-Fi password",
  });
  const line = (await documentsOf(house, "operations")).find((one) => one["customerId"] === id);
  expect(line).toMatchObject({ action: "showFieldPassword", result: "shown", attributes: { field: "wifi" } });
  for (let times = 1; times < 20; times += 1) expect((await show(id, eager)).kind).toBe("shown");
  expect((await show(id, eager)).kind).toBe("limit");
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    action: "secret-show-refused",
    cause: "Wi-Fi password: limit",
  });
});

test("other fields, unknown ones and customers out of reach show nothing", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "not-for-all" });
  const bound = await anAdmin(house, { partner: "elsewhere" as never });
  expect(await show(id, bound)).toEqual({ kind: "not-found" });
  for (const field of ["name", "attr_unheard", "attr_wif"])
    expect(await show(id, justIn(), field)).toEqual({ kind: "not-found" });
  expect((await show(id)).kind).toBe("shown");
});

test("neither search, export nor the marks of bad values know it", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "findable-not" });
  await projectCustomer(house.platform, await readSettings(house.platform), id);
  expect(JSON.stringify(await documentsOf(house, searchDeltasOf(MAIN_PARTNER)))).not.toContain(
    "findable-not",
  );
  expect((await recordOf(house, id))["flaws"]).toEqual({});
  const page = await exportCustomers(house.platform, admin, {
    filters: {},
    order: "number",
    columns: ["number", "attr_wifi"],
    after: null,
    noted: null,
    customerIds: null,
  });
  expect(page.kind === "page" && page.rows.every(({ values }) => values[1] === null)).toBe(true);
});

test("required: an add and a Save without it are refused", async () => {
  await define({ name: "pin", title: "PIN", type: "password", required: true });
  await expect(aCustomer(house, admin)).rejects.toThrow("attr_pin");
  const id = await aCustomer(house, admin, { attr_pin: "1234" });
  const answer = await saveCustomer(house.platform, admin, {
    key: aKey(),
    customerId: id,
    touched: { attr_pin: { base: (await recordOf(house, id))["attr_pin"] as number, mine: null } },
    password: null,
    undoes: null,
  });
  expect(answer).toMatchObject({ kind: "fields", problems: { attr_pin: { kind: "required" } } });
  await removeCustomerField(house.platform, admin, { name: "pin" });
  await takeOffRecords(house);
});

test("deleting the field takes the copies with it", async () => {
  const id = await aCustomer(house, admin, { attr_router: "goes-with-it" });
  await removeCustomerField(house.platform, admin, { name: "router" });
  await takeOffRecords(house);
  expect((await documentsOf(house, "fieldSecrets")).filter((one) => one["field"] === "router")).toEqual([]);
  expect((await house.db.collection(CUSTOMERS).doc(id).get()).get(attrKey("router"))).toBeUndefined();
});

test("10 §4.2 governs it: switched off, no copy is left, none is shown and none can be set; on again, new ones only", async () => {
  const id = await aCustomer(house, admin, { attr_wifi: "before-switch-off" });
  await saveCustomersConfig(house.platform, admin, { settings: { showPasswords: false } });
  expect(await documentsOf(house, "fieldSecrets")).toEqual([]);
  expect(await show(id)).toEqual({ kind: "switched-off" });
  expect(await save(id, await mark(id), "while-it-is-off")).toEqual({
    kind: "fields",
    problems: { attr_wifi: { kind: "not-yours-to-change" } },
  });
  const added = await aCustomer(house, admin, { attr_wifi: "while-it-is-off" });
  expect(await mark(added)).toBeUndefined();
  expect(await documentsOf(house, "fieldSecrets")).toEqual([]);
  await saveCustomersConfig(house.platform, admin, { settings: { showPasswords: true } });
  expect(await show(id)).toEqual({ kind: "no-copy" });
  expect((await save(id, await mark(id), "set-once-more")).kind).toBe("done");
  expect(await show(id)).toMatchObject({ kind: "shown", password: "set-once-more" });
});
