import type { PartnerScope } from "./admin/session.ts";
import type { CustomerStatus } from "./customer/status.ts";
import type { AdminId, CustomerId, LabelId, PartnerId } from "./ids/ids.ts";
import {
  COMMENTS,
  CUSTOMERS,
  JOBS,
  PLANNED,
  PRESENCE,
  REMOVALS,
  STATUS_CHANGES,
  VIEWS,
  activityOf,
  commentsOf,
  draftsOf,
  plannedOf,
} from "./paths.ts";
import type { Instant } from "./time/instant.ts";

/*
 * Every query of the product by name, as plain data; the data layer turns it into its SDK's. A query of a scoped
 * administrator names his partner, because the rules judge a list by what it asks for. tests/rules checks that
 * firestore.indexes.json has what each of them needs.
 */

export type Filter = readonly [
  field: string,
  op: "==" | "in" | "array-contains" | "array-contains-any" | ">=" | "<=" | "<",
  value: unknown,
];
export type Order = readonly [field: string, direction: "asc" | "desc"];

/** A query as data; `group` asks all collections of that name. A value of an Instant stands for a Timestamp. */
export interface QuerySpec {
  readonly collection: string;
  readonly group?: true;
  readonly where: readonly Filter[];
  readonly orderBy: readonly Order[];
  readonly limit: number;
}

/** Marks a moment among the values, so that the data layer hands the SDK a Timestamp. */
export interface Moment {
  readonly instant: Instant;
}

const scoped = (scope: PartnerScope): readonly Filter[] =>
  scope === "*" ? [] : [["partnerId", "==", scope]];
const CURRENT: Filter = ["kind", "==", "customer"];

/** The columns by which the database sorts the customer list. */
export const CUSTOMER_SORTS = [
  "number",
  "nameFolded",
  "login",
  "balance",
  "dateAdded",
  "city",
  "updatedAt",
] as const;
export type CustomerSort = (typeof CUSTOMER_SORTS)[number];

/** The customer list of a scope, sorted by one column. */
export function customersBy(
  scope: PartnerScope,
  sort: CustomerSort,
  direction: "asc" | "desc",
  limit: number,
): QuerySpec {
  return { collection: CUSTOMERS, where: [CURRENT, ...scoped(scope)], orderBy: [[sort, direction]], limit };
}

/** Equality filters the database itself can apply to the list, each alone, in the order of the number. */
export type CustomerFilter =
  | { readonly by: "status"; readonly any: readonly CustomerStatus[] }
  | { readonly by: "locationId" | "category" | "billingType"; readonly any: readonly string[] }
  | { readonly by: "labelIds"; readonly any: readonly LabelId[] };

/** Customers of a scope with one of these statuses, locations, labels …, by number. */
export function customersWith(
  scope: PartnerScope,
  filter: CustomerFilter,
  direction: "asc" | "desc",
  limit: number,
): QuerySpec {
  const op = filter.by === "labelIds" ? "array-contains-any" : "in";
  return {
    collection: CUSTOMERS,
    where: [CURRENT, ...scoped(scope), [filter.by, op, filter.any]],
    orderBy: [["number", direction]],
    limit,
  };
}

/** The most ids that one question takes. */
export const MOST_IDS = 30;

/** These customers of a scope: the rows around the place where somebody reads a long list. */
export function customersAmong(scope: PartnerScope, ids: readonly CustomerId[]): QuerySpec {
  return {
    collection: CUSTOMERS,
    where: [CURRENT, ...scoped(scope), ["__name__", "in", ids]],
    orderBy: [],
    limit: MOST_IDS,
  };
}

/** What a role that sees only its own additions is shown: the ten newest (14 §1.8). */
export function customersAddedBy(scope: PartnerScope, admin: AdminId): QuerySpec {
  return {
    collection: CUSTOMERS,
    where: [CURRENT, ...scoped(scope), ["addedBy", "==", admin]],
    orderBy: [["number", "desc"]],
    limit: 10,
  };
}

/** The customer behind `/customers/17`; `own` for a role that sees only its own additions. */
export function customerByNumber(scope: PartnerScope, number: number, own: AdminId | null): QuerySpec {
  const mine: readonly Filter[] = own === null ? [] : [["addedBy", "==", own]];
  return {
    collection: CUSTOMERS,
    where: [CURRENT, ...scoped(scope), ...mine, ["number", "==", number]],
    orderBy: [],
    limit: 1,
  };
}

/** Open to-dos of a customer, by date. */
export function openTodosOf(customer: CustomerId, scope: PartnerScope, limit: number): QuerySpec {
  return {
    collection: commentsOf(customer),
    where: [...scoped(scope), ["state", "==", "open"]],
    orderBy: [["scheduled", "asc"]],
    limit,
  };
}

/** Comments and completed to-dos of a customer, newest first. */
export function recentComments(customer: CustomerId, scope: PartnerScope, limit: number): QuerySpec {
  return {
    collection: commentsOf(customer),
    where: [...scoped(scope), ["state", "in", ["comment", "done"]]],
    orderBy: [["createdAt", "desc"]],
    limit,
  };
}

