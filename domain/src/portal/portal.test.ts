import { expect, test } from "vitest";
import type { Amount } from "../money/amount.ts";
import { aCustomer, aField } from "../testing/builders.ts";
import { cut20 } from "../testing/files.ts";
import { readPortalConfig } from "./config.ts";
import { portalOf, readPortal } from "./portal.ts";

const file = { id: cut20("f"), name: "scan.pdf", size: 10, type: "application/pdf" } as const;
const definitions = [
  aField({ name: "seen", title: "Seen", portal: "view" }),
  aField({ name: "mine", title: "Mine", portal: "edit", position: 1 }),
  aField({ name: "staff_only", title: "Staff" }),
  aField({ name: "secret", title: "PIN", type: "password", portal: "view" }),
  aField({ name: "gone", title: "Gone", portal: "view", hidden: true }),
  aField({ name: "boss", title: "Boss", type: "relation", relation: "admin", portal: "view" }),
  aField({ name: "scan", title: "Scan", type: "file", portal: "view", position: 2 }),
  aField({ name: "locked", title: "Locked", portal: "edit", disabled: true, position: 3 }),
  aField({ name: "firm", title: "Firm", portal: "view", category: "company" }),
];
const customer = aCustomer({
  balance: -78_290 as Amount,
  attrs: { seen: "S", mine: null, staff_only: "no", secret: 1234, gone: "x", boss: "eva", scan: file },
});

test("a customer sees of himself what is listed here and nothing more", () => {
  const view = portalOf(customer, definitions);
  expect(Object.keys(view).sort()).toEqual([
    "attrs",
    "balance",
    "billingEmails",
    "city",
    "emails",
    "files",
    "login",
    "name",
    "number",
    "partnerId",
    "phones",
    "status",
    "street",
    "zip",
  ]);
  expect(view.balance).toBe(-78_290);
});

test("additional fields show as their visibility says; secrets, hidden ones and the staff's never", () => {
  expect(portalOf(customer, definitions).attrs).toMatchObject([
    { name: "seen", title: "Seen", value: "S", edit: false },
    { name: "mine", title: "Mine", value: null, edit: true },
    { name: "scan", title: "Scan", value: file, edit: false },
    { name: "locked", title: "Locked", edit: false },
  ]);
  expect(portalOf(customer, definitions).files).toEqual([file.id]);
});

test("what is written is what is read", () => {
  const view = portalOf(customer, definitions);
  expect(readPortal("c1", { ...view, extra: "ignored" })).toEqual({ ok: true, value: { id: "c1", ...view } });
  expect(readPortal("c1", { ...view, balance: 0.5 }).ok).toBe(false);
});

test("a portal without a configuration has the defaults", () => {
  const read = readPortalConfig("main", undefined);
  expect(read.ok && [read.value.title, read.value.general.money.currency]).toEqual([
    "Customer portal",
    "USD",
  ]);
  expect(readPortalConfig("main", { general: { money: { decimals: 9 } } }).ok).toBe(false);
});
