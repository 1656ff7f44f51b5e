import { afterAll, beforeAll, expect, test } from "vitest";
import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import { saveCustomer as saveCall } from "@trunkline/domain/calls/customers";
import { saveOwnProfile as profileCall } from "@trunkline/domain/calls/portal";
import { MAIN_PARTNER, type AdminId } from "@trunkline/domain/ids/ids";
import { configPath, credentialPath, customerPath, sessionPath } from "@trunkline/domain/paths";
import { firstAdmin } from "../../functions/src/admins/first.ts";
import { setAdminState } from "../../functions/src/admins/change.ts";
import { createAdmin } from "../../functions/src/admins/create.ts";
import { saveCustomer } from "../../functions/src/customers/save.ts";
import { adminDoor, customerDoor } from "../../functions/src/doorway/call.ts";
import { callerOf } from "../../functions/src/doorway/who.ts";
import { WINDOW_MS } from "../../functions/src/identity/limiter.ts";
import { changeOwnPassword } from "../../functions/src/identity/own-password.ts";
import { FLOOR_MS } from "../../functions/src/identity/padding.ts";
import { refreshSession, signOut } from "../../functions/src/identity/session-end.ts";
import { signInAdmin, signInCustomer } from "../../functions/src/identity/sign-in.ts";
import { saveOwnProfile } from "../../functions/src/portal/profile.ts";
import { aCustomer, aKey, anAdmin, documentsOf, historyOf, openHouse, type House } from "./house.ts";

let house: House;
let uid: AdminId;
const HERE = { address: "198.51.100.1", token: undefined };
const AWAY = { address: "203.0.113.9", token: undefined };
const PASSWORD = "correct horse";
const wrong = { identifier: "boss", password: "wrong horse" };
const right = { identifier: "boss", password: PASSWORD };

beforeAll(async () => {
  house = await openHouse();
  const first = await firstAdmin(house.platform, {
    login: "boss",
    name: "The Boss",
    email: "boss@example.net",
    password: PASSWORD,
  });
  if (first.kind !== "created") throw new Error(JSON.stringify(first));
  uid = first.uid;
});
afterAll(() => house.close());

const tokenOf = (answer: { kind: string; token?: string }) => {
  if (answer.kind !== "signed-in" || answer.token === undefined) throw new Error(JSON.stringify(answer));
  const { uid, ...claims } = JSON.parse(answer.token) as { uid: string } & Record<string, unknown>;
  return { uid, claims };
};
const asked = (token: ReturnType<typeof tokenOf> | undefined, data: unknown = {}) => ({
  token,
  data,
  address: "198.51.100.1",
});

test("the first administrator is made once, with every permission; a second first one is refused", async () => {
  expect((await house.db.doc(sessionPath(uid)).get()).data()).toMatchObject({
    open: true,
    sv: 1,
    partner: "*",
  });
  const again = { login: "boss2", name: "Another", email: "b2@example.net", password: PASSWORD };
  expect(await firstAdmin(house.platform, again)).toEqual({ kind: "not-the-first" });
});

test("an administrator signs in by login or e-mail, in any case; the token says kind and version", async () => {
  expect(tokenOf(await signInAdmin(house.platform, HERE, right))).toMatchObject({
    uid,
    claims: { kind: "admin", sv: 1 },
  });
  const byMail = await signInAdmin(house.platform, HERE, {
    identifier: " BOSS@example.net ",
    password: PASSWORD,
  });
  expect(tokenOf(byMail).uid).toBe(uid);
});

test("a wrong password, an unknown login and a disabled account get the same bytes, after the same time", async () => {
  const boss = await anAdmin(house);
  const made = await createAdmin(house.platform, boss, {
    key: aKey(),
    login: "leaver",
    name: "Leaver",
    email: "leaver@example.net",
    phone: "",
    password: PASSWORD,
    roleId: "manager",
    partner: "*",
    overrides: {},
    timeout: 0,
  } as Parameters<typeof createAdmin>[2]);
  if (made.kind !== "created") throw new Error(made.kind);
  await setAdminState(house.platform, boss, { adminId: made.adminId, state: "disabled" });
  const answers = [];
  for (const input of [
    wrong,
    { identifier: "nobody", password: "x" },
    { identifier: "leaver", password: PASSWORD },
  ]) {
    const from = house.platform.clock();
    answers.push(
      JSON.stringify(
        await signInAdmin(house.platform, { ...AWAY, address: `203.0.113.${answers.length}` }, input),
      ),
    );
    expect(house.platform.clock() - from).toBe(FLOOR_MS);
  }
  expect(new Set(answers)).toEqual(new Set([JSON.stringify({ kind: "refused" })]));
});