/** The Comments tab: everything not deleted, newest first, of one type when given (12 §5.1). */
export function commentsTab(
  customer: CustomerId,
  scope: PartnerScope,
  type: string | null,
  limit: number,
): QuerySpec {
  const typed: readonly Filter[] = type === null ? [] : [["type", "==", type]];
  return {
    collection: commentsOf(customer),
    where: [...scoped(scope), ...typed, ["state", "in", ["comment", "open", "done"]]],
    orderBy: [["createdAt", "desc"]],
    limit,
  };
}

/** What stands at the head of a customer's panel, whatever its age. */
export function pinnedComments(customer: CustomerId, scope: PartnerScope, limit: number): QuerySpec {
  return {
    collection: commentsOf(customer),
    where: [...scoped(scope), ["pinned", "==", true]],
    orderBy: [],
    limit,
  };
}

/** Which customers a question over all of them is about: all, or those he added himself. */
export type Reached = "all" | "own";

const reached = (reach: Reached, admin: AdminId): readonly Filter[] =>
  reach === "all" ? [] : [["addedBy", "==", admin]];

/** One's own open to-dos of all customers that are due before a moment, the latest first (12 §4.9). */
export function myOpenTodos(
  scope: PartnerScope,
  reach: Reached,
  admin: AdminId,
  before: Instant,
  limit: number,
): QuerySpec {
  return {
    collection: COMMENTS,
    group: true,
    where: [
      ...scoped(scope),
      ...reached(reach, admin),
      ["assignee", "==", admin],
      ["state", "==", "open"],
      ["scheduled", "<", { instant: before } satisfies Moment],
    ],
    orderBy: [["scheduled", "desc"]],
    limit,
  };
}

/** Comments and to-dos of all customers that name this administrator, the latest named first (12 §4.10). */
export function myMentions(scope: PartnerScope, reach: Reached, admin: AdminId, limit: number): QuerySpec {
  return {
    collection: COMMENTS,
    group: true,
    where: [...scoped(scope), ...reached(reach, admin), ["mentions", "array-contains", admin]],
    orderBy: [["mentionedAt", "desc"]],
    limit,
  };
}

/** Every comment of a partner's customers, a page at a time: what the index of comments is first built from. */
export function commentsOfPartner(partner: PartnerId, limit: number): QuerySpec {
  return {
    collection: COMMENTS,
    group: true,
    where: [["partnerId", "==", partner]],
    orderBy: [["__name__", "asc"]],
    limit,
  };
}

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

/*
 * Who is where. The last sign of life comes first, so that what was left behind by tabs that died, or written by the
 * thousand, keeps nobody who is there out of sight.
 */

/** Who is on a customer's page. */
export function presenceOn(
  customer: CustomerId,
  scope: PartnerScope,
  reach: Reached,
  admin: AdminId,
): QuerySpec {
  return {
    collection: PRESENCE,
    where: [...scoped(scope), ...reached(reach, admin), ["customerId", "==", customer]],
    orderBy: [["at", "desc"]],
    limit: 50,
  };
}

/** Who is anywhere among the customers of a scope, or those he added himself: the list. */
export function presenceIn(scope: PartnerScope, reach: Reached, admin: AdminId): QuerySpec {
  return {
    collection: PRESENCE,
    where: [...scoped(scope), ...reached(reach, admin)],
    orderBy: [["at", "desc"]],
    limit: 200,
  };
}

/** One's own saved views of a table. */
export function ownViews(admin: AdminId, table: string): QuerySpec {
  return {
    collection: VIEWS,
    where: [
      ["owner", "==", admin],
      ["table", "==", table],
    ],
    orderBy: [],
    limit: 100,
  };
}

/** Views of a table that colleagues of the scope share: what an administrator of one partner shares stays with that partner. */
export function sharedViews(scope: PartnerScope, table: string): QuerySpec {
  return {
    collection: VIEWS,
    where: [
      ...(scope === "*" ? [] : [["partnerId", "in", ["*", scope]] as const]),
      ["shared", "==", true],
      ["table", "==", table],
    ],
    orderBy: [],
    limit: 100,
  };
}

/** All drafts an administrator has, on whatever device they were typed. */
export function drafts(admin: AdminId): QuerySpec {
  return { collection: draftsOf(admin), where: [], orderBy: [], limit: 100 };
}

/** One's own long runs, the latest first: what is found again after leaving the page (14 §1.10). */
export function myJobs(admin: AdminId, limit: number): QuerySpec {
  return { collection: JOBS, where: [["uid", "==", admin]], orderBy: [["createdAt", "desc"]], limit };
}

/** Deleted labels and additional fields that are still being taken off the records. */
export function removals(): QuerySpec {
  return { collection: REMOVALS, where: [], orderBy: [], limit: 20 };
}
