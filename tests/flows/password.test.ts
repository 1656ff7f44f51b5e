import { expect, test } from "vitest";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, credentialPath, portalSecretPath, sessionPath } from "@trunkline/domain/paths";
import { generateLogin, generatePassword } from "../../functions/src/customers/generate.ts";
import { setPassword, showPassword } from "../../functions/src/customers/password.ts";
import { sweep } from "../../functions/src/jobs/sweep.ts";
import { changeOwnPassword } from "../../functions/src/identity/own-password.ts";
import type { AccountWish } from "../../functions/src/platform/accounts.ts";
import type { Platform } from "../../functions/src/platform/platform.ts";
import { saveCustomersConfig } from "../../functions/src/settings/customers.ts";
import { aCustomer, aKey, anAdmin, documentsOf, historyOf, recordOf } from "./house.ts";
import { ownHouse } from "./own-house.ts";

const { house, admin } = await ownHouse();

// Signed in a moment ago, unless the test has somebody of its own.
const justIn = () => ({ ...admin, signedInAt: house.platform.clock() });
const show = (customerId: CustomerId, caller = justIn(), own: string | null = null) =>
  showPassword(house.platform, caller, { customerId, own });
const HOUR = 60 * 60 * 1000;

test("10 example 4: a shown password is in the customer's history and in the operations log, and in neither by its text", async () => {
  const id = await aCustomer(house, admin, {}, "visible-1");
  const answer = await show(id);
  expect(answer).toMatchObject({ kind: "shown", password: "visible-1" });
  const entry = (await historyOf(house, id)).at(-1);
  expect(entry).toMatchObject({
    id: answer.kind === "shown" ? answer.entryId : "",
    action: "password-shown",
    actor: admin.uid,
  });
  const line = (await documentsOf(house, "operations")).find((one) => one["customerId"] === id);
  expect(line).toMatchObject({ action: "showPassword", result: "shown", actor: admin.uid });
  expect(JSON.stringify([entry, line])).not.toContain("visible-1");
});

test("10 §4.3, T12: when the entry cannot be written, nothing is shown", async () => {
  const id = await aCustomer(house, admin, {}, "unseen-1");
  const closed = {
    ...house.platform,
    db: Object.create(house.db, {
      runTransaction: { value: () => Promise.reject(new Error("no commit")) },
    }) as typeof house.db,
  };
  await expect(showPassword(closed, admin, { customerId: id, own: null })).rejects.toThrow("no commit");
});

test("10 example 4: the twenty-first reveal within an hour is refused over all customers, and told; an hour later it works again", async () => {
  const eager = await anAdmin(house);
  const [one, two] = [await aCustomer(house, admin), await aCustomer(house, admin)];
  for (let i = 0; i < 20; i++) expect((await show(i % 2 === 0 ? one : two, eager)).kind).toBe("shown");
  expect(await show(one, eager)).toEqual({ kind: "limit", minutes: 60 });
  expect((await historyOf(house, one)).at(-1)).toMatchObject({
    action: "password-show-refused",
    cause: "limit",
  });
  expect((await show(one)).kind).toBe("shown");
  house.pass(HOUR + 1);
  expect((await show(one, eager)).kind).toBe("shown");
});

test("10 example 4: with a sign-in of thirteen hours ago the own password is asked first", async () => {
  const sleepy = await anAdmin(house);
  const password = "my own admin password";
  await house.accounts.put({ uid: sleepy.uid, address: "sleepy@account.invalid", disabled: false, password });
  await house.db.doc(credentialPath(sleepy.uid)).set({ kind: "admin", email: "sleepy@account.invalid" });
  const id = await aCustomer(house, admin);
  house.pass(13 * HOUR);
  expect(await show(id, sleepy)).toEqual({ kind: "sign-in-too-old" });
  expect(await show(id, sleepy, "not mine")).toEqual({ kind: "wrong-password" });
  expect((await show(id, sleepy, password)).kind).toBe("shown");
});

test("10 example 13: a password of the customer's own choice cannot be shown; one set anew can", async () => {
  const id = await aCustomer(house, admin, {}, "given-one");
  const session = { open: true, sv: 1, partner: "main", permissions: [] } as never;
  const self = { kind: "customer" as const, uid: id, session, as: null, address: "192.0.2.1" };
  expect(
    (await changeOwnPassword(house.platform, self, { current: "given-one", next: "chosen-one" })).kind,
  ).toBe("signed-in");
  expect(await show(id)).toEqual({ kind: "no-copy" });
  expect(await recordOf(house, id)).toMatchObject({ passwordBy: "customer" });
  expect(
    (await setPassword(house.platform, admin, { key: aKey(), customerId: id, password: null })).kind,
  ).toBe("done");
  const shown = await show(id);
  expect(shown.kind === "shown" && house.accounts.all.get(id)?.password).toBe(
    shown.kind === "shown" ? shown.password : "",
  );
  expect(await recordOf(house, id)).toMatchObject({ passwordBy: "system" });
  expect((await house.db.doc(sessionPath(id)).get()).get("sv")).toBe(3);
});

test("a copy moved to another customer does not open", async () => {
  const [mine, other] = [
    await aCustomer(house, admin, {}, "of-mine-1"),
    await aCustomer(house, admin, {}, "of-other-1"),
  ];
  const copy = (await house.db.doc(portalSecretPath(mine)).get()).data() ?? {};
  await house.db.doc(portalSecretPath(other)).set(copy);
  expect(await show(other)).toEqual({ kind: "no-copy" });
});