test("five wrong guesses lock that place out for a quarter of an hour; the owner still signs in from elsewhere", async () => {
  house.pass(WINDOW_MS);
  const checks = house.accounts.checks;
  for (let i = 0; i < 5; i++) expect((await signInAdmin(house.platform, AWAY, wrong)).kind).toBe("refused");
  const sixth = await signInAdmin(house.platform, AWAY, right);
  expect(sixth.kind).toBe("locked");
  expect(house.accounts.checks - checks).toBe(5);
  expect((await signInAdmin(house.platform, HERE, right)).kind).toBe("signed-in");
  house.pass(WINDOW_MS);
  expect((await signInAdmin(house.platform, AWAY, right)).kind).toBe("signed-in");
});

test("signing in rightly counts as no guess, however often", async () => {
  house.pass(2 * WINDOW_MS);
  for (let i = 0; i < 12; i++)
    expect((await signInAdmin(house.platform, HERE, right)).kind).toBe("signed-in");
});

test("three hundred guesses at one login from a hundred places, by sign-in and password change together: ten are evaluated at most", async () => {
  house.pass(2 * WINDOW_MS);
  const caller = { ...(await anAdmin(house)), uid };
  const checks = house.accounts.checks;
  const guesses = Array.from({ length: 300 }, (_, i) => {
    const address = `198.18.0.${i % 100}`;
    return i % 3 === 0
      ? changeOwnPassword(
          house.platform,
          { ...caller, address },
          { current: `guess ${i}`, next: "long enough now" },
        )
      : signInAdmin(
          house.platform,
          { address, token: undefined },
          { identifier: i % 3 === 1 ? "boss" : "boss@example.net", password: `guess ${i}` },
        );
  });
  const kinds = new Set((await Promise.all(guesses)).map(({ kind }) => kind));
  expect(kinds).toEqual(new Set(["refused", "wrong-password", "locked"]));
  expect(house.accounts.checks - checks).toBeLessThanOrEqual(10);
  // The places he signed in from before still have their reserve.
  expect((await signInAdmin(house.platform, HERE, right)).kind).toBe("signed-in");
  house.pass(2 * WINDOW_MS);
});

test("guessing one's way through many logins locks the place, and an unknown login is limited like a known one", async () => {
  const spray = { address: "192.0.2.77", token: undefined };
  const kinds: string[] = [];
  for (let i = 0; i < 31; i++)
    kinds.push((await signInAdmin(house.platform, spray, { identifier: `user${i}`, password: "x" })).kind);
  expect(kinds.filter((kind) => kind === "refused")).toHaveLength(30);
  expect(kinds.at(-1)).toBe("locked");
  const other = { address: "192.0.2.78", token: undefined };
  for (let i = 0; i < 5; i++)
    await signInAdmin(house.platform, other, { identifier: "ghost", password: "x" });
  expect((await signInAdmin(house.platform, other, { identifier: "ghost", password: "x" })).kind).toBe(
    "locked",
  );
});

test("a customer signs in by login, not by e-mail, and the other way round where that is configured", async () => {
  const admin = await anAdmin(house);
  const id = await aCustomer(house, admin, { login: "ann", emails: "ann@x.cz, second@x.cz" }, "secret-1");
  const from = (identifier: string) =>
    signInCustomer(house.platform, HERE, { identifier, password: "secret-1" });
  expect(tokenOf(await from("ANN"))).toMatchObject({ uid: id, claims: { kind: "customer", sv: 1 } });
  expect((await from("ann@x.cz")).kind).toBe("refused");
  await house.db.doc(configPath("customers")).set({ authField: "email" });
  expect(tokenOf(await from("Ann@x.cz")).uid).toBe(id);
  expect((await from("second@x.cz")).kind).toBe("refused");
  expect((await from("ann")).kind).toBe("refused");
  await house.db.doc(configPath("customers")).delete();
  expect(
    (await documentsOf(house, "portalLog"))
      .filter((line) => line["customerId"] === id)
      .map((line) => line["result"])
      .sort(),
  ).toEqual(["ok", "ok"]);
});

