import { expect, test } from "vitest";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import {
  activityOf,
  commentsOf,
  configPath,
  portalPath,
  sessionPath,
  uniquePath,
} from "@trunkline/domain/paths";
import { followPartner } from "../../functions/src/customers/follow-partner.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { saveOwnProfile } from "../../functions/src/portal/profile.ts";
import { removeCustomerField } from "../../functions/src/settings/fields.ts";
import { sha256 } from "../../functions/src/platform/hash.ts";
import { defineField } from "./define-field.ts";
import { aCustomer, aKey, anAdmin, aPartner, documentsOf, historyOf, recordOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";

const { house, admin } = await ownHouse();

type Touched = Parameters<typeof saveCustomer>[2]["touched"];
const save = (customerId: CustomerId, touched: Touched, more: object = {}, caller = admin) =>
  saveCustomer(house.platform, caller, {
    key: aKey(),
    customerId,
    touched,
    password: null,
    undoes: null,
    ...more,
  });

test("one Save with a status and contact fields is one commit: record, portal and one entry with old and new values", async () => {
  const id = await aCustomer(house, admin, { city: "Brno" });
  const answer = await save(id, {
    status: { base: "new", mine: "active" },
    city: { base: "Brno", mine: " Praha " },
  });
  const record = await recordOf(house, id);
  expect(record).toMatchObject({ status: "active", city: "Praha" });
  expect((await house.db.doc(portalPath(id)).get()).data()).toMatchObject({
    status: "active",
    city: "Praha",
  });
  const entry = (await historyOf(house, id)).at(-1);
  expect(entry).toMatchObject({
    id: record["lastActivity"],
    actor: admin.uid,
    action: "changed",
    source: "administrator",
    before: { status: "new", city: "Brno" },
    after: { status: "active", city: "Praha" },
  });
  expect(answer).toMatchObject({ kind: "done", entryId: entry?.["id"] });
});

test("12 example 11, T17: two administrators who change different fields are both kept", async () => {
  const id = await aCustomer(house, admin, { city: "A", street: "B" });
  const other = await anAdmin(house);
  await save(id, { city: { base: "A", mine: "A2" } });
  expect(
    (
      await save(
        id,
        { street: { base: "B", mine: "B2" }, status: { base: "new", mine: "active" } },
        {},
        other,
      )
    ).kind,
  ).toBe("done");
  expect(await recordOf(house, id)).toMatchObject({ city: "A2", street: "B2", status: "active" });
});

test("12 example 11, T17: the second of two who change the same field is asked with base, theirs and mine, and nothing of his Save is stored", async () => {
  const id = await aCustomer(house, admin, { city: "old" });
  await save(id, { city: { base: "old", mine: "theirs" } });
  const answer = await save(id, {
    city: { base: "old", mine: "mine" },
    street: { base: "", mine: "Long 1" },
  });
  expect(answer).toMatchObject({
    kind: "conflict",
    conflicts: [{ field: "city", base: "old", theirs: "theirs", mine: "mine" }],
  });
  expect(await recordOf(house, id)).toMatchObject({ city: "theirs", street: "" });
});

test("both at once on the same field: one is stored, the other asked", async () => {
  const id = await aCustomer(house, admin, { city: "old" });
  const both = await Promise.all(["one", "two"].map((mine) => save(id, { city: { base: "old", mine } })));
  expect(both.map(({ kind }) => kind).sort()).toEqual(["conflict", "done"]);
});

test("12 example 16: City and Status in one Save, and the status refused: City is not stored either", async () => {
  const id = await aCustomer(house, admin, { city: "Brno" });
  const before = await recordOf(house, id);
  const city = { base: "Brno", mine: "Praha" };
  expect(await save(id, { city, status: { base: "new", mine: "gone" } })).toMatchObject({
    kind: "fields",
    problems: { status: { kind: "not-an-option" } },
  });
  expect(await save(id, { city, status: { base: "active", mine: "blocked" } })).toMatchObject({
    kind: "conflict",
    conflicts: [{ field: "status", theirs: "new" }],
  });
  expect(await recordOf(house, id)).toEqual(before);
  expect((await save(id, { city, phones: { base: [], mine: ["12345"] } })).kind).toBe("done");
  const entry = (await historyOf(house, id)).at(-1);
  expect(entry).toMatchObject({ after: { city: "Praha", phones: ["12345"] } });
});

test("what is already so changes nothing and tells nothing", async () => {
  const id = await aCustomer(house, admin, { city: "Praha" });
  const before = (await historyOf(house, id)).length;
  expect(await save(id, { city: { base: "Brno", mine: "Praha" } })).toMatchObject({ kind: "nothing" });
  expect(await historyOf(house, id)).toHaveLength(before);
});

test("bad values are named by field, and nothing is stored", async () => {
  const id = await aCustomer(house, admin);
  const answer = await save(id, {
    emails: { base: [], mine: "a@x.cz ,,bad " },
    birthday: { base: null, mine: "2026-02-30" },
    geo: { base: null, mine: { lat: 91, lng: 0 } },
    name: { base: "Jan Novák", mine: "x".repeat(300) },
    attr_unknown: { base: null, mine: "x" },
    street: { base: "", mine: "fine" },
  });
  expect(answer).toMatchObject({
    kind: "fields",
    problems: {
      emails: { kind: "bad-value", value: "bad" },
      birthday: { kind: "not-a-date" },
      geo: { kind: "bad-format" },
      name: { kind: "too-long" },
      attr_unknown: { kind: "not-yours-to-change" },
    },
  });
  expect((await recordOf(house, id))["street"]).toBe("");
});

test("10 example 11: a new login is taken and the old one is free for others; one in use names its holder", async () => {
  const [first, second] = [
    await aCustomer(house, admin, { login: "first" }),
    await aCustomer(house, admin, { login: "second" }),
  ];
  const number = (await recordOf(house, first))["number"];
  expect(await save(second, { login: { base: "second", mine: "FIRST" } })).toEqual({
    kind: "fields",
    problems: { login: { kind: "taken", number } },
  });
  expect((await save(first, { login: { base: "first", mine: "renamed" } })).kind).toBe("done");
  expect((await save(second, { login: { base: "second", mine: "First" } })).kind).toBe("done");
  const holder = await house.db.doc(uniquePath("login", sha256("first"))).get();
  expect(holder.get("customerId")).toBe(second);
  // Only its case changes: it stays his own.
  expect((await save(second, { login: { base: "First", mine: "first" } })).kind).toBe("done");
});

test("10 example 7: a unique additional field is compared without case, over all customers", async () => {
  await house.db.doc(configPath("customerFields")).set({
    fields: [{ name: "contract_id", title: "Contract", type: "string", min: 10, max: 10, unique: true }],
    names: [],
  });
  await aCustomer(house, admin, { attr_contract_id: "AB12345678" });
  const second = await aCustomer(house, admin);
  const taken = await save(second, { attr_contract_id: { base: null, mine: "ab12345678" } });
  expect(taken).toMatchObject({ kind: "fields", problems: { attr_contract_id: { kind: "taken" } } });
  const short = await save(second, { attr_contract_id: { base: null, mine: "AB1" } });
  expect(short).toMatchObject({
    kind: "fields",
    problems: { attr_contract_id: { kind: "too-short", min: 10 } },
  });
  expect((await save(second, { attr_contract_id: { base: null, mine: "CD12345678" } })).kind).toBe("done");
});

test("10 example 8: a required field that is empty holds up a Save of other fields too", async () => {
  const id = await aCustomer(house, admin);
  await house.db
    .doc(configPath("customerFields"))
    .set({ fields: [{ name: "place", title: "Place", required: true }], names: [] });
  expect(await save(id, { city: { base: "", mine: "Brno" } })).toEqual({
    kind: "fields",
    problems: { attr_place: { kind: "required" } },
  });
  expect(
    (await save(id, { city: { base: "", mine: "Brno" }, attr_place: { base: null, mine: "roof" } })).kind,
  ).toBe("done");
  await house.db.doc(configPath("customerFields")).delete();
});

test("a password in a Save is told without its value, ends the customer's sessions and is not in any field", async () => {
  const id = await aCustomer(house, admin);
  const answer = await save(id, { city: { base: "", mine: "Brno" } }, { password: "typed-by-hand" });
  expect(answer.kind).toBe("done");
  const history = await historyOf(house, id);
  expect(history.map((entry) => entry["action"]).sort()).toEqual(["changed", "created", "password-set"]);
  expect(JSON.stringify([history, await recordOf(house, id)])).not.toContain("typed-by-hand");
  expect((await house.db.doc(sessionPath(id)).get()).get("sv")).toBe(2);
  expect(house.accounts.all.get(id)?.password).toBe("typed-by-hand");
  expect(house.accounts.revoked).toContain(id);
  expect(await recordOf(house, id)).toMatchObject({ passwordBy: "admin" });
  expect(await save(id, {}, { password: "short" })).toEqual({
    kind: "fields",
    problems: { password: { kind: "too-short", min: 6 } },
  });
});

test("a customer of another partner, a deleted one and one that never was are the same: not found", async () => {
  const [a, b] = [await aPartner(house, "A"), await aPartner(house, "B")];
  const anna = await anAdmin(house, { partner: a });
  const theirs = await aCustomer(house, admin, { partnerId: b });
  const answers = await Promise.all(
    [theirs, "never" as CustomerId].map((id) => save(id, { city: { base: "", mine: "x" } }, {}, anna)),
  );
  expect(answers).toEqual([{ kind: "not-found" }, { kind: "not-found" }]);
});

test("a bound administrator cannot move a customer, and who lacks the right to geo data cannot set it", async () => {
  const [a, b] = [await aPartner(house, "A"), await aPartner(house, "B")];
  const anna = await anAdmin(house, {
    partner: a,
    permissions: PERMISSIONS.filter((name) => name !== "customers.view.geo"),
  });
  const id = await aCustomer(house, anna);
  const answer = await save(
    id,
    { partnerId: { base: a, mine: b }, geo: { base: null, mine: { lat: 1, lng: 2 } } },
    {},
    anna,
  );
  expect(answer).toEqual({
    kind: "fields",
    problems: { partnerId: { kind: "not-yours-to-change" }, geo: { kind: "not-yours-to-change" } },
  });
});

test("15 example 15: a moved customer takes his history, comments, session and unique values along; running the move again changes nothing", async () => {
  const b = await aPartner(house, "B");
  const id = await aCustomer(house, admin, { login: "mover" });
  await house.db.doc(`${commentsOf(id)}/c1`).set({ text: "hello", partnerId: "main" });
  expect(
    (await save(id, { partnerId: { base: "main", mine: b }, login: { base: "mover", mine: "moved" } })).kind,
  ).toBe("done");
  expect(await followPartner(house.platform, id)).toBeGreaterThan(0);
  expect(await followPartner(house.platform, id)).toBe(0);
  const children = [
    ...(await documentsOf(house, activityOf(id))),
    ...(await documentsOf(house, commentsOf(id))),
  ];
  expect(new Set(children.map((one) => one["partnerId"]))).toEqual(new Set([b]));
  expect((await house.db.doc(sessionPath(id)).get()).get("partner")).toBe(b);
  expect((await house.db.doc(uniquePath("login", sha256("moved"))).get()).get("partnerId")).toBe(b);
  expect((await house.db.doc(uniquePath("login", sha256("mover"))).get()).exists).toBe(false);
  expect(
    (await documentsOf(house, "operations")).find((line) => line["action"] === "moveCustomer"),
  ).toMatchObject({
    attributes: { from: "main", to: b },
  });
});

test("a customer changes of himself what the portal lets him, and his history says it was he", async () => {
  const id = await aCustomer(house, admin, { phones: "+420 777 000 111" });
  const session = { open: true, sv: 1, partner: "main", permissions: [] } as never;
  const self = { kind: "customer" as const, uid: id, session, as: null, address: "" };
  const barred = await saveOwnProfile(house.platform, self, {
    touched: { status: { base: "new", mine: "active" }, balance: { base: 0, mine: 5 } },
  });
  expect(barred).toEqual({
    kind: "fields",
    problems: { status: { kind: "not-yours-to-change" }, balance: { kind: "not-yours-to-change" } },
  });
  expect(
    await saveOwnProfile(house.platform, self, {
      touched: { phones: { base: ["+420 777 000 111"], mine: "+420 777 000 222" } },
    }),
  ).toEqual({ kind: "done" });
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    actor: id,
    source: "portal",
    after: { phones: ["+420 777 000 222"] },
  });
});

