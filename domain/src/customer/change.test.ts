import { expect, test } from "vitest";
import type { Amount } from "../money/amount.ts";
import type { Day } from "../time/day.ts";
import {
  accessFor,
  canDelete,
  canHaveServices,
  convertObstacles,
  decidePlan,
  decideStatusChange,
  nextPlanned,
  runPlanned,
} from "./change.ts";
import { CUSTOMER_STATUSES, STATUS_LABELS } from "./status.ts";

const day = (text: string) => text as Day;

test("the four statuses stand in the order and with the captions of 11 §1", () => {
  expect(CUSTOMER_STATUSES.map((status) => STATUS_LABELS[status])).toEqual([
    "New (Not yet connected)",
    "Active",
    "Blocked",
    "Inactive (Doesn't use services)",
  ]);
});

test("by hand, every status can become every other, and none itself (11 §2)", () => {
  for (const from of CUSTOMER_STATUSES) {
    for (const to of CUSTOMER_STATUSES) {
      const decided = decideStatusChange({ status: from, kind: "customer" }, to);
      expect(decided).toEqual(
        from === to
          ? { ok: false, error: { kind: "same-status" } }
          : { ok: true, value: { status: to, access: accessFor(to) } },
      );
    }
  }
});

test("only an Active customer has access and can be given services (11 §1.2, §1.4)", () => {
  expect(CUSTOMER_STATUSES.map(accessFor)).toEqual(["refuse", "allow", "refuse", "refuse"]);
  expect(CUSTOMER_STATUSES.map(canHaveServices)).toEqual([false, true, false, false]);
});

test("a deleted customer and a lead have no status to change", () => {
  expect(decideStatusChange({ status: "inactive", kind: "deleted" }, "active").ok).toBe(false);
  expect(decideStatusChange({ status: "new", kind: "lead" }, "active").ok).toBe(false);
});

test("only Inactive can be deleted (11 §8.1), and only once", () => {
  expect(CUSTOMER_STATUSES.map((status) => canDelete({ status, kind: "customer" }))).toEqual([
    false,
    false,
    false,
    true,
  ]);
  expect(canDelete({ status: "inactive", kind: "deleted" })).toBe(false);
});

test("11 example 11 and §9.3: only New becomes a lead, and money or services hinder it", () => {
  const clear = {
    status: "new",
    kind: "customer",
    balance: 0 as Amount,
    services: 0,
    unpaidInvoices: 0,
  } as const;
  expect(convertObstacles(clear)).toEqual([]);
  expect(convertObstacles({ ...clear, status: "active" })).toEqual(["not-new"]);
  expect(convertObstacles({ ...clear, kind: "lead" })).toEqual(["not-new"]);
  expect(convertObstacles({ ...clear, balance: -1 as Amount, services: 2, unpaidInvoices: 1 })).toEqual([
    "services",
    "unpaid-invoices",
    "balance",
  ]);
});

test("a change is planned for tomorrow or later, one per date; moving one keeps its own date free (11 §7.3)", () => {
  const today = day("2026-05-31");
  expect(decidePlan(day("2026-05-31"), today, [], null)).toEqual({
    ok: false,
    error: { kind: "too-early", earliest: "2026-06-01" },
  });
  expect(decidePlan(day("2026-06-01"), today, [], null).ok).toBe(true);
  expect(decidePlan(day("2026-06-01"), today, [day("2026-06-01")], null)).toEqual({
    ok: false,
    error: { kind: "date-taken" },
  });
  expect(decidePlan(day("2026-06-01"), today, [day("2026-06-01")], day("2026-06-01")).ok).toBe(true);
});

test("11 example 8: the icon follows the earliest waiting change, and is gray without one", () => {
  expect(nextPlanned([])).toBeNull();
  expect(nextPlanned([day("2026-07-01"), day("2026-06-01")])).toBe("2026-06-01");
});

test("a planned status the customer already has is skipped, one of a deleted customer dropped (11 §7.5)", () => {
  expect(runPlanned({ status: "active", kind: "customer" }, "blocked")).toBe("run");
  expect(runPlanned({ status: "blocked", kind: "customer" }, "blocked")).toBe("skip");
  expect(runPlanned({ status: "active", kind: "deleted" }, "blocked")).toBe("drop");
});
