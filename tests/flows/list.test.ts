import { afterAll, beforeAll, expect, test } from "vitest";
import fc from "fast-check";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  combinations,
  MOST_COMBINATIONS,
  readListFilters,
  type ListFilters,
} from "@trunkline/domain/list/filters";
import { customerPath, jobPath, OPERATIONS } from "@trunkline/domain/paths";
import { customerBalances, exportCustomers, matchingCustomers } from "../../functions/src/customers/list.ts";
import { runMassAction, startMassAction } from "../../functions/src/customers/mass.ts";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import { aKey, aPartner, anAdmin, documentsOf, openHouse, recordOf, type House } from "./house.ts";

let house: House;
let admin: AdminCaller;
let partner: PartnerId;
const COUNT = 60;
const STATUSES = ["new", "active", "blocked", "inactive"] as const;

const record = (number: number) => ({
  number,
  kind: "customer",
  login: `login${number}`,
  status: STATUSES[number % 4],
  name: `Customer ${number}`,
  nameFolded: `customer ${number}`,
  partnerId: partner,
  locationId: number % 3 === 0 ? "north" : "main",
  dateAdded: `2026-0${(number % 9) + 1}-01`,
  category: number % 5 === 0 ? "company" : "person",
  billingType: number % 2 === 0 ? "recurring" : "prepaid",
  labelIds: [...(number % 4 === 1 ? ["vip"] : []), ...(number % 6 === 1 ? ["fiber"] : [])],
  phones: [`+49 30 ${1000 + number}`],
  balance: number,
  attr_pin: "secret",
});
type Stored = ReturnType<typeof record>;
let all: readonly Stored[] = [];

beforeAll(async () => {
  house = await openHouse();
  partner = await aPartner(house, "SouthNet");
  admin = await anAdmin(house, { partner });
  all = Array.from({ length: COUNT }, (_unused, index) => record(index + 1));
  const batch = house.db.batch();
  for (let number = 1; number <= COUNT; number += 1) {
    batch.set(house.db.doc(customerPath(`lc${number}` as CustomerId)), record(number));
  }
  batch.set(house.db.doc(customerPath("lgone" as CustomerId)), { ...record(900), kind: "deleted" });
  await batch.commit();
});
afterAll(() => house.close());

const within = (value: string, text: string | undefined) =>
  text === undefined || text.split(",").includes(value);
const passes = (row: Stored, filters: ListFilters) => {
  const [from = "", to = ""] = filters.dateAdded?.split("..") ?? [];
  const [low = "", high = ""] = filters.balance?.split("..") ?? [];
  return (
    within(row.status ?? "", filters.status) &&
    within(row.locationId, filters.locationId) &&
    within(row.category, filters.category) &&
    within(row.billingType, filters.billingType) &&
    (filters.labelIds === undefined || row.labelIds.some((label) => within(label, filters.labelIds))) &&
    row.balance >= Number(low === "" ? -Infinity : low) &&
    row.balance <= Number(high === "" ? Infinity : high) &&
    row.dateAdded >= from &&
    (to === "" || row.dateAdded <= to)
  );
};
const expected = (filters: ListFilters) =>
  all.filter((row) => passes(row, filters)).map((row) => `lc${row.number}`);
const match = async (filters: ListFilters) => {
  const answer = await matchingCustomers(house.platform, admin, { filters });
  if (answer.kind !== "found") throw new Error(answer.kind);
  return answer.rows.map((row) => row.customerId as string);
};
const some = (...values: string[]) =>
  fc.option(fc.subarray(values, { minLength: 1 }).map((one) => one.join(",")));

test("select all finds exactly who passes every filter, whatever filters are joined", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        status: some("new", "active", "blocked"),
        locationId: some("main", "north"),
        category: some("person", "company"),
        billingType: some("recurring", "prepaid"),
        labelIds: some("vip", "fiber"),
        days: fc.option(
          fc.constantFrom(
            { dateAdded: "2026-03-01.." },
            { dateAdded: "..2026-05-01" },
            { dateAdded: "2026-02-01..2026-06-01" },
            { balance: "..20" },
            { balance: "11..40" },
          ),
        ),
      }),
      async ({ days, ...raw }) => {
        const filters = readListFilters({ ...raw, ...days });
        // More choices than the database joins are refused, which is another test's.
        fc.pre(combinations(filters) <= MOST_COMBINATIONS);
        expect((await match(filters)).toSorted()).toEqual(expected(filters).toSorted());
      },
    ),
    { numRuns: 25 },
  );
});

