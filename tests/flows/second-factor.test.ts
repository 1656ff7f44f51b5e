import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { TOTP, Secret } from "otpauth";
import { secondFactorState as stateCall } from "@trunkline/domain/calls/second-factor";
import type { AdminId, RoleId } from "@trunkline/domain/ids/ids";
import { adminPath, secondFactorPath, sessionPath } from "@trunkline/domain/paths";
import { createAdmin } from "../../functions/src/admins/create.ts";
import { setAdminState } from "../../functions/src/admins/change.ts";
import { firstAdmin } from "../../functions/src/admins/first.ts";
import { adminDoor } from "../../functions/src/doorway/call.ts";
import { callerOf, type AdminCaller } from "../../functions/src/doorway/who.ts";
import {
  newRecoveryCodes,
  removeSecondFactor,
  resetSecondFactor,
} from "../../functions/src/identity/factor/switch-off.ts";
import {
  beginSecondFactor,
  confirmSecondFactor,
  secondFactorState,
} from "../../functions/src/identity/factor/switch-on.ts";
import { WINDOW_MS } from "../../functions/src/identity/limiter.ts";
import { FLOOR_MS } from "../../functions/src/identity/padding.ts";
import { refreshSession } from "../../functions/src/identity/session-end.ts";
import { signInAdmin } from "../../functions/src/identity/sign-in.ts";
import { aKey, documentsOf, openHouse, type House } from "./house.ts";

let house: House;
let boss: AdminCaller;
const HERE = { address: "198.51.100.1", token: undefined };
const PASSWORD = "a long enough one";
const STEP_MS = 30_000;

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
// Every test has a limiter without earlier guesses.
beforeEach(() => house.pass(2 * WINDOW_MS));

async function callerFor(uid: AdminId): Promise<AdminCaller> {
  const session = (await house.db.doc(sessionPath(uid)).get()).data() as AdminCaller["session"];
  return { kind: "admin", uid, session, signedInAt: house.platform.clock(), address: HERE.address };
}

let count = 0;
async function anAdministrator(roleId = "manager"): Promise<{ uid: AdminId; login: string }> {
  count += 1;
  const login = `operator${count}`;
  const made = await createAdmin(house.platform, boss, {
    key: aKey(),
    login,
    name: login,
    email: `${login}@example.net`,
    phone: "",
    password: PASSWORD,
    roleId: roleId as RoleId,
    partner: "*",
    overrides: {},
    timeout: 0,
  });
  if (made.kind !== "created") throw new Error(JSON.stringify(made));
  return { uid: made.adminId, login };
}

const codeOf = (secret: string, shift = 0) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: house.platform.clock() + shift });

interface Equipped {
  readonly uid: AdminId;
  readonly login: string;
  readonly secret: string;
  readonly token: string;
  readonly recoveryCodes: readonly string[];
}

/** An administrator who signs in with codes; his next code is a fresh one. */
async function equipped(roleId?: string): Promise<Equipped> {
  const admin = await anAdministrator(roleId);
  const begun = await beginSecondFactor(house.platform, await callerFor(admin.uid), { password: PASSWORD });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  const confirmed = await confirmSecondFactor(house.platform, await callerFor(admin.uid), {
    code: codeOf(begun.secret),
  });
  if (confirmed.kind !== "signed-in") throw new Error(confirmed.kind);
  house.pass(2 * STEP_MS);
  return { ...admin, secret: begun.secret, token: confirmed.token, recoveryCodes: confirmed.recoveryCodes };
}

const signIn = (login: string, code?: string, password = PASSWORD) =>
  signInAdmin(house.platform, HERE, { identifier: login, password, ...(code === undefined ? {} : { code }) });
const claimsOf = (token: string) => {
  const { uid, ...claims } = JSON.parse(token) as { uid: string } & Record<string, unknown>;
  return { uid, claims };
};
const enters = (token: string) =>
  callerOf(house.db, claimsOf(token), house.platform.clock(), "").then(
    () => true,
    () => false,
  );

