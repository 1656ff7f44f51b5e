import { addDays } from "../time/day.ts";
import type { Day } from "../time/day.ts";
import type { Amount } from "../money/amount.ts";
import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";
import type { CustomerKind, CustomerStatus } from "./status.ts";

/** What a status change does beyond the record; services come with their own feature (11 §2). */
export interface StatusEffects {
  readonly status: CustomerStatus;
  /** What a network agent follows: allowed while Active, refused otherwise (11 §1.4). */
  readonly access: "allow" | "refuse";
}

export type StatusRefusal = { readonly kind: "same-status" } | { readonly kind: "not-a-customer" };

/** A change by hand goes from any status to any other (11 §2); the same status is no change. */
export function decideStatusChange(
  customer: { readonly status: CustomerStatus; readonly kind: CustomerKind },
  to: CustomerStatus,
): Result<StatusEffects, StatusRefusal> {
  if (customer.kind !== "customer") return refuse({ kind: "not-a-customer" });
  if (customer.status === to) return refuse({ kind: "same-status" });
  return ok({ status: to, access: accessFor(to) });
}

/** Only an Active customer can use services (11 §1.2, §1.4). */
export function accessFor(status: CustomerStatus): "allow" | "refuse" {
  return status === "active" ? "allow" : "refuse";
}

/** Only an Active customer can be given services (11 §1.2). */
export function canHaveServices(status: CustomerStatus): boolean {
  return status === "active";
}

/** Deleting needs the saved status Inactive (11 §8.1). */
export function canDelete(customer: {
  readonly status: CustomerStatus;
  readonly kind: CustomerKind;
}): boolean {
  return customer.kind === "customer" && customer.status === "inactive";
}

/** Everything that can keep a New customer from becoming a lead (11 §9). */
export interface ConvertFacts {
  readonly status: CustomerStatus;
  readonly kind: CustomerKind;
  readonly balance: Amount;
  /** Services that are not archived. */
  readonly services: number;
  readonly unpaidInvoices: number;
}

/** The obstacles to converting to a lead; none means it may happen. */
export function convertObstacles(
  facts: ConvertFacts,
): readonly ("not-new" | "services" | "unpaid-invoices" | "balance")[] {
  return [
    ...(facts.kind !== "customer" || facts.status !== "new" ? (["not-new"] as const) : []),
    ...(facts.services > 0 ? (["services"] as const) : []),
    ...(facts.unpaidInvoices > 0 ? (["unpaid-invoices"] as const) : []),
    ...(facts.balance !== 0 ? (["balance"] as const) : []),
  ];
}

export type PlanRefusal =
  | { readonly kind: "too-early"; readonly earliest: Day }
  | { readonly kind: "date-taken" };

/** A planned change lies on tomorrow or later, and no other one on its date (11 §7.3); `replaces` is the moved one. */
export function decidePlan(
  date: Day,
  today: Day,
  waiting: readonly Day[],
  replaces: Day | null,
): Result<Day, PlanRefusal> {
  const earliest = addDays(today, 1);
  if (date < earliest) return refuse({ kind: "too-early", earliest });
  return waiting.some((one) => one === date && one !== replaces) ? refuse({ kind: "date-taken" }) : ok(date);
}

/** What the day's job does with a planned change (11 §7.4–7.5). */
export function runPlanned(
  customer: { readonly status: CustomerStatus; readonly kind: CustomerKind },
  to: CustomerStatus,
): "run" | "skip" | "drop" {
  if (customer.kind !== "customer") return "drop";
  return customer.status === to ? "skip" : "run";
}

/** The next planned day, or null: the colour of the calendar icon (11 §7.1, §7.7). */
export function nextPlanned(waiting: readonly Day[]): Day | null {
  return waiting.length === 0 ? null : waiting.reduce((first, day) => (day < first ? day : first));
}