test("14 example 11: labels VIP and Fiber: customers with either show", async () => {
  const found = await match({ labelIds: "vip,fiber" });
  expect(found).toEqual(expected({ labelIds: "vip,fiber" }));
  expect(found.length).toBeGreaterThan(expected({ labelIds: "vip" }).length);
});

test("a mass action touches exactly what select all counted, though rows change before and while it runs", async () => {
  const counted = (await match({ status: "blocked" })) as CustomerId[];
  // One leaves the filter and one comes in, after the confirmation was counted.
  await house.db.doc(customerPath("lc2" as CustomerId)).update({ status: "active" });
  await house.db.doc(customerPath("lc3" as CustomerId)).update({ status: "blocked" });
  const started = await startMassAction(house.platform, admin, {
    key: aKey(),
    customerIds: counted,
    action: { do: "change", values: { category: "company" } },
  });
  if (started.kind !== "started") throw new Error(started.kind);
  await runMassAction(house.platform, started.jobId, Number.MAX_SAFE_INTEGER);
  expect((await house.db.doc(jobPath(started.jobId)).get()).data()).toMatchObject({
    done: counted.length,
    failed: [],
  });
  for (const row of all) {
    const now = await recordOf(house, `lc${row.number}` as CustomerId);
    const touched = counted.includes(`lc${row.number}` as CustomerId);
    expect(now["category"], `customer ${row.number}`).toBe(touched ? "company" : row.category);
  }
});

test("an export gives every filtered customer once, in pages, without what is secret, and is noted", async () => {
  const big = house.db.batch();
  const ids = Array.from({ length: 450 }, (_unused, index) => index + 1000);
  for (const number of ids) {
    big.set(house.db.doc(customerPath(`lc${number}` as CustomerId)), {
      ...record(number),
      locationId: "big",
    });
  }
  await big.commit();
  const more = house.db.batch();
  for (const number of ids) {
    const other = number + 1000;
    more.set(house.db.doc(customerPath(`ld${other}` as CustomerId)), { ...record(other), locationId: "big" });
    more.set(house.db.doc(customerPath(`le${other}` as CustomerId)), {
      ...record(other + 1000),
      locationId: "big",
    });
  }
  await more.commit();
  const rows: string[] = [];
  let after: Parameters<typeof exportCustomers>[2]["after"] = null;
  let line: string | null = null;
  let pages = 0;
  do {
    const answer = await exportCustomers(house.platform, admin, {
      filters: { locationId: "big" },
      order: "name",
      columns: ["number", "name", "attr_pin", "phones", "passwordBy"],
      after,
      noted: line,
      customerIds: null,
    });
    if (answer.kind !== "page") throw new Error(answer.kind);
    line = answer.noted;
    for (const row of answer.rows) {
      expect(row.values.slice(2)).toEqual([null, [expect.any(String)], null]);
      rows.push(row.id);
    }
    after = answer.next;
    pages += 1;
  } while (after !== null);
  expect(pages).toBe(2);
  expect(new Set(rows).size).toBe(1350);
  expect(rows).toHaveLength(1350);
  const noted = (await documentsOf(house, OPERATIONS)).filter(
    ({ action, actor }) => action === "export" && actor === admin.uid,
  );
  expect(noted.map(({ attributes }) => attributes)).toEqual([
    {
      table: "customers",
      columns: "number name attr_pin phones passwordBy",
      locationId: "big",
      rows: 1350,
    },
  ]);
});