test("until the first code is confirmed nobody is asked for one, and the secret is not readable anywhere", async () => {
  const { uid, login } = await anAdministrator();
  const begun = await beginSecondFactor(house.platform, await callerFor(uid), { password: PASSWORD });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  expect(begun.uri).toContain(`secret=${begun.secret}`);
  expect(begun.uri).toContain(login);
  expect((await signIn(login)).kind).toBe("signed-in");
  for (const collection of ["secondFactors", "operations", "admins", "credentials"])
    expect(JSON.stringify(await documentsOf(house, collection))).not.toContain(begun.secret);
});

test("a secret is offered to whoever knows the password, not to whoever finds the desk; guesses are limited", async () => {
  const { uid } = await anAdministrator();
  const caller = await callerFor(uid);
  for (let i = 0; i < 5; i++)
    expect(await beginSecondFactor(house.platform, caller, { password: "found desk" })).toEqual({
      kind: "wrong-password",
    });
  expect((await beginSecondFactor(house.platform, caller, { password: PASSWORD })).kind).toBe("locked");
  expect((await house.db.doc(secondFactorPath(uid)).get()).exists).toBe(false);
});

test("a wrong first code or one that comes too late switches nothing on", async () => {
  const { uid, login } = await anAdministrator();
  const begun = await beginSecondFactor(house.platform, await callerFor(uid), { password: PASSWORD });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  const confirm = async (code: string) =>
    (await confirmSecondFactor(house.platform, await callerFor(uid), { code })).kind;
  expect(await confirm(codeOf(begun.secret, 10 * STEP_MS))).toBe("wrong-code");
  house.pass(15 * 60_000 + 1);
  expect(await confirm(codeOf(begun.secret))).toBe("expired");
  expect((await signIn(login)).kind).toBe("signed-in");
  expect((await house.db.doc(adminPath(uid)).get()).get("secondFactor")).toBe(false);
});

test("switched on, a right password alone asks for the code; with it one signs in; a used code is refused", async () => {
  const { login, secret } = await equipped();
  expect(await signIn(login)).toEqual({ kind: "code-needed" });
  expect(await signIn(login, " ")).toEqual({ kind: "code-needed" });
  const code = codeOf(secret);
  expect((await signIn(login, `${code.slice(0, 3)} ${code.slice(3)}`)).kind).toBe("signed-in");
  expect(await signIn(login, code)).toEqual({ kind: "refused" });
  expect(await signIn(login, codeOf(secret, -STEP_MS))).toEqual({ kind: "refused" });
  expect((await signIn(login, codeOf(secret, STEP_MS))).kind).toBe("signed-in");
});

test("one code pressed in from two places at once opens one session", async () => {
  const { login, secret } = await equipped();
  const code = codeOf(secret);
  const kinds = (await Promise.all([signIn(login, code), signIn(login, code)])).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(["refused", "signed-in"]);
});

test("a wrong password gets the same bytes after the same time with and without a code, and never asks for one", async () => {
  const { login, secret } = await equipped();
  const answers = new Set<string>();
  for (const [password, code] of [
    ["wrong one", undefined],
    ["wrong one", codeOf(secret)],
    [PASSWORD, codeOf(secret, 10 * STEP_MS)],
    [PASSWORD, "not a code"],
  ] as const) {
    const from = house.platform.clock();
    answers.add(JSON.stringify(await signIn(login, code, password)));
    expect(house.platform.clock() - from).toBe(FLOOR_MS);
  }
  expect(answers).toEqual(new Set([JSON.stringify({ kind: "refused" })]));
});

test("wrong codes beside the right password count as guesses: the sixth has to wait, right or wrong", async () => {
  const { login, secret } = await equipped();
  for (let i = 0; i < 5; i++) expect((await signIn(login, "000000")).kind).toBe("refused");
  expect((await signIn(login, codeOf(secret))).kind).toBe("locked");
  house.pass(WINDOW_MS);
  expect((await signIn(login, codeOf(secret))).kind).toBe("signed-in");
});

