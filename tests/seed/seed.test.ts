import { readEntry } from "@trunkline/domain/activity/entry";
import { QUIET } from "@trunkline/domain/activity/tell";
import { readAdmin, readRole } from "@trunkline/domain/admin/record";
import { isRoleName, ROLE_NAMES } from "@trunkline/domain/admin/roles";
import { readSession } from "@trunkline/domain/admin/session";
import { readComment } from "@trunkline/domain/comment/comment";
import { readCommentsConfig } from "@trunkline/domain/config/comments";
import { readCustomersConfig } from "@trunkline/domain/config/customers";
import { readDirectory } from "@trunkline/domain/config/directory";
import { readGeneral } from "@trunkline/domain/config/general";
import { checkFields } from "@trunkline/domain/customer/check";
import { readPlanned } from "@trunkline/domain/customer/planned";
import { readCustomer } from "@trunkline/domain/customer/reader";
import { isCustomerField } from "@trunkline/domain/customer/table";
import { readCustomerFields } from "@trunkline/domain/fields/reader";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { sameValue } from "@trunkline/domain/merge/equal";
import { credentialPath } from "@trunkline/domain/paths";
import { readPortalConfig } from "@trunkline/domain/portal/config";
import { readPortal } from "@trunkline/domain/portal/portal";
import type { BadRecord, Result } from "@trunkline/domain/result/result";
import { readStats } from "@trunkline/domain/search/stats";
import { dialable } from "@trunkline/domain/text/phone-format";
import { dayIn } from "@trunkline/domain/time/zone";
import type { Instant } from "@trunkline/domain/time/instant";
import { beforeAll, describe, expect, test } from "vitest";
import { COUNTRIES } from "./countries.ts";
import { generate } from "./generate.ts";
import type { SeedDocument } from "./generate.ts";
import { FIELDS, GENERAL } from "./settings.ts";

const now = new Date("2026-11-22T09:00:00Z");
const seed = generate(1, { now });
const byPath = new Map<string, SeedDocument["data"]>();
let paths: string[] = [];
beforeAll(() => {
  const all = [...seed.documents()];
  paths = all.map(({ path }) => path);
  for (const { path, data } of all) byPath.set(path, data);
});

// What the database gives back for a Date.
function stored(value: unknown): unknown {
  if (value instanceof Date) return { toMillis: () => value.getTime() };
  if (Array.isArray(value)) return value.map(stored);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, stored(one)]));
}

const matching = (shape: RegExp) => [...byPath].filter(([path]) => shape.test(path));
const customers = () => matching(/^customers\/[^/]+$/);

const print = (number: number) => JSON.stringify([...generate(number, { customers: 12, now }).documents()]);

test("the same number gives the same provider, another one another", () => {
  expect(print(5)).toBe(print(5));
  expect(print(5)).not.toBe(print(6));
});

test("no path is written twice, and 250 customers are numbered without a gap", () => {
  expect(new Set(paths).size).toBe(paths.length);
  expect(customers().map(([, data]) => data["number"])).toEqual(
    Array.from({ length: 250 }, (_, index) => index + 1),
  );
  expect(byPath.get("counters/customers")).toEqual({ next: 251 });
});

