import { afterAll, beforeAll, expect, test } from "vitest";
import { permissionsOf } from "@trunkline/domain/admin/roles";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import {
  activityOf,
  configPath,
  credentialPath,
  customerPath,
  matchPath,
  portalPath,
  sessionPath,
} from "@trunkline/domain/paths";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { findDuplicates } from "../../functions/src/customers/duplicates.ts";
import { convertToLead, deleteCustomer } from "../../functions/src/customers/removal.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { uniqueRef } from "../../functions/src/identity/lookup.ts";
import { changeStatus } from "../../functions/src/customers/status.ts";
import {
  aCustomer,
  aKey,
  anAdmin,
  anotherInstance,
  aPartner,
  documentsOf,
  openHouse,
  type House,
} from "./house.ts";

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const form = (name: string, more: object = {}) => ({ name, ...more });
const press = (values: Record<string, unknown>, more: object = {}) =>
  ({ key: aKey(), values, password: null, preview: null, anyway: true, ...more }) as Parameters<
    typeof createCustomer
  >[2];

test("10 example 1, T19: fifty customers added at the same moment through five instances get fifty consecutive numbers and fifty logins", async () => {
  const admin = await anAdmin(house);
  const instances = Array.from({ length: 5 }, () => anotherInstance(house));
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      createCustomer(instances[i % 5] ?? house.platform, admin, press(form(`Customer ${i}`))),
    ),
  );
  const numbers = answers
    .map((answer) => (answer.kind === "created" ? answer.number : -1))
    .sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, i) => (numbers[0] ?? 0) + i));
  const logins = (await documentsOf(house, "customers")).map((one) => one["login"]);
  expect(new Set(logins).size).toBe(50);
  expect(logins.every((login) => /^[A-Za-z0-9]{8}$/.test(String(login)))).toBe(true);
});

test("fifty at the same moment get consecutive numbers and no error also while every fifth commit is aborted", async () => {
  const unkind = await openHouse({ unkind: true });
  const admin = await anAdmin(unkind);
  const instances = Array.from({ length: 5 }, () => anotherInstance(unkind));
  await unkind.abortEvery(5);
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      createCustomer(instances[i % 5] ?? unkind.platform, admin, press(form(`Customer ${i}`))),
    ),
  );
  expect(
    answers.map((answer) => (answer.kind === "created" ? answer.number : -1)).sort((a, b) => a - b),
  ).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  await unkind.close();
});

test("11 example 1: a new customer is New and can sign in; record, portal, session and history came together", async () => {
  const admin = await anAdmin(house);
  const answer = await createCustomer(
    house.platform,
    admin,
    press(form(" Ann Lee ", { emails: "ann@x.cz, b@x.cz" })),
  );
  if (answer.kind !== "created") throw new Error(answer.kind);
  const { customerId: id, number } = answer;
  const record = (await house.db.doc(customerPath(id)).get()).data();
  expect(record).toMatchObject({
    number,
    kind: "customer",
    status: "new",
    name: "Ann Lee",
    nameFolded: "ann lee",
    addedBy: admin.uid,
    partnerId: "main",
    emails: ["ann@x.cz", "b@x.cz"],
  });
  expect((await house.db.doc(portalPath(id)).get()).data()).toMatchObject({
    number,
    name: "Ann Lee",
    status: "new",
  });
  expect((await house.db.doc(sessionPath(id)).get()).data()).toEqual({
    open: true,
    sv: 1,
    partner: "main",
    permissions: [],
  });
  const history = await documentsOf(house, activityOf(id));
  expect(history).toMatchObject([
    { id: record?.["lastActivity"], actor: admin.uid, action: "created", after: { name: "Ann Lee", number } },
  ]);
  expect((await house.db.doc(credentialPath(id)).get()).data()).toMatchObject({
    kind: "customer",
    pending: null,
  });
  expect(house.accounts.all.get(id)?.password).toMatch(/^[A-Za-z0-9]{8}$/);
  expect(JSON.stringify([record, history])).not.toContain(house.accounts.all.get(id)?.password);
});