test("being asked for the code is no guess, however often", async () => {
  const { login, secret } = await equipped();
  for (let i = 0; i < 12; i++) expect((await signIn(login)).kind).toBe("code-needed");
  expect((await signIn(login, codeOf(secret))).kind).toBe("signed-in");
});

test("a disabled administrator is not asked for a code", async () => {
  const { uid, login } = await equipped();
  expect((await setAdminState(house.platform, boss, { adminId: uid, state: "disabled" })).kind).toBe("done");
  expect(await signIn(login)).toEqual({ kind: "refused" });
});

test("a recovery code signs in once, and says in the log how many are left", async () => {
  const { uid, login, recoveryCodes } = await equipped();
  const [first = "", second = ""] = recoveryCodes;
  expect((await signIn(login, first)).kind).toBe("signed-in");
  expect(await signIn(login, first)).toEqual({ kind: "refused" });
  expect((await signIn(login, second.toUpperCase())).kind).toBe("signed-in");
  expect(await secondFactorState(house.platform, await callerFor(uid))).toEqual({
    kind: "state",
    on: true,
    recoveryLeft: 8,
  });
  const used = (await documentsOf(house, "operations")).filter(
    (line) => line["action"] === "useRecoveryCode" && line["actor"] === uid,
  );
  expect(used.map((line) => line["attributes"])).toEqual(expect.arrayContaining([{ left: 9 }, { left: 8 }]));
  for (const collection of ["secondFactors", "operations"]) {
    const text = JSON.stringify(await documentsOf(house, collection));
    for (const code of recoveryCodes) expect(text).not.toContain(code);
  }
});

test("switching on and off ends every other session; this one goes on with the token it is given", async () => {
  const { uid, login } = await anAdministrator();
  const before = await signIn(login);
  if (before.kind !== "signed-in") throw new Error(before.kind);
  const begun = await beginSecondFactor(house.platform, await callerFor(uid), { password: PASSWORD });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  const on = await confirmSecondFactor(house.platform, await callerFor(uid), { code: codeOf(begun.secret) });
  if (on.kind !== "signed-in") throw new Error(on.kind);
  expect(await enters(before.token)).toBe(false);
  expect(await refreshSession(house.platform, { ...HERE, token: claimsOf(before.token) }, {})).toEqual({
    kind: "closed",
  });
  expect(await enters(on.token)).toBe(true);
  expect(house.accounts.revoked).toContain(uid);
  expect((await house.db.doc(adminPath(uid)).get()).get("secondFactor")).toBe(true);

  house.pass(STEP_MS);
  const caller = await callerFor(uid);
  const code = codeOf(begun.secret);
  const off = (password: string, code: string) =>
    removeSecondFactor(house.platform, caller, { password, code });
  expect((await off("wrong one", code)).kind).toBe("wrong-password");
  expect((await off(PASSWORD, "000000")).kind).toBe("wrong-code");
  const gone = await off(PASSWORD, code);
  if (gone.kind !== "signed-in") throw new Error(gone.kind);
  expect(await enters(on.token)).toBe(false);
  expect(await enters(gone.token)).toBe(true);
  expect((await signIn(login)).kind).toBe("signed-in");
  expect((await off(PASSWORD, code)).kind).toBe("not-on");
  expect((await house.db.doc(secondFactorPath(uid)).get()).data()).toMatchObject({
    state: "off",
    sealed: null,
    recovery: [],
  });
});

test("a factor that is on is not replaced by a new offer", async () => {
  const { uid, login, secret } = await equipped();
  const again = await beginSecondFactor(house.platform, await callerFor(uid), { password: PASSWORD });
  expect(again).toEqual({ kind: "already-on" });
  expect((await signIn(login, codeOf(secret))).kind).toBe("signed-in");
});

