import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inject, afterAll, beforeAll, expect, test } from "vitest";
import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import * as calls from "@trunkline/domain/calls/index";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { customerPath, portalPath, sessionPath } from "@trunkline/domain/paths";
import { root } from "../../scripts/stack/build.ts";
import { copyBuilt, removeCopies, servedFolder } from "../../scripts/stack/served.ts";
import { platformOf } from "../stack/stack.ts";
import { aKey } from "./house.ts";

/* The whole way, as a browser goes it: the page's own origin, Hosting, the built function, Auth, Firestore. */

const stack = inject("stack");
const behind = platformOf(stack);
const login = (who: string) => {
  const found =
    stack.logins.find((one) => one.login === who) ?? stack.logins.find((one) => one.who.includes(who));
  if (found === undefined) throw new Error(`The demonstration has no ${who}`);
  return { identifier: found.login, password: found.password };
};

interface Answered {
  readonly status: number;
  readonly text: string;
  readonly result: Record<string, unknown>;
  readonly error:
    | { readonly status: string; readonly message: string; readonly details?: unknown }
    | undefined;
}

async function call(
  site: "admin" | "portal",
  name: string,
  data: unknown,
  idToken?: string,
): Promise<Answered> {
  const answer = await fetch(`${stack[site]}/api/${name}`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(idToken === undefined ? {} : { authorization: `Bearer ${idToken}` }),
    },
    body: JSON.stringify({ data }),
  });
  const text = await answer.text();
  const json = (text.startsWith("{") ? JSON.parse(text) : {}) as {
    result?: Record<string, unknown>;
    error?: Answered["error"];
  };
  return { status: answer.status, text, result: json.result ?? {}, error: json.error };
}

/** Exchanges a custom token as the web SDK does. */
async function idTokenOf(answer: Answered): Promise<string> {
  if (answer.result["kind"] !== "signed-in") throw new Error(answer.text);
  const exchanged = await fetch(
    `http://127.0.0.1:${stack.ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signInWithCustomToken?key=demo`,
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ token: answer.result["token"], returnSecureToken: true }),
    },
  );
  return ((await exchanged.json()) as { idToken: string }).idToken;
}

const press = (values: object) => ({
  key: aKey(),
  values,
  password: "portal-pass-1",
  preview: null,
  anyway: true,
});
let boss: string;
beforeAll(async () => {
  boss = await idTokenOf(await call("admin", "signInAdmin", login("admin")));
});
afterAll(() => behind.close());

test("an administrator signs in through his own site, adds a customer, and the customer signs in at once at his", async () => {
  const added = await call("admin", "createCustomer", press({ name: "Whole Way", login: "whole-way" }), boss);
  expect(added.result).toMatchObject({ kind: "created" });
  const answer = await call("portal", "signInCustomer", {
    identifier: "WHOLE-way",
    password: "portal-pass-1",
  });
  const claims = JSON.parse(
    Buffer.from((await idTokenOf(answer)).split(".")[1] ?? "", "base64url").toString(),
  ) as object;
  expect(claims).toMatchObject({ user_id: added.result["customerId"], kind: "customer", sv: 1 });
  expect(claims).not.toHaveProperty("email", "whole-way");
});

test("known and unknown logins are refused with the same bytes and the same status", async () => {
  const [known, unknown] = [
    await call("admin", "signInAdmin", { identifier: login("admin").identifier, password: "wrong" }),
    await call("admin", "signInAdmin", { identifier: "nobody-at-all", password: "wrong" }),
  ];
  expect([known.status, known.text]).toEqual([200, JSON.stringify({ result: { kind: "refused" } })]);
  expect([unknown.status, unknown.text]).toEqual([known.status, known.text]);
});

test("a customer's token opens no call of administrators; no token, a forged one and bad input say why and no more", async () => {
  const customer = await idTokenOf(await call("portal", "signInCustomer", login("000001")));
  expect((await call("admin", "createCustomer", press({ name: "X" }), customer)).error?.status).toBe(
    "PERMISSION_DENIED",
  );
  expect((await call("admin", "createCustomer", press({ name: "X" }))).error).toMatchObject({
    status: "UNAUTHENTICATED",
    message: "Sign in first.",
  });
  const extra = await call("admin", "createCustomer", { ...press({ name: "X" }), extra: 1 }, boss);
  expect(extra.error).toMatchObject({ status: "INVALID_ARGUMENT", message: "Some fields need attention." });
});

