import { afterAll, beforeAll, expect, test } from "vitest";
import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import { permissionsOf, ROLE_NAMES } from "@trunkline/domain/admin/roles";
import type { AdminId, PartnerId, RoleId } from "@trunkline/domain/ids/ids";
import { adminPath, directoryPath, sessionPath } from "@trunkline/domain/paths";
import { createAdmin } from "../../functions/src/admins/create.ts";
import { saveAdmin, setAdminPassword, setAdminState } from "../../functions/src/admins/change.ts";
import { firstAdmin } from "../../functions/src/admins/first.ts";
import { loginAsCustomer, redeemHandover } from "../../functions/src/identity/handover.ts";
import { signInAdmin } from "../../functions/src/identity/sign-in.ts";
import { callerOf, type AdminCaller } from "../../functions/src/doorway/who.ts";
import { aCustomer, aKey, aPartner, documentsOf, historyOf, openHouse, type House } from "./house.ts";

let house: House;
let boss: AdminCaller;
const HERE = { address: "198.51.100.1", token: undefined };
const PASSWORD = "a long enough one";

beforeAll(async () => {
  house = await openHouse();
  const first = await firstAdmin(house.platform, {
    login: "boss",
    name: "The Boss",
    email: "boss@example.net",
    password: PASSWORD,
  });
  if (first.kind !== "created") throw new Error(JSON.stringify(first));
  boss = await callerFor(first.uid);
});
afterAll(() => house.close());

async function callerFor(uid: AdminId): Promise<AdminCaller> {
  const session = (await house.db.doc(sessionPath(uid)).get()).data() as AdminCaller["session"];
  return { kind: "admin", uid, session, signedInAt: house.platform.clock(), address: "198.51.100.1" };
}

let count = 0;
const person = (more: object = {}) => {
  count += 1;
  return {
    login: `admin${count}`,
    name: `Admin ${count}`,
    email: `a${count}@example.net`,
    phone: "",
    roleId: "manager" as RoleId,
    partner: "*" as const,
    overrides: {},
    timeout: 0,
    ...more,
  };
};
async function made(more: object = {}, by = boss): Promise<AdminId> {
  const answer = await createAdmin(house.platform, by, { key: aKey(), password: PASSWORD, ...person(more) });
  if (answer.kind !== "created") throw new Error(JSON.stringify(answer));
  return answer.adminId;
}
/** The refused fields, or what happened instead. */
async function refused(more: object): Promise<unknown> {
  const answer = await createAdmin(house.platform, boss, {
    key: aKey(),
    password: PASSWORD,
    ...person(more),
  });
  return answer.kind === "fields" ? Object.keys(answer.problems) : answer.kind;
}
const sessionOf = async (uid: AdminId) => (await house.db.doc(sessionPath(uid)).get()).data();

test("a new administrator holds his role's permissions, is named in every directory and signs in", async () => {
  await aPartner(house, "B");
  const input = { key: aKey(), password: null, ...person({ login: "Mia", name: "Mia M" }) };
  const answer = await createAdmin(house.platform, boss, input);
  if (answer.kind !== "created" || answer.password === null) throw new Error(answer.kind);
  expect(answer.password.length).toBeGreaterThanOrEqual(10);
  expect((await sessionOf(answer.adminId))?.["permissions"]).toEqual(permissionsOf("manager"));
  for (const directory of await documentsOf(house, "directory")) {
    expect(directory["staff"]).toMatchObject({ [answer.adminId]: { name: "Mia M", active: true } });
  }
  const signIn = (password: string) => signInAdmin(house.platform, HERE, { identifier: "mia", password });
  expect((await signIn(answer.password)).kind).toBe("signed-in");
  expect(await createAdmin(house.platform, boss, input)).toEqual({
    kind: "created",
    adminId: answer.adminId,
    password: null,
  });
});

test("login and e-mail of one administrator can be neither login nor e-mail of another", async () => {
  await made({ login: "taken", email: "taken@example.net" });
  expect(await refused({ login: "TAKEN" })).toEqual(["login"]);
  expect(await refused({ email: "Taken@example.net" })).toEqual(["email"]);
  expect(await refused({ login: "taken@example.net" })).toEqual(["login"]);
  expect(await refused({ login: "ab", email: "x", name: " ", phone: "1" })).toEqual([
    "login",
    "name",
    "email",
    "phone",
  ]);
});