test("10 §8.22: the customer changes additional fields with Edit alone, checked like everybody's, and told as his own", async () => {
  const define = (name: string, changes: Partial<FieldDefinition>) =>
    defineField(house, admin, { name, ...changes });
  await define("home_phone", { type: "phone", portal: "edit", unique: true, required: true });
  await define("seen", { portal: "view" });
  await define("hidden_one", { portal: "edit", hidden: true });
  await define("firm_only", { portal: "edit", category: "company" });
  const values = { attr_home_phone: "111111" };
  const [id] = [
    await aCustomer(house, admin, values),
    await aCustomer(house, admin, { attr_home_phone: "222222" }),
  ];
  const session = { open: true, sv: 1, partner: "main", permissions: [] } as never;
  const self = { kind: "customer" as const, uid: id, session, as: null, address: "" };
  const change = (field: string, base: string | null, mine: string | null) =>
    saveOwnProfile(house.platform, self, { touched: { [field]: { base, mine } } });
  for (const field of ["attr_seen", "attr_hidden_one", "attr_firm_only", "attr_unheard"])
    expect(await change(field, null, "x")).toEqual({
      kind: "fields",
      problems: { [field]: { kind: "not-yours-to-change" } },
    });
  expect(await change("attr_home_phone", "111111", "12")).toMatchObject({ kind: "fields" });
  expect(await change("attr_home_phone", "111111", null)).toMatchObject({
    problems: { attr_home_phone: { kind: "required" } },
  });
  // Whose it is, no customer is told.
  expect(await change("attr_home_phone", "111111", "222222")).toEqual({
    kind: "fields",
    problems: { attr_home_phone: { kind: "taken", number: null } },
  });
  expect(await change("attr_home_phone", "999999", "333333")).toMatchObject({ kind: "conflict" });
  expect(await change("attr_home_phone", "111111", "333333")).toEqual({ kind: "done" });
  expect((await historyOf(house, id)).at(-1)).toMatchObject({
    actor: id,
    source: "portal",
    before: { attr_home_phone: "111111" },
    after: { attr_home_phone: "333333" },
  });
  expect((await house.db.doc(portalPath(id)).get()).get("attrs")).toContainEqual(
    expect.objectContaining({ name: "home_phone", value: "333333", edit: true }),
  );
  for (const name of ["home_phone", "seen", "hidden_one", "firm_only"])
    await removeCustomerField(house.platform, admin, { name });
});