test("the portal's site reaches no call of administrators at all", async () => {
  const answer = await call("portal", "createCustomer", press({ name: "X" }), boss);
  expect([answer.status, answer.error?.status]).toEqual([404, "NOT_FOUND"]);
});

test("a stranger who registers himself with Auth gets nowhere", async () => {
  const signedUp = await fetch(
    `http://127.0.0.1:${stack.ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=demo`,
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        email: "stranger@example.net",
        password: "stranger-1",
        returnSecureToken: true,
      }),
    },
  );
  const { idToken } = (await signedUp.json()) as { idToken?: string };
  if (idToken === undefined) return;
  expect((await call("admin", "createCustomer", press({ name: "X" }), idToken)).error?.status).toBe(
    "PERMISSION_DENIED",
  );
  expect((await call("portal", "saveOwnProfile", { touched: {} }, idToken)).error?.status).toBe(
    "PERMISSION_DENIED",
  );
});

test("a password set by an administrator ends the customer's session and is the one that signs in", async () => {
  const added = await call(
    "admin",
    "createCustomer",
    press({ name: "Changed", login: "changed-pass" }),
    boss,
  );
  const customerId = added.result["customerId"] as CustomerId;
  const old = await idTokenOf(
    await call("portal", "signInCustomer", { identifier: "changed-pass", password: "portal-pass-1" }),
  );
  expect((await call("portal", "saveOwnProfile", { touched: {} }, old)).result).toEqual({ kind: "nothing" });
  expect(
    (await call("admin", "setPassword", { key: aKey(), customerId, password: "portal-pass-2" }, boss)).result,
  ).toMatchObject({ kind: "done" });
  expect((await call("portal", "saveOwnProfile", { touched: {} }, old)).error).toMatchObject({
    status: "UNAUTHENTICATED",
    details: { reason: "session-ended" },
  });
  expect(
    (await call("portal", "signInCustomer", { identifier: "changed-pass", password: "portal-pass-1" }))
      .result,
  ).toEqual({ kind: "refused" });
  await idTokenOf(
    await call("portal", "signInCustomer", { identifier: "changed-pass", password: "portal-pass-2" }),
  );
  expect((await call("admin", "showPassword", { customerId, own: null }, boss)).result).toMatchObject({
    kind: "shown",
    password: "portal-pass-2",
  });
  expect((await behind.db.doc(sessionPath(customerId)).get()).get("sv")).toBe(2);
});

test("what a browser writes reaches the portal through the deployed trigger", async () => {
  const added = await call("admin", "createCustomer", press({ name: "Triggered" }), boss);
  const id = added.result["customerId"] as CustomerId;
  const { promise, resolve } = Promise.withResolvers<void>();
  const stop = behind.db.doc(portalPath(id)).onSnapshot((portal) => {
    if (portal.get("city") === "Ostrava") resolve();
  });
  await behind.db.doc(customerPath(id)).update({ city: "Ostrava" });
  await promise;
  stop();
});

test("a stack that starts beside this one replaces neither its functions nor their secret", () => {
  const other = { ...stack.ports, admin: 1 };
  const inFunctions = (ports: typeof other, file: string) =>
    join(root, servedFolder(ports, "functions"), file);
  const ours = readFileSync(inFunctions(stack.ports, ".secret.local"), "utf8");
  expect(ours).toBe(readFileSync(join(stack.dataDir, "secrets.env"), "utf8"));
  copyBuilt(other, "PORTAL_PASSWORD_KEY=another\n");
  try {
    expect(readFileSync(inFunctions(other, ".secret.local"), "utf8")).toContain("another");
    expect(existsSync(inFunctions(other, "dist/index.js"))).toBe(true);
    expect(readFileSync(inFunctions(stack.ports, ".secret.local"), "utf8")).toBe(ours);
  } finally {
    removeCopies(other);
  }
  expect(existsSync(inFunctions(stack.ports, "dist/index.js"))).toBe(true);
});