test("15 §2.1: each built-in role can be given, changed, closed and opened again", async () => {
  for (const roleId of ROLE_NAMES) {
    const adminId = await made({ roleId });
    expect((await sessionOf(adminId))?.["permissions"]).toEqual(permissionsOf(roleId));
    expect(await saveAdmin(house.platform, boss, { adminId, ...person({ roleId }) })).toEqual({
      kind: "done",
    });
    expect((await setAdminPassword(house.platform, boss, { adminId, password: null })).kind).toBe("done");
    for (const state of ["disabled", "active"] as const)
      expect(await setAdminState(house.platform, boss, { adminId, state })).toEqual({ kind: "done" });
    await setAdminState(house.platform, boss, { adminId, state: "deleted" });
  }
});

test("a change of role reaches the open session at once, without a new version", async () => {
  const uid = await made();
  const before = await sessionOf(uid);
  expect(
    await saveAdmin(house.platform, boss, { adminId: uid, ...person({ roleId: "technician" }) }),
  ).toEqual({ kind: "done" });
  const after = await sessionOf(uid);
  expect(after?.["permissions"]).toEqual(permissionsOf("technician"));
  expect(after?.["sv"]).toBe(before?.["sv"]);
});

test("nobody disables, deletes or demotes himself, nor the last super-administrator", async () => {
  const self = {
    login: "boss",
    name: "The Boss",
    email: "boss@example.net",
    phone: "",
    partner: "*" as const,
    overrides: {},
    timeout: 0,
  };
  for (const state of ["disabled", "deleted"] as const) {
    expect(await setAdminState(house.platform, boss, { adminId: boss.uid, state })).toEqual({
      kind: "yourself",
    });
  }
  expect(
    await saveAdmin(house.platform, boss, { adminId: boss.uid, ...self, roleId: "manager" as RoleId }),
  ).toEqual({ kind: "yourself" });
  const second = await callerFor(await made({ roleId: "super-administrator" }));
  expect(await setAdminState(house.platform, second, { adminId: boss.uid, state: "disabled" })).toEqual({
    kind: "done",
  });
  const helper = { ...second, uid: "somebody" as AdminId };
  expect(await setAdminState(house.platform, helper, { adminId: second.uid, state: "deleted" })).toEqual({
    kind: "last-super-administrator",
  });
  expect(await setAdminState(house.platform, second, { adminId: boss.uid, state: "active" })).toEqual({
    kind: "done",
  });
  boss = await callerFor(boss.uid);
});

test("nobody grants, changes or takes over what he has not got himself", async () => {
  const clerk = await callerFor(await made({ roleId: "administrator" }));
  const answer = await createAdmin(house.platform, clerk, {
    key: aKey(),
    password: PASSWORD,
    ...person({ roleId: "super-administrator" }),
  });
  expect(answer.kind).toBe("more-than-yours");
  expect(
    (
      await setAdminState(
        house.platform,
        { ...clerk, session: { ...clerk.session, permissions: [...clerk.session.permissions] } },
        { adminId: boss.uid, state: "disabled" },
      )
    ).kind,
  ).toBe("more-than-yours");
  expect(
    await setAdminPassword(house.platform, clerk, { adminId: boss.uid, password: "another long one" }),
  ).toEqual({ kind: "not-allowed" });
});

test("a bound administrator manages nobody, whatever his role", async () => {
  const partner = await aPartner(house, "Bound");
  const bound = { ...(await callerFor(await made({ roleId: "super-administrator", partner }))) };
  expect(
    bound.session.permissions.some(
      (name) => name.startsWith("administration.admins.") && !name.endsWith(".view"),
    ),
  ).toBe(false);
  const all = { ...bound, session: { ...bound.session, permissions: PERMISSIONS } };
  expect(await createAdmin(house.platform, all, { key: aKey(), password: PASSWORD, ...person() })).toEqual({
    kind: "not-allowed",
  });
});