test("new recovery codes make the old ones worthless", async () => {
  const { uid, login, secret, recoveryCodes } = await equipped();
  const caller = await callerFor(uid);
  const ask = (code: string) => newRecoveryCodes(house.platform, caller, { password: PASSWORD, code });
  expect((await ask("000000")).kind).toBe("wrong-code");
  const made = await ask(codeOf(secret));
  if (made.kind !== "done") throw new Error(made.kind);
  expect(made.recoveryCodes).toHaveLength(10);
  expect(await signIn(login, recoveryCodes[0])).toEqual({ kind: "refused" });
  expect((await signIn(login, made.recoveryCodes[0])).kind).toBe("signed-in");
});

test("a super-administrator resets a colleague's factor and ends his sessions; nobody else, and not his own", async () => {
  const { uid, login, token } = await equipped();
  const helper = await callerFor((await anAdministrator("administrator")).uid);
  expect(await resetSecondFactor(house.platform, helper, { adminId: uid })).toEqual({ kind: "not-allowed" });
  expect((await signIn(login)).kind).toBe("code-needed");
  expect(await resetSecondFactor(house.platform, boss, { adminId: boss.uid })).toEqual({ kind: "yourself" });
  expect(await resetSecondFactor(house.platform, boss, { adminId: "nobody" as AdminId })).toEqual({
    kind: "not-found",
  });
  expect(await resetSecondFactor(house.platform, boss, { adminId: uid })).toEqual({ kind: "done" });
  expect(await enters(token)).toBe(false);
  expect((await signIn(login)).kind).toBe("signed-in");
  expect(await resetSecondFactor(house.platform, boss, { adminId: uid })).toEqual({ kind: "not-on" });
  const told = (await documentsOf(house, "operations")).filter(
    (line) => line["action"] === "resetSecondFactor",
  );
  expect(told).toMatchObject([{ actor: boss.uid, result: "done", attributes: { admin: uid } }]);
});

test("a crash after the switch loses nothing: the account is settled at the next sign-in, which takes the code", async () => {
  const { uid, login } = await anAdministrator();
  expect((await signIn(login)).kind).toBe("signed-in");
  const begun = await beginSecondFactor(house.platform, await callerFor(uid), { password: PASSWORD });
  if (begun.kind !== "begun") throw new Error(begun.kind);
  house.accounts.failing = 1;
  const caller = await callerFor(uid);
  await expect(confirmSecondFactor(house.platform, caller, { code: codeOf(begun.secret) })).rejects.toThrow(
    "identity service away",
  );
  house.pass(2 * STEP_MS);
  expect((await signIn(login)).kind).toBe("code-needed");
  expect((await signIn(login, codeOf(begun.secret))).kind).toBe("signed-in");
  expect(house.accounts.revoked).toContain(uid);
});

test("a record that is not one keeps the door shut", async () => {
  const { uid, login, secret } = await equipped();
  await house.db.doc(secondFactorPath(uid)).update({ state: "unheard of" });
  await expect(signIn(login)).rejects.toThrow("not one");
  await expect(signIn(login, codeOf(secret))).rejects.toThrow("not one");
});

test("every administrator may look after his own factor, whatever his role; customers and strangers may not", async () => {
  const { uid } = await anAdministrator("technician");
  const door = adminDoor(stateCall, null, secondFactorState);
  const { sv } = (await callerFor(uid)).session;
  const ask = (token: { uid: string; claims: Record<string, unknown> } | undefined) =>
    door(house.platform, { token, data: {}, address: "" });
  expect(await ask({ uid, claims: { kind: "admin", sv, at: 0 } })).toEqual({
    kind: "state",
    on: false,
    recoveryLeft: 0,
  });
  await expect(ask({ uid, claims: { kind: "customer", sv, at: 0 } })).rejects.toMatchObject({
    code: "permission-denied",
  });
  await expect(ask(undefined)).rejects.toMatchObject({ code: "unauthenticated" });
});
