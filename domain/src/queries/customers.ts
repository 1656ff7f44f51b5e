import type { PartnerScope } from "../admin/session.ts";
import type { CustomerStatus } from "../customer/status.ts";
import type { AdminId, CustomerId, LabelId } from "../ids/ids.ts";
import { CUSTOMERS } from "../paths.ts";
import { scoped, type Filter, type QuerySpec } from "./query.ts";

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
