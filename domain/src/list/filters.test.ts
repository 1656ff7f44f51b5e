import { expect, test } from "vitest";
import type { PartnerId } from "../ids/ids.ts";
import {
  answeredByDatabase,
  combinations,
  listOrder,
  listWhere,
  ordersFor,
  readListFilters,
} from "./filters.ts";

test("filters are read from an address; what makes no sense is left out", () => {
  const read = readListFilters({
    status: "new,asleep,blocked,new",
    labelIds: ["vip", "fiber"],
    dateAdded: "2026-01-01..",
    locationId: "../etc",
    billingType: "",
    balance: "-500..0",
    city: "Oslo",
  });
  expect(read).toEqual({
    status: "new,blocked",
    labelIds: "vip,fiber",
    dateAdded: "2026-01-01..",
    balance: "-500..0",
  });
  expect(readListFilters({ balance: "much" })).toEqual({});
  for (const dateAdded of ["..", "2026-02-30..", "2026-01-01", "2026-01-01..2026-02-01..", "x..y"]) {
    expect(readListFilters({ dateAdded })).toEqual({});
  }
});

test("labels VIP and Fiber find who has either; different filters are joined by and", () => {
  expect(
    listWhere("*", { labelIds: "vip,fiber", status: "active", dateAdded: "2026-01-01..2026-01-31" }),
  ).toEqual([
    ["kind", "==", "customer"],
    ["status", "==", "active"],
    ["labelIds", "array-contains-any", ["vip", "fiber"]],
    ["dateAdded", ">=", "2026-01-01"],
    ["dateAdded", "<=", "2026-01-31"],
  ]);
});

test("an administrator of one partner never asks for another's customers", () => {
  expect(listWhere("p1" as PartnerId, { partnerId: "p2" })).toEqual([
    ["kind", "==", "customer"],
    ["partnerId", "==", "p1"],
  ]);
});

test("the combinations of choices are counted as the database counts them", () => {
  expect(combinations({})).toBe(1);
  expect(combinations({ status: "new,active", labelIds: "a,b,c", dateAdded: "2026-01-01.." })).toBe(6);
});

test("an order is only asked for where an index gives it, with ties in a fixed order", () => {
  expect(ordersFor({})).toContain("city");
  expect(listOrder({}, "name", true)).toEqual({
    order: "name",
    orderBy: [
      ["nameFolded", "desc"],
      ["__name__", "desc"],
    ],
  });
  expect(listOrder({ status: "new" }, "name", true)).toEqual({
    order: "number",
    orderBy: [
      ["number", "asc"],
      ["__name__", "asc"],
    ],
  });
  expect(listOrder({ status: "new", dateAdded: "2026-01-01.." }, undefined, false).order).toBe("dateAdded");
});

test("a balance from–to is a range of the minor unit, ordered by it", () => {
  expect(listWhere("*", { status: "active", balance: "..-1" })).toEqual([
    ["kind", "==", "customer"],
    ["status", "==", "active"],
    ["balance", "<=", -1],
  ]);
  expect(ordersFor({ balance: "..-1" })).toEqual(["balance"]);
});

test("what the database cannot answer in one question is known before it is asked", () => {
  expect(answeredByDatabase({})).toBe(true);
  expect(answeredByDatabase({ status: "active", balance: "0.." })).toBe(true);
  expect(answeredByDatabase({ city: "Oslo" })).toBe(false);
  expect(answeredByDatabase({ dateAdded: "2026-01-01..", balance: "0.." })).toBe(false);
  expect(answeredByDatabase({ status: "new,active,blocked,inactive", labelIds: "a,b,c,d,e,f,g,h" })).toBe(
    false,
  );
});