test("a customer's token opens no function of administrators, and an administrator's none of customers", async () => {
  const admin = await anAdmin(house);
  await aCustomer(house, admin, { login: "pure-customer" }, "secret-2");
  const customer = tokenOf(
    await signInCustomer(house.platform, HERE, { identifier: "pure-customer", password: "secret-2" }),
  );
  const boss = tokenOf(await signInAdmin(house.platform, HERE, right));
  const save = adminDoor(saveCall, "customers.view.edit", saveCustomer);
  const own = customerDoor(profileCall, saveOwnProfile);
  await expect(save(house.platform, asked(customer))).rejects.toMatchObject({ code: "permission-denied" });
  await expect(own(house.platform, asked(boss))).rejects.toMatchObject({ code: "permission-denied" });
  await expect(save(house.platform, asked(undefined))).rejects.toMatchObject({ code: "unauthenticated" });
  await expect(
    save(house.platform, asked({ uid: "stranger", claims: { at: 1 } as never })),
  ).rejects.toMatchObject({ code: "permission-denied" });
});

test("an administrator who is disabled is refused with his old token at the next call", async () => {
  const boss = await anAdmin(house);
  const made = await createAdmin(house.platform, boss, {
    key: aKey(),
    login: "soon-gone",
    name: "Soon Gone",
    email: "gone@example.net",
    phone: "",
    password: PASSWORD,
    roleId: "manager",
    partner: "*",
    overrides: {},
    timeout: 0,
  } as Parameters<typeof createAdmin>[2]);
  if (made.kind !== "created") throw new Error(made.kind);
  const token = tokenOf(
    await signInAdmin(house.platform, HERE, { identifier: "soon-gone", password: PASSWORD }),
  );
  const save = adminDoor(saveCall, "customers.view.edit", async () => ({ kind: "nothing" as const }));
  const data = { key: aKey(), customerId: "abc", touched: {}, password: null, undoes: null };
  expect(await save(house.platform, asked(token, data))).toEqual({ kind: "nothing" });
  await setAdminState(house.platform, boss, { adminId: made.adminId, state: "disabled" });
  await expect(save(house.platform, asked(token, data))).rejects.toMatchObject({
    code: "unauthenticated",
    details: { reason: "session-ended" },
  });
  expect(house.accounts.revoked).toContain(made.adminId);
  expect(await refreshSession(house.platform, { ...HERE, token }, {})).toEqual({ kind: "closed" });
});

test("a changed password ends every other session; this one goes on with the token it is given", async () => {
  const admin = await anAdmin(house);
  const id = await aCustomer(house, admin, { login: "changer" }, "secret-3");
  const old = tokenOf(
    await signInCustomer(house.platform, HERE, { identifier: "changer", password: "secret-3" }),
  );
  const session = { open: true, sv: 1, partner: "main", permissions: [] } as never;
  const caller = { kind: "customer" as const, uid: id, session, as: null, address: "198.51.100.1" };
  expect(await changeOwnPassword(house.platform, caller, { current: "not it", next: "my own 1" })).toEqual({
    kind: "wrong-password",
  });
  expect(await changeOwnPassword(house.platform, caller, { current: "secret-3", next: "short" })).toEqual({
    kind: "too-short",
    min: 6,
  });
  const fresh = tokenOf(
    await changeOwnPassword(house.platform, caller, { current: "secret-3", next: "my own 1" }),
  );
  const own = customerDoor(profileCall, async () => ({ kind: "nothing" as const }));
  await expect(own(house.platform, asked(old, { touched: {} }))).rejects.toMatchObject({
    code: "unauthenticated",
  });
  expect(await own(house.platform, asked(fresh, { touched: {} }))).toEqual({ kind: "nothing" });
  expect((await house.db.doc(`portalSecrets/${id}`).get()).exists).toBe(false);
  expect(
    (await signInCustomer(house.platform, HERE, { identifier: "changer", password: "secret-3" })).kind,
  ).toBe("refused");
});

test("a renewed token is no new sign-in: what asks for a recent password still counts from the last one", async () => {
  const signedInAt = house.platform.clock();
  const token = tokenOf(await signInAdmin(house.platform, HERE, { identifier: "boss", password: PASSWORD }));
  house.pass(60 * 60 * 1000);
  const renewed = tokenOf(await refreshSession(house.platform, { ...HERE, token }, {}));
  const caller = await callerOf(house.db, renewed, house.platform.clock(), "");
  expect(caller).toMatchObject({ kind: "admin", signedInAt });
});