test("T14: a double click adds one customer, and both clicks hear the same answer", async () => {
  const admin = await anAdmin(house);
  const input = press(form("Pressed Twice"));
  const answers = await Promise.all(
    [1, 2, 3].map(() => createCustomer(anotherInstance(house), admin, input)),
  );
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]?.kind).toBe("created");
  const namesakes = (await documentsOf(house, "customers")).filter((one) => one["name"] === "Pressed Twice");
  expect(namesakes).toHaveLength(1);
});

test("T14: the same key with another input is refused and adds nobody", async () => {
  const admin = await anAdmin(house);
  const input = press(form("First"));
  await createCustomer(house.platform, admin, input);
  const second = await createCustomer(house.platform, admin, { ...input, values: form("Second") });
  expect(second).toEqual({ kind: "key-reused" });
  expect((await documentsOf(house, "customers")).some((one) => one["name"] === "Second")).toBe(false);
});

test("10 example 11: a typed login in use is refused, whatever its case, and the message names its holder; no number is lost", async () => {
  const admin = await anAdmin(house);
  const first = await createCustomer(house.platform, admin, press(form("Holder", { login: "000007" })));
  const counter = (await house.db.doc("counters/customers").get()).get("next");
  const mixed = await createCustomer(house.platform, admin, press(form("Mixed", { login: "Taken.Login" })));
  expect(mixed.kind).toBe("created");
  expect(
    await createCustomer(house.platform, admin, press(form("Late", { login: "taken.LOGIN" }))),
  ).toMatchObject({
    kind: "fields",
    problems: { login: { kind: "taken" } },
  });
  expect(await createCustomer(house.platform, admin, press(form("Late", { login: "000007" })))).toEqual({
    kind: "fields",
    problems: { login: { kind: "taken", number: first.kind === "created" ? first.number : 0 } },
  });
  expect((await house.db.doc("counters/customers").get()).get("next")).toBe(counter + 1);
});

test("14 §3.14: a login in use is told before who looks alike, and with everything else that is wrong, each at its field", async () => {
  const admin = await anAdmin(house);
  await aCustomer(house, admin, { login: "first-come", phones: "+420 777 999 111" });
  const values = form("", { login: "FIRST-come", phones: "+420 777 999 111", locationId: "gone" });
  const typed = press(values, { anyway: false, password: "12345" });
  expect(await createCustomer(house.platform, admin, typed)).toMatchObject({
    kind: "fields",
    problems: {
      name: { kind: "required" },
      login: { kind: "taken" },
      locationId: { kind: "not-an-option" },
      password: { kind: "too-short" },
    },
  });
  // So does the form, which asks while others of its fields are still to be mended.
  expect(await findDuplicates(house.platform, admin, { values, except: null })).toMatchObject({
    duplicates: [{ by: ["phone"] }],
    problems: { login: { kind: "taken" }, locationId: { kind: "not-an-option" } },
  });
  const mended = press(form("Late", { login: "first-come" }), { anyway: false });
  expect(await createCustomer(house.platform, admin, mended)).toMatchObject({
    kind: "fields",
    problems: { login: { kind: "taken" } },
  });
});

test("two who type the same login at once: one is added, one is refused", async () => {
  const admin = await anAdmin(house);
  const both = await Promise.all(
    ["A", "B"].map((name) => createCustomer(house.platform, admin, press(form(name, { login: "wanted" })))),
  );
  expect(both.map((answer) => answer.kind).sort()).toEqual(["created", "fields"]);
});

test("10 example 1: a login made of the number is corrected when another number comes out than the form expected", async () => {
  const admin = await anAdmin(house);
  await house.db.doc(configPath("customers")).set({ loginFormat: "{id|6}" });
  const preview = "000001";
  const answer = await createCustomer(
    house.platform,
    admin,
    press(form("Previewed", { login: preview }), { preview }),
  );
  if (answer.kind !== "created") throw new Error(answer.kind);
  expect((await house.db.doc(customerPath(answer.customerId)).get()).get("login")).toBe(
    String(answer.number).padStart(6, "0"),
  );
  await house.db.doc(configPath("customers")).delete();
});

test("15 example 2: an administrator bound to a partner adds to that partner only", async () => {
  const mine = await aPartner(house, "A");
  const other = await aPartner(house, "B");
  const anna = await anAdmin(house, { partner: mine });
  expect(await createCustomer(house.platform, anna, press(form("Elsewhere", { partnerId: other })))).toEqual({
    kind: "fields",
    problems: { partnerId: { kind: "not-yours-to-change" } },
  });
  const added = await createCustomer(house.platform, anna, press(form("Here")));
  if (added.kind !== "created") throw new Error(added.kind);
  expect((await house.db.doc(customerPath(added.customerId)).get()).get("partnerId")).toBe(mine);
});

