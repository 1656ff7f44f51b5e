import { expect, test } from "vitest";
import { checkLoginFormat, checkPasswordRules } from "../credentials/format.ts";
import type { AdminId, LabelId, LocationId, PartnerId } from "../ids/ids.ts";
import { readCommentsConfig } from "./comments.ts";
import { readCustomersConfig } from "./customers.ts";
import { directoryFor, readDirectory } from "./directory.ts";
import { readGeneral } from "./general.ts";

test("a fresh installation has the defaults of the specification", () => {
  const customers = readCustomersConfig(undefined);
  const general = readGeneral(undefined);
  if (!customers.ok || !general.ok) throw new Error("defaults do not read");
  expect(customers.value).toMatchObject({
    loginFormat: "{rand_string|8}",
    passwordLength: 8,
    showPasswords: true,
    defaultBillingType: "recurring",
    fieldLimit: 10,
  });
  expect(general.value).toMatchObject({
    timeZone: "UTC",
    dateFormat: "YYYY-MM-DD",
    firstWeekday: 1,
    money: { symbol: "$", position: "after-space", decimals: 2 },
  });
  expect(checkLoginFormat(customers.value.loginFormat).ok).toBe(true);
  expect(checkPasswordRules(customers.value).ok).toBe(true);
});

test("types and categories of comments start with those of 12 §5.4", () => {
  const read = readCommentsConfig(undefined);
  expect(
    read.ok && [
      read.value.types.map((one) => one.title),
      read.value.categories.map((one) => `${one.title} ${one.colour}`),
    ],
  ).toEqual([
    ["Comment", "Support", "Sales", "Billing", "Technical"],
    ["Info blue", "Call green", "Visit orange", "Warning red"],
  ]);
});

test("a setting of the wrong kind is a bad record, not a guess", () => {
  expect(readCustomersConfig({ showPasswords: "yes" }).ok).toBe(false);
  expect(readGeneral({ money: { decimals: 7 } }).ok).toBe(false);
  expect(readCommentsConfig({ types: [{ key: "x", title: "X", icon: "skull" }] }).ok).toBe(false);
});

const sources = {
  admins: [
    { id: "any" as AdminId, login: "any", name: "Any", partner: "*", state: "active" },
    { id: "bob" as AdminId, login: "bob", name: "Bob", partner: "b" as PartnerId, state: "active" },
    { id: "old" as AdminId, login: "old", name: "Old", partner: "a" as PartnerId, state: "deleted" },
  ],
  partners: [
    { id: "a" as PartnerId, name: "A" },
    { id: "b" as PartnerId, name: "B" },
  ],
  locations: [{ id: "n" as LocationId, name: "North" }],
  labels: [{ id: "vip" as LabelId, title: "VIP", colour: "#ff0000" }],
} as const;

test("a scoped directory knows all colleagues' names, but only its own partner", () => {
  const mine = directoryFor("a" as PartnerId, sources);
  expect(Object.keys(mine.partners)).toEqual(["a"]);
  expect(Object.values(mine.staff).map(({ name, active, here }) => [name, active, here])).toEqual([
    ["Any", true, true],
    ["Bob", true, false],
    ["Old", false, true],
  ]);
  expect(Object.keys(directoryFor("*", sources).partners)).toEqual(["a", "b"]);
});

test("a directory is read as it was written", () => {
  const all = directoryFor("*", sources);
  expect(readDirectory("all", all)).toEqual({ ok: true, value: all });
  expect(readDirectory("all", { staff: {} }).ok).toBe(false);
});
