import type { PartnerScope } from "../admin/session.ts";
import type { CustomerId } from "../ids/ids.ts";
import { PLANNED, STATUS_CHANGES, activityOf, plannedOf } from "../paths.ts";
import type { Instant } from "../time/instant.ts";
import { scoped, type Filter, type Moment, type QuerySpec } from "./query.ts";

/* What was changed, and what is going to be. */

/** Filters of the Activity tab (12 §6.2). */
export interface ActivityFilter {
  readonly source: string | null;
  readonly from: Instant | null;
  readonly before: Instant | null;
}

/** A customer's history, newest first. */
export function activity(
  customer: CustomerId,
  scope: PartnerScope,
  filter: ActivityFilter,
  limit: number,
): QuerySpec {
  const where: Filter[] = [...scoped(scope)];
  if (filter.source !== null) where.push(["source", "==", filter.source]);
  if (filter.from !== null) where.push(["time", ">=", { instant: filter.from } satisfies Moment]);
  if (filter.before !== null) where.push(["time", "<", { instant: filter.before } satisfies Moment]);
  return { collection: activityOf(customer), where, orderBy: [["time", "desc"]], limit };
}

/** Planned status changes that have not run, in the order of their dates. */
export function plannedChanges(customer: CustomerId, scope: PartnerScope): QuerySpec {
  return {
    collection: plannedOf(customer),
    where: [...scoped(scope), ["state", "==", "waiting"]],
    orderBy: [["date", "asc"]],
    limit: 100,
  };
}

/** Planned changes of all customers up to a day: the day's job. */
export function plannedUntil(date: string, limit: number): QuerySpec {
  return {
    collection: PLANNED,
    group: true,
    where: [
      ["state", "==", "waiting"],
      ["date", "<=", date],
    ],
    orderBy: [["date", "asc"]],
    limit,
  };
}

/** Planned changes of all customers of a scope that have not run, in the order of their dates (11 §7.6). */
export function plannedLog(scope: PartnerScope, limit: number): QuerySpec {
  return {
    collection: PLANNED,
    group: true,
    where: [...scoped(scope), ["state", "==", "waiting"]],
    orderBy: [["date", "asc"]],
    limit,
  };
}

/** Filters of the log of status changes (11 §10.2). */
export interface StatusChangeFilter {
  readonly actor: string | null;
  readonly number: number | null;
  readonly from: Instant | null;
  readonly before: Instant | null;
}

/** Status changes of all customers of a scope, newest first. */
export function statusChanges(scope: PartnerScope, filter: StatusChangeFilter, limit: number): QuerySpec {
  const where: Filter[] = [...scoped(scope)];
  if (filter.actor !== null) where.push(["actor", "==", filter.actor]);
  if (filter.number !== null) where.push(["number", "==", filter.number]);
  if (filter.from !== null) where.push(["time", ">=", { instant: filter.from } satisfies Moment]);
  if (filter.before !== null) where.push(["time", "<", { instant: filter.before } satisfies Moment]);
  return { collection: STATUS_CHANGES, where, orderBy: [["time", "desc"]], limit };
}