test("no page of an export leaves unless its line tells of it: a made-up place, another's line or other columns give nothing away", async () => {
  const mine = await anAdmin(house, {});
  const thief = await anAdmin(house, {});
  const ask = (caller: AdminCaller, more: object = {}) =>
    exportCustomers(house.platform, caller, {
      filters: {},
      order: "number",
      columns: ["number"],
      after: { at: 0, id: "a" as CustomerId },
      noted: null,
      customerIds: null,
      ...more,
    });
  const linesOf = async (caller: AdminCaller) =>
    (await documentsOf(house, OPERATIONS)).filter(({ actor }) => actor === caller.uid);
  const first = await ask(mine);
  if (first.kind !== "page") throw new Error(first.kind);
  // Asked from the middle, it is an export like any other.
  expect((await linesOf(mine)).map(({ attributes }) => attributes)).toMatchObject([
    { rows: first.rows.length },
  ]);
  const { noted } = first;
  for (const refused of [
    await ask(thief, { noted }),
    await ask(thief, { noted: "no-such-line" }),
    await ask(thief, { noted: "a/b" }),
    await ask(mine, { noted, columns: ["number", "emails"] }),
    await ask(mine, { noted, filters: { status: "blocked" } }),
    await ask(thief, { noted, customerIds: ["lc9"] }),
  ])
    expect(refused).toEqual({ kind: "not-allowed" });
  expect(await linesOf(thief)).toEqual([]);
  expect(await ask(mine, { noted, customerIds: ["lc9"] })).toMatchObject({ kind: "page", noted });
  expect((await linesOf(mine)).map(({ attributes }) => attributes)).toMatchObject([
    { rows: first.rows.length + 1 },
  ]);
});

test("an export of named customers gives exactly those in reach, in their order, and is noted once", async () => {
  const other = await aPartner(house, "EastNet");
  const foreign = "lforeign" as CustomerId;
  await house.db.doc(customerPath(foreign)).set({ ...record(901), partnerId: other });
  const before = (await documentsOf(house, OPERATIONS)).length;
  const ask = (customerIds: CustomerId[], noted: string | null) =>
    exportCustomers(house.platform, admin, {
      filters: {},
      order: "number",
      columns: ["number", "attr_pin"],
      after: null,
      noted,
      customerIds,
    });
  const named = ["lc9", "lc2", "lgone", foreign, "nobody", "lc5"] as CustomerId[];
  const first = await ask(named, null);
  if (first.kind !== "page") throw new Error(first.kind);
  const next = await ask(["lc7" as CustomerId], first.noted);
  expect(first).toMatchObject({
    kind: "page",
    rows: [
      { id: "lc9", values: [9, null] },
      { id: "lc2", values: [2, null] },
      { id: "lc5", values: [5, null] },
    ],
    next: null,
  });
  expect(next).toMatchObject({ kind: "page", rows: [{ id: "lc7" }] });
  expect((await documentsOf(house, OPERATIONS)).length).toBe(before + 1);
});

test("balances are told of exactly whom the filters let through, or of the named within reach", async () => {
  const told = async (caller: AdminCaller, input: Parameters<typeof customerBalances>[2]) => {
    const answer = await customerBalances(house.platform, caller, input);
    return answer.kind === "found"
      ? answer.rows.map(({ customerId, balance }) => [customerId as string, balance as number])
      : answer.kind;
  };
  const filters = { locationId: "north", balance: "10..30" };
  expect(await told(admin, { filters, customerIds: null })).toEqual(
    expected(filters).map((id) => [id, Number(id.slice(2))]),
  );
  const named = ["lc5", "lgone", "lc17", "nobody"] as CustomerId[];
  expect(await told(admin, { filters: {}, customerIds: named })).toEqual([
    ["lc5", 5],
    ["lc17", 17],
  ]);
  const bound = await anAdmin(house, { partner: await aPartner(house, "WestNet") });
  expect(await told(bound, { filters: {}, customerIds: named })).toEqual([]);
  expect(await told(bound, { filters: {}, customerIds: null })).toEqual([]);
  const creator = await anAdmin(house, { permissions: ["customers.list.own", "customers.view"] });
  expect(await told(creator, { filters: {}, customerIds: named })).toBe("not-allowed");
});

test("14 example 5: a technician's export is refused on the server too, and nobody reaches another partner's customers", async () => {
  const ask = (caller: AdminCaller) =>
    exportCustomers(house.platform, caller, {
      filters: {},
      order: "number",
      columns: ["name"],
      after: null,
      noted: null,
      customerIds: null,
    });
  const technician = await anAdmin(house, { permissions: ["customers.list", "customers.view"] });
  expect(await ask(technician)).toEqual({ kind: "not-allowed" });
  const bound = await anAdmin(house, { partner: await aPartner(house, "NorthNet") });
  expect(await ask(bound)).toMatchObject({ kind: "page", rows: [], next: null });
  expect(await matchingCustomers(house.platform, bound, { filters: { partnerId: partner } })).toEqual({
    kind: "found",
    rows: [],
  });
});