/** Which permission opens which call of administrators: any one of them. The others are for every administrator. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  loginAsCustomer: ["customers.view.loginAs"],
  createCustomer: ["customers.add"],
  findDuplicates: ["customers.add"],
  saveCustomer: ["customers.view.edit"],
  changeStatus: ["customers.view.edit"],
  setPassword: ["customers.view.edit"],
  generateLogin: ["customers.add", "customers.view.edit"],
  generatePassword: ["customers.add", "customers.view.edit"],
  planStatus: ["customers.view.plannedStatus"],
  unplanStatus: ["customers.view.plannedStatus"],
  deleteCustomer: ["customers.view.delete"],
  convertToLead: ["customers.view.convert"],
  showPassword: ["customers.view.showPassword"],
  matchingCustomers: ["customers.list.massChange", "customers.list.massDelete"],
  countMove: ["customers.view.edit", "customers.list.massChange"],
  customerBalances: ["customers.list"],
  findByComment: ["customers.search"],
  startMassAction: ["customers.list.massChange", "customers.list.massDelete"],
  exportCustomers: ["customers.list.export"],
  restoreCustomer: ["config.tools"],
  findDeleted: ["config.tools"],
  runDay: ["config.tools"],
  saveCustomersConfig: ["config.customers.edit"],
  findEmailSignIn: ["config.customers.edit"],
  saveCommentsConfig: ["config.customers.edit"],
  saveMapsConfig: ["config.system.edit"],
  setFieldPortal: ["config.system.edit"],
  saveCustomerField: ["config.system.edit"],
  removeCustomerField: ["config.system.edit"],
  orderCustomerFields: ["config.system.edit"],
  customerFieldUse: ["config.system.edit"],
  saveLabel: ["config.system.edit"],
  removeLabel: ["config.system.edit"],
  labelUse: ["config.system.edit"],
  createAdmin: ["administration.admins.add"],
  saveAdmin: ["administration.admins.edit"],
  setAdminState: ["administration.admins.edit", "administration.admins.delete"],
  setAdminPassword: ["administration.admins.edit"],
  resetSecondFactor: ["administration.admins.edit"],
  showFieldPassword: ["customers.view.showPassword"],
  nameCustomers: ["customers.view", "customers.view.own"],
  secondFactorState: [],
  beginSecondFactor: [],
  confirmSecondFactor: [],
  removeSecondFactor: [],
  newRecoveryCodes: [],
};

test("15 §3.3: each call asked directly opens to whoever holds its permission, and to nobody else", async () => {
  const declared = Object.values<unknown>({ ...calls }).filter(
    (one): one is { readonly name: string; readonly caller: string } =>
      typeof one === "object" && one !== null && "caller" in one,
  );
  const names = declared.filter(({ caller }) => caller === "admin").map(({ name }) => name);
  // A call that nobody wrote down here is one that nobody asked.
  expect(Object.keys(NEEDS).toSorted()).toEqual(names.toSorted());
  const technician = await idTokenOf(await call("admin", "signInAdmin", login("technician")));
  const session = behind.db.doc(sessionPath("demo-technician" as AdminId));
  const before: unknown = (await session.get()).get("permissions");
  // No call takes this input, so that one that opens does nothing.
  const ask = async (name: string, permissions: readonly string[]) => {
    await session.update({ permissions });
    const { error, result } = await call("admin", name, { nothing: 1 }, technician);
    return error?.status === "INVALID_ARGUMENT" ? "opens" : result["kind"];
  };
  try {
    for (const [name, needs] of Object.entries(NEEDS)) {
      if (needs.length > 0) expect([name, await ask(name, [])]).toEqual([name, "not-allowed"]);
      for (const permission of needs) expect([name, await ask(name, [permission])]).toEqual([name, "opens"]);
      const others = PERMISSIONS.filter((one) => !needs.includes(one));
      const wanted = needs.length === 0 ? "opens" : "not-allowed";
      expect([name, await ask(name, others)]).toEqual([name, wanted]);
    }
  } finally {
    await session.update({ permissions: before });
  }
}, 180_000);