test("every document can be read by the reader of its collection", () => {
  const readers: readonly (readonly [
    RegExp,
    (path: string, id: string, data: unknown) => Result<unknown, BadRecord>,
  ])[] = [
    [/^customers\/[^/]+$/, (_path, id, data) => readCustomer(id, data)],
    [/\/activity\//, (path, id, data) => readEntry(path, id, data)],
    [/\/comments\//, (path, id, data) => readComment(path.split("/")[1] ?? "", id, data)],
    [/\/planned\//, (path, id, data) => readPlanned(path, id, data)],
    [/^portal\//, (_path, id, data) => readPortal(id, data)],
    [/^portalConfig\//, (_path, id, data) => readPortalConfig(id, data)],
    [/^sessions\//, (_path, id, data) => readSession(id, data)],
    [/^admins\//, (_path, id, data) => readAdmin(id, data)],
    [/^roles\//, (_path, id, data) => readRole(id, data)],
    [/^directory\//, (_path, id, data) => readDirectory(id, data)],
    [/^stats\//, (_path, id, data) => readStats(id, data)],
    [/^config\/general$/, (_path, _id, data) => readGeneral(data)],
    [/^config\/customers$/, (_path, _id, data) => readCustomersConfig(data)],
    [/^config\/customerFields$/, (_path, _id, data) => readCustomerFields(data)],
    [/^config\/comments$/, (_path, _id, data) => readCommentsConfig(data)],
  ];
  const bad: BadRecord[] = [];
  for (const [path, data] of byPath) {
    const reader = readers.find(([shape]) => shape.test(path))?.[1];
    const read = reader?.(path, path.split("/").at(-1) ?? "", stored(data));
    if (read !== undefined && !read.ok) bad.push(read.error);
  }
  expect(bad).toEqual([]);
});

test("every value of every customer would be accepted by the form", () => {
  const today = dayIn(GENERAL.timeZone, now.getTime() as Instant);
  for (const [path, data] of customers()) {
    const typed = Object.fromEntries(
      Object.entries(data).filter(([key]) => isCustomerField(key) || key.startsWith("attr_")),
    );
    expect([path, checkFields(typed, { today, definitions: FIELDS }).problems]).toEqual([path, {}]);
  }
});

test("the history of every customer ends at what he is now, and names the last change", () => {
  for (const [path, data] of customers()) {
    const own = matching(new RegExp(`^${path}/activity/`)).filter(
      ([, entry]) => entry["kind"] === "customer",
    );
    const replayed: Record<string, unknown> = {};
    const ordered = own.toSorted(([, a], [, b]) => Number(a["time"]) - Number(b["time"]));
    for (const [, entry] of ordered) {
      for (const [key, was] of Object.entries(entry["before"] as object))
        expect([path, key, sameValue(replayed[key] ?? was, was)]).toEqual([path, key, true]);
      Object.assign(replayed, entry["after"]);
    }
    for (const [key, value] of Object.entries(replayed))
      expect([path, key, data[key]]).toEqual([path, key, value]);
    expect(ordered.at(-1)?.[0]).toBe(`${path}/activity/${String(data["lastActivity"])}`);
    expect(QUIET.customer.some((key) => Object.hasOwn(replayed, key))).toBe(false);
  }
});

test("comments name entries that exist, and a completed to-do has somebody who completed it", () => {
  const comments = matching(/\/comments\//);
  expect(comments.length).toBeGreaterThan(150);
  for (const [path, data] of comments) {
    expect(byPath.has(`${path.split("/comments/")[0]}/activity/${String(data["lastActivity"])}`)).toBe(true);
    expect(data["state"] === "done").toBe(data["doneBy"] !== null);
  }
  expect(new Set(comments.map(([, data]) => data["state"]))).toEqual(new Set(["comment", "open", "done"]));
});

test("nobody lies in the future", () => {
  for (const [path, data] of byPath) {
    if (path.includes("/comments/")) continue;
    for (const [key, value] of Object.entries(data)) {
      if (value instanceof Date) expect([path, key, value <= now]).toEqual([path, key, true]);
    }
  }
});

const share = (is: (data: SeedDocument["data"]) => boolean) =>
  customers().filter(([, data]) => is(data)).length / 250;

describe("a believable crowd", () => {
  test("most customers are active, some of every other status", () => {
    expect(share((data) => data["status"] === "active")).toBeGreaterThan(0.7);
    for (const status of ["new", "blocked", "inactive"])
      expect(share((data) => data["status"] === status)).toBeGreaterThan(0.01);
  });

  test.each([
    ["Czech and Polish letters", /[řěůłżź]/i],
    ["German letters", /[äöüß]/i],
    ["Turkish letters", /[İışğ]/],
    ["Vietnamese letters", /[ạảấầẩẫậđệ]/i],
    ["Japanese and Chinese", /\p{Script=Han}/u],
    ["Korean", /\p{Script=Hangul}/u],
    ["Arabic", /\p{Script=Arabic}/u],
    ["Hebrew", /\p{Script=Hebrew}/u],
    ["a name of more than a hundred characters", /^.{100,}$/],
  ])("there is %s among the names and streets", (_what, shape) => {
    expect(
      customers().some(([, data]) => shape.test(String(data["name"])) || shape.test(String(data["street"]))),
    ).toBe(true);
  });

  test("every phone has the right form for its country", () => {
    const country = new Map(
      COUNTRIES.flatMap((one) => one.towns.map((town) => [town.name, one.code] as const)),
    );
    const wrong = customers().flatMap(([, data]) =>
      (data["phones"] as string[]).filter(
        (phone) => dialable(phone, country.get(String(data["city"])) as "CZ") === undefined,
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("no address can reach a real mailbox", () => {
    const reserved = /@([a-z0-9-]+\.)?(example|invalid|example\.(com|net|org))$/;
    const all = customers().flatMap(([, data]) => [
      ...(data["emails"] as string[]),
      ...(data["billingEmails"] as string[]),
    ]);
    expect(all.filter((address) => !reserved.test(address))).toEqual([]);
  });

  test("a customer-creator added more than the ten his list shows", () => {
    expect(customers().filter(([, data]) => data["addedBy"] === "demo-creator").length).toBeGreaterThan(10);
  });
});

test("each default role has somebody, and everybody active can sign in at the address of his credential", () => {
  const roles = matching(/^admins\//).map(([, data]) => data["roleId"]);
  expect(ROLE_NAMES.every((role) => roles.includes(role) && isRoleName(role))).toBe(true);
  const accounts = [...seed.accounts()];
  expect(accounts.length).toBe(9 + 250);
  for (const { uid, email, kind, password } of accounts) {
    expect(byPath.get(credentialPath(uid as CustomerId))).toMatchObject({ email, kind });
    expect(password.length).toBeGreaterThanOrEqual(kind === "admin" ? 10 : 8);
  }
  for (const { login, password } of seed.logins)
    expect(accounts.some((one) => one.login === login && one.password === password)).toBe(true);
});

test("totals say what the customers add up to", () => {
  const balance = customers().reduce((sum, [, data]) => sum + Number(data["balance"]), 0);
  expect(byPath.get("stats/all")).toMatchObject({
    balance,
    active: customers().filter(([, data]) => data["status"] === "active").length,
  });
});