test("15 example 10: a deleted administrator is signed out and cannot sign in, his name stays, and his login is free for a successor", async () => {
  const uid = await made({ login: "leaver", name: "Old Hand" });
  const opened = await signInAdmin(house.platform, HERE, { identifier: "leaver", password: PASSWORD });
  if (opened.kind !== "signed-in") throw new Error(opened.kind);
  const { sv } = JSON.parse(opened.token) as { readonly sv: number };
  const token = { uid, claims: { kind: "admin", sv } };
  const reads = () => callerOf(house.db, token, house.platform.clock(), HERE.address);
  expect((await reads()).uid).toBe(uid);
  expect(await setAdminState(house.platform, boss, { adminId: uid, state: "deleted" })).toEqual({
    kind: "done",
  });
  expect((await signInAdmin(house.platform, HERE, { identifier: "leaver", password: PASSWORD })).kind).toBe(
    "refused",
  );
  expect((await house.db.doc(directoryPath("*")).get()).get("staff")).toMatchObject({
    [uid]: { name: "Old Hand", active: false },
  });
  expect((await house.db.doc(adminPath(uid)).get()).get("state")).toBe("deleted");
  // His page listens to this document, and leaves with it; whatever else it holds is refused from now on.
  expect((await house.db.doc(sessionPath(uid)).get()).get("open")).toBe(false);
  await expect(reads()).rejects.toMatchObject({ code: "unauthenticated" });
  await made({ login: "leaver" });
  expect(await saveAdmin(house.platform, boss, { adminId: uid, ...person() })).toEqual({ kind: "not-found" });
});

test("another administrator's new password ends his sessions", async () => {
  const uid = await made({ login: "forgetful" });
  const answer = await setAdminPassword(house.platform, boss, { adminId: uid, password: null });
  if (answer.kind !== "done" || answer.password === null) throw new Error(answer.kind);
  expect((await sessionOf(uid))?.["sv"]).toBe(2);
  expect(
    (await signInAdmin(house.platform, HERE, { identifier: "forgetful", password: answer.password })).kind,
  ).toBe("signed-in");
});

test("a code opens the portal as the customer once, for a quarter of an hour, within the administrator's rights of the moment", async () => {
  const id = await aCustomer(house, boss);
  const helper = await callerFor(await made({ roleId: "engineer" }));
  const code = async () => {
    const answer = await loginAsCustomer(house.platform, helper, { customerId: id });
    return answer.kind === "done" ? answer.code : answer.kind;
  };
  const one = await code();
  const redeemed = await redeemHandover(house.platform, HERE, { code: one });
  if (redeemed.kind !== "signed-in") throw new Error(redeemed.kind);
  const { uid, ...claims } = JSON.parse(redeemed.token) as { uid: string } & Record<string, unknown>;
  expect({ uid, ...claims }).toMatchObject({ uid: id, kind: "customer", imp: helper.uid, ro: true, sv: 1 });
  expect(await redeemHandover(house.platform, HERE, { code: one })).toEqual({ kind: "refused" });
  expect((await historyOf(house, id)).at(-1)).toMatchObject({ action: "opened-portal", actor: helper.uid });

  const token = { uid, claims };
  const ask = () => callerOf(house.db, token, house.platform.clock(), "");
  expect(await ask()).toMatchObject({ kind: "customer", uid: id, as: { admin: helper.uid, readOnly: true } });
  house.pass(15 * 60 * 1000 + 1);
  await expect(ask()).rejects.toMatchObject({ code: "unauthenticated" });

  const late = await code();
  house.pass(61_000);
  expect(await redeemHandover(house.platform, HERE, { code: late })).toEqual({ kind: "refused" });
  const revoked = await code();
  await saveAdmin(house.platform, boss, { adminId: helper.uid, ...person({ roleId: "technician" }) });
  expect(await redeemHandover(house.platform, HERE, { code: revoked })).toEqual({ kind: "refused" });
});

test("a customer of another partner is not found for logging in as him", async () => {
  const partner = await aPartner(house, "Elsewhere");
  const id = await aCustomer(house, boss);
  const bound = await callerFor(await made({ roleId: "engineer", partner: partner as PartnerId }));
  expect(await loginAsCustomer(house.platform, bound, { customerId: id })).toEqual({ kind: "not-found" });
});