test("a closed session is refused even when its version is the token's", async () => {
  const admin = await anAdmin(house, { open: false });
  const token = { uid: admin.uid as string, claims: { kind: "admin", sv: 1, at: 0 } };
  await expect(callerOf(house.db, token, house.platform.clock(), "")).rejects.toMatchObject({
    code: "unauthenticated",
  });
});

test("12 §6.5: what a customer does with his sign-in stands in his history: each sign-in, each new password without its value, no refused try", async () => {
  const admin = await anAdmin(house);
  const id = await aCustomer(house, admin, { login: "watched" }, "secret-7");
  const from = (password: string) =>
    signInCustomer(house.platform, HERE, { identifier: "watched", password });
  expect((await from("not it")).kind).toBe("refused");
  const token = tokenOf(await from("secret-7"));
  const caller = await callerOf(house.db, token, house.platform.clock(), HERE.address);
  await changeOwnPassword(house.platform, caller, { current: "secret-7", next: "my own 77" });
  const history = (await historyOf(house, id)).slice(1);
  expect(
    history.map(({ action, actor, source, kind, partnerId }) => [action, actor, source, kind, partnerId]),
  ).toEqual([
    ["signed-in", id, "portal", "customer", MAIN_PARTNER],
    ["password-set", id, "portal", "customer", MAIN_PARTNER],
  ]);
  expect(JSON.stringify(history)).not.toContain("my own 77");
  // The record names its last entry, so that open lists show that something happened.
  expect((await house.db.doc(customerPath(id)).get()).get("lastActivity")).toBe(history.at(-1)?.["id"]);
});

test("signing out everywhere ends all sessions, signing out here only this device's", async () => {
  const admin = await anAdmin(house);
  await signOut(house.platform, admin, { everywhere: false });
  expect((await house.db.doc(sessionPath(admin.uid)).get()).get("sv")).toBe(1);
  await signOut(house.platform, admin, { everywhere: true });
  expect((await house.db.doc(sessionPath(admin.uid)).get()).get("sv")).toBe(2);
});

test("a permission taken away counts at the next call, without signing in again", async () => {
  const admin = await anAdmin(house);
  const token = { uid: admin.uid as string, claims: { kind: "admin", sv: 1, at: 0 } };
  const door = adminDoor(saveCall, "customers.view.edit", async () => ({ kind: "nothing" as const }));
  const data = { key: aKey(), customerId: "abc", touched: {}, password: null, undoes: null };
  expect(await door(house.platform, asked(token, data))).toEqual({ kind: "nothing" });
  await house.db
    .doc(sessionPath(admin.uid))
    .update({ permissions: PERMISSIONS.filter((name) => name !== "customers.view.edit") });
  expect(await door(house.platform, asked(token, data))).toEqual({ kind: "not-allowed" });
});

test("input that no form sends is refused with the field's name, and a surprise says nothing of itself", async () => {
  const admin = await anAdmin(house);
  const token = { uid: admin.uid as string, claims: { kind: "admin", sv: 1, at: 0 } };
  const fails = adminDoor(saveCall, "customers.view.edit", async () => {
    throw new Error("password of ann@x.cz is hunter2");
  });
  const data = { key: aKey(), customerId: "abc", touched: {}, password: null, undoes: null };
  await expect(fails(house.platform, asked(token, { ...data, extra: 1 }))).rejects.toMatchObject({
    code: "invalid-argument",
  });
  await expect(fails(house.platform, asked(token, data))).rejects.toMatchObject({
    code: "internal",
    message: "Something went wrong on our side.",
  });
});

test("no password stands readable in any document", async () => {
  for (const collection of [
    "credentials",
    "portalSecrets",
    "customers",
    "admins",
    "requests",
    "operations",
    "portalLog",
  ]) {
    const text = JSON.stringify(await documentsOf(house, collection));
    for (const secret of [PASSWORD, "secret-1", "secret-2", "my own 1"]) expect(text).not.toContain(secret);
  }
  expect((await house.db.doc(credentialPath(uid)).get()).get("email")).toMatch(
    /^[a-z0-9]{32}@account\.invalid$/,
  );
});
