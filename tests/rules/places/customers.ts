import { reaches } from "@trunkline/domain/admin/can";
import type { CommentId, CustomerId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  activityPath,
  commentPath,
  customerPath,
  plannedPath,
  portalConfigPath,
  portalPath,
  statusChangePath,
} from "@trunkline/domain/paths";
import {
  activity,
  customerByNumber,
  customersAddedBy,
  customersAmong,
  customersBy,
  myMentions,
  myOpenTodos,
  openTodosOf,
  plannedChanges,
  plannedLog,
  statusChanges,
} from "@trunkline/domain/queries";
import type { Day } from "@trunkline/domain/time/day";
import { listing } from "../attempt.ts";
import type { Place } from "../policy.ts";
import {
  A,
  C1,
  TOMORROW,
  listingBelow,
  nobody,
  ownInScope,
  reaching,
  readOnly,
  scopeOf,
  scoped,
  staff,
  uidOf,
  withPermission,
} from "../policy.ts";
import { changing, commenting, editing } from "../tellings.ts";

/** Customers, what lies below them, and what they see of themselves. */
export const CUSTOMER_PLACES: readonly Place[] = [
  {
    ...readOnly("a customer", customerPath(C1), reaching(), withPermission("customers.list"), (who) =>
      listing(customersBy(scopeOf(who), "number", "asc", 100)),
    ),
    update: [(who) => editing(C1, who.uid, { city: "Bonn" }), reaching("customers.view.edit")],
  },
  readOnly("customers by their ids", customerPath(C1), reaching(), withPermission("customers.list"), (who) =>
    listing(customersAmong(scopeOf(who), [C1, "c2" as CustomerId, "nobody" as CustomerId])),
  ),
  readOnly(
    "the customers he added himself",
    customerPath("c2" as CustomerId),
    staff((viewer) => reaches(viewer, { partnerId: "B" as PartnerId, addedBy: "boss" })),
    withPermission("customers.list", "customers.list.own"),
    (who) => listing(customersAddedBy(scopeOf(who), uidOf(who))),
  ),
  readOnly(
    "a customer looked for by number",
    customerPath(C1),
    reaching(),
    withPermission("customers.list", "customers.view"),
    (who) => listing(customerByNumber(scopeOf(who), 1, null)),
  ),
  readOnly("a lead", customerPath("lead" as CustomerId), nobody, nobody, (who) =>
    listing({ ...customersBy(scopeOf(who), "number", "asc", 10), where: [["kind", "==", "lead"]] }),
  ),
  readOnly("a deleted customer", customerPath("gone" as CustomerId), nobody, nobody, (who) =>
    listing({ ...customersBy(scopeOf(who), "number", "asc", 10), where: [["kind", "==", "deleted"]] }),
  ),
  readOnly(
    "an entry of the activity",
    activityPath(C1, "e1" as EntryId),
    // Its author asks for it by its id, whatever else he may.
    (who) => reaching("customers.view.activity")(who) || ownInScope("boss")(who),
    listingBelow("customers.view.activity"),
    (who) => listing(activity(C1, scopeOf(who), { source: null, from: null, before: null }, 10)),
  ),
  {
    ...readOnly("a comment", commentPath(C1, "m1" as CommentId), reaching(), listingBelow(), (who) =>
      listing(openTodosOf(C1, scopeOf(who), 10)),
    ),
    create: [(who) => commenting(C1, who.uid), reaching("customers.comments.add")],
    update: [(who) => changing(C1, "t1", who.uid, { state: "done" }), reaching("customers.comments.add")],
  },
  readOnly(
    "one's own to-dos of all customers",
    commentPath(C1, "m1" as CommentId),
    reaching(),
    withPermission("customers.view"),
    (who) => listing(myOpenTodos(scopeOf(who), "all", uidOf(who), TOMORROW, 10)),
  ),
  readOnly(
    "one's own to-dos of the customers he added himself",
    commentPath(C1, "m1" as CommentId),
    reaching(),
    withPermission("customers.view", "customers.view.own"),
    (who) => listing(myOpenTodos(scopeOf(who), "own", uidOf(who), TOMORROW, 10)),
  ),
  readOnly(
    "what names one among the comments of all customers",
    commentPath(C1, "m1" as CommentId),
    reaching(),
    withPermission("customers.view"),
    (who) => listing(myMentions(scopeOf(who), "all", uidOf(who), 20)),
  ),
  readOnly(
    "what names one among the comments of the customers he added himself",
    commentPath(C1, "m1" as CommentId),
    reaching(),
    withPermission("customers.view", "customers.view.own"),
    (who) => listing(myMentions(scopeOf(who), "own", uidOf(who), 20)),
  ),
  readOnly("a planned change", plannedPath(C1, "2030-01-01" as Day), reaching(), listingBelow(), (who) =>
    listing(plannedChanges(C1, scopeOf(who))),
  ),
  readOnly(
    "planned changes of all customers",
    plannedPath(C1, "2030-01-01" as Day),
    reaching(),
    withPermission("administration.logs"),
    (who) => listing(plannedLog(scopeOf(who), 10)),
  ),
  readOnly(
    "a line of the log of status changes",
    statusChangePath("e1" as EntryId),
    scoped("administration.logs"),
    withPermission("administration.logs"),
    (who) =>
      listing(statusChanges(scopeOf(who), { actor: null, number: null, from: null, before: null }, 10)),
  ),
  readOnly("what c1 sees of himself", portalPath(C1), ({ portalOf }) => portalOf === "c1", nobody),
  readOnly("the look of A's portal", portalConfigPath(A), ({ portalOf }) => portalOf === "c1", nobody),
];
