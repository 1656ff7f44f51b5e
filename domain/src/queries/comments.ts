import type { PartnerScope } from "../admin/session.ts";
import type { AdminId, CustomerId, PartnerId } from "../ids/ids.ts";
import { COMMENTS, commentsOf } from "../paths.ts";
import type { Instant } from "../time/instant.ts";
import { reached, scoped, type Filter, type Moment, type QuerySpec, type Reached } from "./query.ts";

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
