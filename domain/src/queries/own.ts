import type { PartnerScope } from "../admin/session.ts";
import type { AdminId, CustomerId } from "../ids/ids.ts";
import { JOBS, PRESENCE, REMOVALS, VIEWS, draftsOf } from "../paths.ts";
import { reached, scoped, type QuerySpec, type Reached } from "./query.ts";

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