test("T23: what no field can hold is refused at its field, and takes no number", async () => {
  const admin = await anAdmin(house);
  const next = async () => (await house.db.doc("counters/customers").get()).get("next") as unknown;
  const before = await next();
  const bad: readonly (readonly [string, unknown])[] = [
    ["name", "x".repeat(10_000)],
    ["name", "a\u0000b"],
    ["name", "\ud800"],
    ["name", "\u200b\u2060"],
    ["emails", Array.from({ length: 500 }, (_, at) => `u${at}@x.com`)],
    ["phones", ["call me"]],
    ["dateAdded", "2026-02-30"],
    ["dateAdded", "2026-03-11"],
    ["birthday", "2023-02-29"],
    ["geo", { lat: 91, lng: 0 }],
    ["geo", { lat: Number.NaN, lng: 0 }],
    ["geo", { lat: 0, lng: 1e308 }],
    ["category", "__proto__"],
    ["labelIds", ["../x"]],
    ["balance", 1e308],
  ];
  for (const [field, value] of bad) {
    const answer = await createCustomer(house.platform, admin, press(form("Ann", { [field]: value })));
    expect([field, value, answer.kind]).toEqual([field, value, "fields"]);
    expect(answer).toMatchObject({ problems: { [field]: {} } });
  }
  expect(await next()).toBe(before);
});

test("a partner or location that is not there cannot be chosen", async () => {
  const admin = await anAdmin(house);
  const answer = await createCustomer(
    house.platform,
    admin,
    press(form("Nowhere", { partnerId: "gone" as PartnerId, locationId: "gone" })),
  );
  expect(answer).toEqual({
    kind: "fields",
    problems: { partnerId: { kind: "not-an-option" }, locationId: { kind: "not-an-option" } },
  });
});

test("10 §3.11: where the format gives everybody the same login, each gets the next suffix, the hundredth too", async () => {
  const admin = await anAdmin(house);
  await house.db.doc(configPath("customers")).set({ loginFormat: "guest" });
  const added = async () => {
    const answer = await createCustomer(house.platform, admin, press(form("Guest")));
    if (answer.kind !== "created") throw new Error(answer.kind);
    return (await house.db.doc(customerPath(answer.customerId)).get()).get("login");
  };
  expect([await added(), await added(), await added()]).toEqual(["guest", "guest-2", "guest-3"]);
  const taken = house.db.batch();
  for (let suffix = 4; suffix < 100; suffix += 1) {
    const ref = uniqueRef(house.db, "login", `guest-${suffix}`);
    if (ref !== undefined) taken.set(ref, { customerId: "somebody" });
  }
  await taken.commit();
  expect(await added()).toBe("guest-100");
  await house.db.doc(configPath("customers")).delete();
});

test("14 example 8: somebody who looks like a customer we have is shown first, and added when that is wanted", async () => {
  const admin = await anAdmin(house);
  const first = await createCustomer(
    house.platform,
    admin,
    press(form("Original", { phones: "+420 777 555 123", emails: "original@example.net" })),
  );
  const same = { phones: "777 555 123", emails: "ORIGINAL@example.net" };
  const again = press(form("Copy", same), { anyway: false });
  expect(await createCustomer(house.platform, admin, again)).toMatchObject({
    kind: "duplicates",
    duplicates: [
      { by: ["email", "phone"], name: "Original", number: first.kind === "created" ? first.number : 0 },
    ],
  });
  expect(await createCustomer(house.platform, admin, { ...again, anyway: true })).toMatchObject({
    kind: "created",
  });
});

test("14 §3.14: a customer of another partner that looks the same is not named", async () => {
  const admin = await anAdmin(house);
  await createCustomer(house.platform, admin, press(form("Secret Name", { emails: "same@example.net" })));
  const anna = await anAdmin(house, { partner: await aPartner(house, "C") });
  const answer = await createCustomer(
    house.platform,
    anna,
    press(form("Mine", { emails: "same@example.net" }), { anyway: false }),
  );
  expect(answer).toEqual({
    kind: "duplicates",
    duplicates: [{ by: ["email"], customerId: null, number: null, name: null, lead: false }],
  });
});