test("10 example 4: switched off, nobody is shown anything and no copy is left; on again, only new ones", async () => {
  const id = await aCustomer(house, admin, {}, "before-off");
  expect(await saveCustomersConfig(house.platform, admin, { settings: { showPasswords: false } })).toEqual({
    kind: "done",
  });
  expect(await show(id)).toEqual({ kind: "switched-off" });
  expect((await historyOf(house, id)).at(-1)).toMatchObject({ action: "password-show-refused" });
  await setPassword(house.platform, admin, { key: aKey(), customerId: id, password: "while-off" });
  expect(await documentsOf(house, "portalSecrets")).toEqual([]);
  await saveCustomersConfig(house.platform, admin, { settings: { showPasswords: true } });
  expect(await show(id)).toEqual({ kind: "no-copy" });
  await setPassword(house.platform, admin, { key: aKey(), customerId: id, password: "on-again" });
  expect(await show(id)).toMatchObject({ kind: "shown", password: "on-again" });
});

test("10 §4.2: what began before the switch and ends after it leaves no copy; what a kill left behind goes with the sweep", async () => {
  const off = () => saveCustomersConfig(house.platform, admin, { settings: { showPasswords: false } });
  const on = () => saveCustomersConfig(house.platform, admin, { settings: { showPasswords: true } });
  const known = await aCustomer(house, admin, {}, "there-before");
  // Switched off between the first look at the settings and the transaction that adds.
  const slow = { ...house, platform: { ...house.platform, inLine: late(off) } };
  const id = await aCustomer(slow, admin, {}, "in-between");
  expect((await house.db.doc(portalSecretPath(id)).get()).exists).toBe(false);
  // A new password of somebody who is there: the settings it was made with are as old.
  const { db } = house;
  await on();
  const stale = Object.create(db, {
    runTransaction: {
      value: async (...work: Parameters<typeof db.runTransaction>) => {
        await off();
        return db.runTransaction(...work);
      },
    },
  }) as typeof db;
  await setPassword({ ...house.platform, db: stale }, admin, {
    key: aKey(),
    customerId: known,
    password: null,
  });
  expect(await documentsOf(house, "portalSecrets")).toEqual([]);

  await house.db.doc(portalSecretPath(known)).set({ sealed: "left behind", version: 1, by: "admin" });
  await sweep(house.platform, Number.MAX_SAFE_INTEGER);
  expect(await documentsOf(house, "portalSecrets")).toEqual([]);
  await on();
});

/** A queue in which something else happens first. */
function late(first: () => Promise<unknown>): Platform["inLine"] {
  return async (_name, work) => {
    await first();
    return work();
  };
}

test("10 example 3: settings that would make bad credentials are refused by field, naming the variable", async () => {
  const refused = async (settings: object) => saveCustomersConfig(house.platform, admin, { settings });
  expect(await refused({ passwordCharacters: "23456789" })).toMatchObject({
    kind: "fields",
    problems: { passwordCharacters: {} },
  });
  expect(await refused({ passwordFormat: "{id|6}" })).toMatchObject({
    kind: "fields",
    problems: { passwordFormat: { kind: "bad-value", value: "{id}" } },
  });
  expect(await refused({ passwordFormat: "ab{rand_string|4}" })).toMatchObject({
    kind: "fields",
    problems: { passwordFormat: {} },
  });
  expect(await refused({ loginFormat: "{nonsense}" })).toMatchObject({
    kind: "fields",
    problems: { loginFormat: { value: "{nonsense}" } },
  });
  expect(
    await refused({
      passwordCharacters: "23456789ABCD",
      passwordLength: 10,
      passwordFormat: "Net-{rand_string}",
    }),
  ).toEqual({ kind: "done" });
  const made = await generatePassword(house.platform, admin, {});
  expect(made.kind === "password" && made.password).toMatch(/^Net-[2-9A-D]{10}$/);
});

test("10 example 2: the login button gives another one each time, or the coming number's where the format is made of it", async () => {
  const input = { email: "", phone: "", partnerId: null, locationId: null, dateAdded: null, number: null };
  const [one, two] = [
    await generateLogin(house.platform, admin, input),
    await generateLogin(house.platform, admin, input),
  ];
  expect(one).toMatchObject({ kind: "login", varies: true });
  expect(one).not.toEqual(two);
  await house.db.doc(configPath("customers")).set({ loginFormat: "{id|6}" });
  const next = (await house.db.doc("counters/customers").get()).get("next") as number;
  const fixed = { kind: "login", login: String(next).padStart(6, "0"), varies: false };
  expect(await generateLogin(house.platform, admin, input)).toEqual(fixed);
  expect(await generateLogin(house.platform, admin, input)).toEqual(fixed);
});

test("of two passwords set at once the later one signs in, although the earlier one is slow on its way", async () => {
  const id = await aCustomer(house, admin);
  const { promise: overtaken, resolve } = Promise.withResolvers<void>();
  let puts = 0;
  const slow: Platform = {
    ...house.platform,
    accounts: Object.assign(Object.create(house.accounts) as typeof house.accounts, {
      put: async (wish: AccountWish) => {
        puts += 1;
        if (puts === 1) await overtaken;
        const done = await house.accounts.put(wish);
        if (puts > 1) resolve();
        return done;
      },
    }),
    // Whoever finds another at work waits; that is the moment for the slow one to go on.
    pause: async (milliseconds) => {
      resolve();
      await house.platform.pause(milliseconds);
    },
  };
  const first = setPassword(slow, admin, { key: aKey(), customerId: id, password: "first-try" });
  await expect.poll(() => puts).toBe(1);
  await Promise.all([
    first,
    setPassword(slow, admin, { key: aKey(), customerId: id, password: "second-try" }),
  ]);
  expect(await show(id)).toMatchObject({ kind: "shown", password: "second-try" });
  expect(house.accounts.all.get(id)?.password).toBe("second-try");
});
