import { beforeEach, expect, test } from "vitest";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, customerPath, matchPath, uniquePath } from "@trunkline/domain/paths";
import { changeStatus } from "../../functions/src/customers/status.ts";
import { convertToLead, deleteCustomer, restoreCustomer } from "../../functions/src/customers/removal.ts";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { readSettings } from "../../functions/src/customers/settings.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { sha256 } from "../../functions/src/platform/hash.ts";
import { signInBy, signInCustomer } from "../../functions/src/identity/sign-in.ts";
import { projectCustomer } from "../../functions/src/portal/project.ts";
import { findEmailSignIn } from "../../functions/src/settings/email-sign-in.ts";
import { saveCustomersConfig } from "../../functions/src/settings/customers.ts";
import { aCustomer, aKey, anAdmin, aPartner, recordOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* 10 §5.5, 11 §8.6, 20 §1.3, 21 §1: customers who sign in by the first address of their e-mail. */

const { house, admin } = await ownHouse();
beforeEach(() => by("email"));

const by = (authField: "login" | "email") =>
  saveCustomersConfig(house.platform, admin, { settings: { authField } });
const enter = (identifier: string) =>
  signInCustomer(
    house.platform,
    { address: "198.51.100.7", token: undefined },
    { identifier, password: "secret-1" },
  );
const person = (emails: string, more: object = {}) =>
  aCustomer(house, admin, { emails, ...more }, "secret-1");
const save = async (id: CustomerId, emails: readonly string[], caller = admin) => {
  const base = (await recordOf(house, id))["emails"] as string[];
  return saveCustomer(house.platform, caller, {
    key: aKey(),
    customerId: id,
    touched: { emails: { base, mine: [...emails] } },
    password: null,
    undoes: null,
  });
};
const numberOf = async (id: CustomerId) => (await recordOf(house, id))["number"];
const taken = async (id: CustomerId) => ({
  kind: "fields",
  problems: { emails: { kind: "taken", number: await numberOf(id) } },
});
const claim = async (email: string) => (await house.db.doc(uniquePath("email", sha256(email))).get()).data();
const mark = async (id: CustomerId) => {
  await projectCustomer(house.platform, await readSettings(house.platform), id);
  return ((await recordOf(house, id))["flaws"] as Record<string, string>)["emails"];
};

test("the first address is unique without case, its claim stands with the record, and the second one is everybody's", async () => {
  const first = await person("Ann@one.cz, office@one.cz");
  expect(await claim("ann@one.cz")).toMatchObject({ customerId: first });
  expect((await enter(" ann@ONE.cz")).kind).toBe("signed-in");
  const second = await person("office@one.cz, ann@one.cz");
  expect((await enter("office@one.cz")).kind).toBe("signed-in");
  expect(await save(second, ["ANN@one.cz"])).toEqual(await taken(first));
  expect(await recordOf(house, second)).toMatchObject({ emails: ["office@one.cz", "ann@one.cz"] });
  // An address given up is free at once, for signing in and for others.
  expect((await save(first, ["ann@new.cz", "ann@one.cz"])).kind).toBe("done");
  expect(await claim("ann@one.cz")).toBeUndefined();
  expect((await enter("ann@one.cz")).kind).toBe("refused");
  expect((await save(second, ["ann@one.cz"])).kind).toBe("done");
  expect(await claim("ann@one.cz")).toMatchObject({ customerId: second });
  expect((await enter("ann@one.cz")).kind).toBe("signed-in");
});

test("adding a customer with an address in use is refused at the field, whoever says anyway", async () => {
  const holder = await person("busy@add.cz");
  const add = (emails: string) =>
    createCustomer(house.platform, admin, {
      key: aKey(),
      values: { name: "Second", emails },
      password: null,
      preview: null,
      anyway: true,
    } as Parameters<typeof createCustomer>[2]);
  expect(await add("BUSY@add.cz")).toEqual(await taken(holder));
  expect((await add("free@add.cz, busy@add.cz")).kind).toBe("created");
  // The number of another partner's customer is nobody's business.
  const bound = await anAdmin(house, { partner: await aPartner(house, "Bound") });
  const his = await aCustomer(house, bound, { emails: "his@add.cz" });
  expect(await save(his, ["busy@add.cz"], bound)).toEqual({
    kind: "fields",
    problems: { emails: { kind: "taken", number: null } },
  });
});

test("fifty customers changed to one address at the same moment: one has it, the others are told who", async () => {
  const ids: CustomerId[] = [];
  for (let i = 0; i < 50; i++) ids.push(await person(`own${i}@crowd.cz`));
  const answers = await Promise.all(ids.map((id) => save(id, ["wanted@crowd.cz"])));
  const winners = ids.filter((_id, index) => answers[index]?.kind === "done");
  expect(winners).toHaveLength(1);
  const told = await taken(winners[0] as CustomerId);
  expect(answers.filter(({ kind }) => kind !== "done")).toEqual(Array.from({ length: 49 }, () => told));
  const having = await house.db.collection("matches").where("signIn", "==", "wanted@crowd.cz").get();
  expect(having.docs.map(({ id }) => id)).toEqual(winners);
  expect(await claim("wanted@crowd.cz")).toMatchObject({ customerId: winners[0] });
});

test("two at once change to each other's address: neither ends up sharing one", async () => {
  const [a, b] = [await person("a@swap.cz"), await person("b@swap.cz")];
  await Promise.all([save(a, ["b@swap.cz"]), save(b, ["a@swap.cz"])]);
  const emails = await Promise.all([a, b].map(async (id) => (await recordOf(house, id))["emails"]));
  expect(new Set(emails.flat()).size).toBe(2);
});

test("21 example 5: before the change those are named who share an address or have none; afterwards they cannot sign in, and others can", async () => {
  await by("login");
  const before = await findEmailSignIn(house.platform, admin, {});
  const [four, nine] = [await person("shared@house.cz"), await person("SHARED@house.cz, nine@house.cz")];
  const none = await person("");
  const alone = await person("alone@house.cz");
  const lead = await person("lead@house.cz");
  const beside = await person("lead@house.cz");
  await convertToLead(house.platform, admin, { key: aKey(), customerId: lead });
  const found = await findEmailSignIn(house.platform, admin, {});
  if (found.kind !== "found" || before.kind !== "found") throw new Error(found.kind);
  expect(found.sharing).toBe(before.sharing + 4);
  expect(found.without).toBe(before.without + 1);
  const named = new Map(found.examples.map(({ customerId, email, kind }) => [customerId, [kind, email]]));
  expect(named.get(four)).toEqual(["customer", "shared@house.cz"]);
  expect(named.get(nine)).toEqual(["customer", "shared@house.cz"]);
  expect(named.get(lead)).toEqual(["lead", "lead@house.cz"]);
  expect(named.get(beside)).toEqual(["customer", "lead@house.cz"]);
  expect(named.get(none)).toEqual(["customer", null]);
  expect(named.has(alone)).toBe(false);

  expect(await signInBy(house.platform, HERE, {})).toEqual({ kind: "by", field: "login" });
  await by("email");
  expect(await signInBy(house.platform, HERE, {})).toEqual({ kind: "by", field: "email" });
  expect((await enter("alone@house.cz")).kind).toBe("signed-in");
  expect((await enter("shared@house.cz")).kind).toBe("refused");
  expect((await enter("lead@house.cz")).kind).toBe("refused");
  // Each page says why; who keeps the address can save everything else.
  expect(await mark(four)).toContain(`#${String(await numberOf(nine))}`);
  expect(await mark(nine)).toContain(`#${String(await numberOf(four))}`);
  expect((await save(four, ["shared@house.cz", "more@house.cz"])).kind).toBe("done");
  expect(await person("shared@house.cz").catch(String)).toContain("taken");
  // One of them gives it up: the other signs in, and the mark is gone.
  expect((await save(nine, ["nine@house.cz"])).kind).toBe("done");
  expect((await recordOf(house, four))["flaws"]).toEqual({});
  expect(await mark(four)).toBeUndefined();
  expect((await enter("shared@house.cz")).kind).toBe("signed-in");
  await by("login");
  expect((await enter("shared@house.cz")).kind).toBe("refused");
});

test("who changed his address while customers signed in by login holds nothing of the old one afterwards", async () => {
  const id = await person("old@login.cz");
  await by("login");
  await house.db.doc(customerPath(id)).update({ emails: ["new@login.cz"] });
  await projectCustomer(house.platform, await readSettings(house.platform), id);
  await by("email");
  const other = await person("old@login.cz");
  expect(await claim("old@login.cz")).toMatchObject({ customerId: other });
  expect(await person("new@login.cz").catch(String)).toContain("taken");
});

test("11 §8.6: a deleted customer's address is free; restoring asks for another where it was given away, together with the login", async () => {
  const id = await person("back@gone.cz, two@gone.cz", { login: "gone-login" });
  await changeStatus(house.platform, admin, { customerId: id, base: "new", status: "inactive", cause: null });
  expect((await deleteCustomer(house.platform, admin, { key: aKey(), customerId: id })).kind).toBe("done");
  expect((await house.db.doc(matchPath(id)).get()).get("signIn")).toBeNull();
  const next = await person("back@gone.cz", { login: "gone-login" });
  const back = (login: string | null, email: string | null) =>
    restoreCustomer(house.platform, admin, { key: aKey(), customerId: id, login, email });
  expect(await back(null, null)).toEqual({ kind: "needed", fields: ["login", "email"] });
  expect(await back("came-back", null)).toEqual({ kind: "needed", fields: ["email"] });
  expect(await back("came-back", "not an address")).toEqual({
    kind: "fields",
    problems: { email: { kind: "bad-value", value: "not an address" } },
  });
  expect(await back("came-back", "BACK@gone.cz")).toEqual({
    kind: "fields",
    problems: { email: { kind: "taken", number: await numberOf(next) } },
  });
  expect((await back("came-back", "other@gone.cz")).kind).toBe("done");
  expect(await recordOf(house, id)).toMatchObject({
    kind: "customer",
    status: "inactive",
    login: "came-back",
    emails: ["other@gone.cz", "two@gone.cz"],
  });
  expect((await enter("other@gone.cz")).kind).toBe("signed-in");
  expect((await enter("back@gone.cz")).kind).toBe("signed-in");
});

test("the setting is one of two, and an administrator of one partner neither sees who shares nor changes it", async () => {
  const bound = await anAdmin(house, { partner: await aPartner(house, "C") });
  expect(await findEmailSignIn(house.platform, bound, {})).toEqual({ kind: "not-allowed" });
  expect(await saveCustomersConfig(house.platform, bound, { settings: { authField: "login" } })).toEqual({
    kind: "not-allowed",
  });
  expect((await house.db.doc(configPath("customers")).get()).get("authField")).toBe("email");
});

const HERE = { address: "198.51.100.7", token: undefined };