test("14 §3.14: the same name and street are the same customer, as soon as the field is left and whatever the city says", async () => {
  const admin = await anAdmin(house);
  await createCustomer(
    house.platform,
    admin,
    press(form("Vera Holá", { street: "Dlouhá 9", city: "Praha" })),
  );
  const answer = await findDuplicates(house.platform, admin, {
    values: { name: "vera hola", street: "DLOUHA 9" },
    except: null,
  });
  expect(answer).toMatchObject({ duplicates: [{ by: ["address"], name: "Vera Holá" }] });
});

test("14 §3.14, 15 §3.1: who sees only what he added himself is not told whose the others are", async () => {
  const admin = await anAdmin(house);
  const creator = await anAdmin(house, { permissions: permissionsOf("customer-creator") });
  const values = { emails: "shared@example.net" };
  await createCustomer(house.platform, admin, press(form("Not His", values)));
  const find = () => findDuplicates(house.platform, creator, { values, except: null });
  expect(await find()).toEqual({
    kind: "duplicates",
    duplicates: [{ by: ["email"], customerId: null, number: null, name: null, lead: false }],
    problems: {},
  });
  await createCustomer(house.platform, creator, press(form("His Own", values)));
  expect(await find()).toMatchObject({
    duplicates: expect.arrayContaining([
      { by: ["email"], customerId: null, number: null, name: null, lead: false },
      expect.objectContaining({ name: "His Own" }),
    ]),
  });
});

test("15 §3.1: who sees only what he added himself is told that a login is taken, and not by which of the others", async () => {
  const admin = await anAdmin(house);
  const creator = await anAdmin(house, { permissions: permissionsOf("customer-creator") });
  await aCustomer(house, admin, { login: "not-his" });
  const taken = { kind: "fields", problems: { login: { kind: "taken", number: null } } };
  expect(await createCustomer(house.platform, creator, press(form("Mine", { login: "NOT-HIS" })))).toEqual(
    taken,
  );
  const mine = await aCustomer(house, creator, { login: "mine-it-is" });
  expect(
    await saveCustomer(house.platform, creator, {
      key: aKey(),
      customerId: mine,
      touched: { login: { base: "mine-it-is", mine: "not-his" } },
      password: null,
      undoes: null,
    }),
  ).toEqual(taken);
});

test("14 §3.14: a lead who looks alike is told, and that he is one", async () => {
  const admin = await anAdmin(house);
  const customerId = await aCustomer(house, admin, { emails: "lead@example.net" });
  await convertToLead(house.platform, admin, { key: aKey(), customerId });
  const values = { emails: "lead@example.net" };
  expect(await findDuplicates(house.platform, admin, { values, except: null })).toMatchObject({
    duplicates: [{ customerId, lead: true, by: ["email"] }],
  });
});

test("a deleted customer is nobody's twin any more", async () => {
  const admin = await anAdmin(house);
  const id = await aCustomer(house, admin, { emails: "gone@example.net" });
  const find = async () =>
    (await findDuplicates(house.platform, admin, {
      values: { emails: "gone@example.net" },
      except: null,
    })) as {
      duplicates: readonly unknown[];
    };
  expect((await find()).duplicates).toHaveLength(1);
  await changeStatus(house.platform, admin, { customerId: id, base: "new", status: "inactive", cause: null });
  await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id });
  expect((await find()).duplicates).toEqual([]);
  expect((await house.db.doc(matchPath(id)).get()).get("keys")).toEqual([]);
});

test("when the identity service is away the customer is added all the same, and signs in after the account is settled", async () => {
  const admin = await anAdmin(house);
  house.accounts.failing = 1;
  const answer = await createCustomer(house.platform, admin, press(form("Later"), { password: "chosen-1" }));
  if (answer.kind !== "created") throw new Error(answer.kind);
  expect(house.accounts.all.has(answer.customerId)).toBe(false);
  const { settle } = await import("../../functions/src/identity/account.ts");
  house.pass(60_000);
  expect(await settle(house.platform, answer.customerId)).toBe(true);
  expect(house.accounts.all.get(answer.customerId)?.password).toBe("chosen-1");
});
