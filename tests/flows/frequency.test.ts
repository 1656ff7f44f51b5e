import { expect, test } from "vitest";
import {
  findDuplicates as duplicatesCall,
  showPassword as showCall,
} from "@trunkline/domain/calls/customers";
import { saveOwnProfile as profileCall } from "@trunkline/domain/calls/portal";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath } from "@trunkline/domain/paths";
import { createCustomer } from "../../functions/src/customers/create.ts";
import { findDuplicates } from "../../functions/src/customers/duplicates.ts";
import { noteUnpermitted, showPassword } from "../../functions/src/customers/password.ts";
import { adminDoor, customerDoor } from "../../functions/src/doorway/call.ts";
import { LIMITS } from "../../functions/src/doorway/frequency.ts";
import { changeOwnPassword } from "../../functions/src/identity/own-password.ts";
import { signOut } from "../../functions/src/identity/session-end.ts";
import { signInCustomer } from "../../functions/src/identity/sign-in.ts";
import { saveOwnProfile } from "../../functions/src/portal/profile.ts";
import { aCustomer, aKey, anAdmin, aPartner, documentsOf, historyOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* How often somebody may make a call, and what is told of those who try what they may not. */

const { house, admin } = await ownHouse();

const MINUTE = 60_000;
const tokenOf = (uid: string, kind: "admin" | "customer") => ({ uid, claims: { kind, sv: 1 } });
const asking = (uid: string, kind: "admin" | "customer", data: unknown) => ({
  token: tokenOf(uid, kind),
  data,
  address: "198.51.100.7",
});

test("who looks for duplicates without end is told when to go on, also by way of adding; a colleague is not", async () => {
  const door = adminDoor(duplicatesCall, "customers.add", findDuplicates);
  const [eager, calm] = [await anAdmin(house), await anAdmin(house)];
  const find = (caller = eager) =>
    door(house.platform, asking(caller.uid, "admin", { values: { name: "Jan" }, except: null }));
  const add = (anyway: boolean) =>
    createCustomer(house.platform, eager, {
      key: aKey(),
      values: { name: "Jan Novák" },
      password: null,
      preview: null,
      anyway,
    });
  for (let i = 0; i < LIMITS.findDuplicates.most - 1; i++) expect((await find()).kind).toBe("duplicates");
  expect((await add(false)).kind).toBe("created");
  house.pass(3 * MINUTE);
  expect([await find(), await add(false)]).toEqual([
    { kind: "limit", minutes: 7 },
    { kind: "limit", minutes: 7 },
  ]);
  // Adding as such is not what is limited.
  expect([(await find(calm)).kind, (await add(true)).kind]).toEqual(["duplicates", "created"]);
  house.pass(7 * MINUTE);
  expect((await find()).kind).toBe("duplicates");
});

test("a customer who saves his own details without end is told when to go on, and nothing more is written", async () => {
  await house.db.doc(configPath("customerFields")).set({
    fields: [{ name: "hobby", title: "Hobby", type: "string", portal: "edit" }],
    names: [],
  });
  const [id, other] = [await aCustomer(house, admin), await aCustomer(house, admin)];
  const door = customerDoor(profileCall, saveOwnProfile);
  const save = (whose: CustomerId, base: string | null, mine: string) =>
    door(house.platform, asking(whose, "customer", { touched: { attr_hobby: { base, mine } } }));
  for (let i = 0; i < LIMITS.saveOwnProfile.most; i++)
    expect(await save(id, i === 0 ? null : `h${i - 1}`, `h${i}`)).toEqual({ kind: "done" });
  const entries = (await historyOf(house, id)).length;
  expect(await save(id, "h19", "one too many")).toEqual({ kind: "limit", minutes: 10 });
  expect((await historyOf(house, id)).length).toBe(entries);
  expect(await save(other, null, "his own")).toEqual({ kind: "done" });
  house.pass(10 * MINUTE);
  expect(await save(id, "h19", "in time")).toEqual({ kind: "done" });
  await house.db.doc(configPath("customerFields")).delete();
});

test("who signs in without end fills neither his history nor the log, and is let in again in time", async () => {
  const id = await aCustomer(house, admin, { login: "restless" }, "right-one-1");
  const enter = (password = "right-one-1") =>
    signInCustomer(
      house.platform,
      { address: "198.51.100.8", token: undefined },
      { identifier: "restless", password },
    );
  for (let i = 0; i < 60; i++) expect((await enter()).kind).toBe("signed-in");
  const told = async () => [
    (await historyOf(house, id)).length,
    (await documentsOf(house, "portalLog")).filter((line) => line["customerId"] === id).length,
  ];
  const before = await told();
  expect(await enter()).toEqual({ kind: "locked", seconds: 15 * 60 });
  expect(await told()).toEqual(before);
  expect((await enter("wrong-one-1")).kind).toBe("refused");
  house.pass(15 * MINUTE);
  expect((await enter()).kind).toBe("signed-in");
});

test("who changes his own password without end is told when to go on", async () => {
  const id = await aCustomer(house, admin, {}, "number-0");
  const session = { open: true, sv: 1, partner: "main", permissions: [] } as never;
  const self = { kind: "customer" as const, uid: id, session, as: null, address: "198.51.100.9" };
  const change = (from: number) =>
    changeOwnPassword(house.platform, self, { current: `number-${from}`, next: `number-${from + 1}` });
  for (let i = 0; i < 10; i++) expect((await change(i)).kind).toBe("signed-in");
  expect(await change(10)).toEqual({ kind: "locked", seconds: 60 * 60 });
  expect(house.accounts.all.get(id)?.password).toBe("number-10");
  house.pass(60 * MINUTE);
  expect((await change(10)).kind).toBe("signed-in");
});

test("a device that signs out without end fills no log, and ending every session always works", async () => {
  const id = await aCustomer(house, admin);
  const session = { open: true, sv: 1, partner: "main", permissions: [] } as never;
  const self = { kind: "customer" as const, uid: id, session, as: null, address: "198.51.100.7" };
  const lines = async () =>
    (await documentsOf(house, "portalLog")).filter((line) => line["customerId"] === id).length;
  for (let i = 0; i < 25; i++) await signOut(house.platform, self, { everywhere: false });
  expect(await lines()).toBe(20);
  await signOut(house.platform, self, { everywhere: true });
  expect([await lines(), house.accounts.revoked.includes(id)]).toEqual([21, true]);
});

test("10 §4.7: who tries to be shown a password without the permission is in the log, and cannot fill it", async () => {
  const id = await aCustomer(house, admin, {}, "visible-1");
  const curious = await anAdmin(house, { permissions: ["customers.view"] });
  const door = adminDoor(
    showCall,
    "customers.view.showPassword",
    showPassword,
    noteUnpermitted("showPassword"),
  );
  const tries = (data: unknown = { customerId: id, own: null }) =>
    door(house.platform, asking(curious.uid, "admin", data));
  const lines = async () =>
    (await documentsOf(house, "operations")).filter((line) => line["actor"] === curious.uid);
  expect(await tries()).toEqual({ kind: "not-allowed" });
  expect(await lines()).toMatchObject([
    { action: "showPassword", result: "not-allowed", customerId: id, ip: "198.51.100.7" },
  ]);
  expect(await tries({ nothing: "of ours" })).toEqual({ kind: "not-allowed" });
  for (let i = 0; i < 30; i++) expect(await tries()).toEqual({ kind: "not-allowed" });
  expect((await lines()).length).toBe(20);
  house.pass(60 * MINUTE);
  await tries();
  expect((await lines()).length).toBe(21);
});

test("10 §4.7: a try at a customer out of reach is in the log, not in his history; refusals fill no history", async () => {
  const elsewhere = await aPartner(house, "Elsewhere");
  const [far, near] = [
    await aCustomer(house, admin, { partnerId: elsewhere }),
    await aCustomer(house, admin, {}, "visible-2"),
  ];
  const bound = await anAdmin(house, { partner: "main" as never });
  const show = (customerId: CustomerId) => showPassword(house.platform, bound, { customerId, own: null });
  const before = (await historyOf(house, far)).length;
  expect(await show(far)).toEqual({ kind: "not-found" });
  expect((await historyOf(house, far)).length).toBe(before);
  expect(
    (await documentsOf(house, "operations")).filter((line) => line["actor"] === bound.uid),
  ).toMatchObject([{ action: "showPassword", result: "not-found", customerId: far, partnerId: null }]);
  for (let i = 0; i < 20; i++) await show(near);
  for (let i = 0; i < 40; i++) expect((await show(near)).kind).toBe("limit");
  const refused = (await historyOf(house, near)).filter((one) => one["action"] === "password-show-refused");
  expect(refused.length).toBe(19);
});
