import { holds, inScope, reaches } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import type { PartnerScope, Viewer } from "@trunkline/domain/admin/session";
import type { AdminId, CustomerId, PartnerId, TabId, ViewId } from "@trunkline/domain/ids/ids";
import {
  adminPath,
  configPath,
  customerPath,
  directoryPath,
  draftPath,
  draftsOf,
  jobPath,
  labelPath,
  locationPath,
  partnerPath,
  plannedPath,
  portalConfigPath,
  portalPath,
  preferencesPath,
  presencePath,
  removalPath,
  rolePath,
  searchDeltaPath,
  searchDeltasOf,
  searchPath,
  searchShardPath,
  sessionPath,
  statsPath,
  statusChangePath,
  viewPath,
  operationPath,
  commentPath,
  activityPath,
} from "@trunkline/domain/paths";
import {
  activity,
  customerByNumber,
  customersAddedBy,
  customersAmong,
  customersBy,
  drafts,
  myMentions,
  myOpenTodos,
  openTodosOf,
  ownViews,
  plannedChanges,
  plannedLog,
  presenceIn,
  presenceOn,
  removals,
  sharedViews,
  statusChanges,
} from "@trunkline/domain/queries";
import type { RoleId, EntryId, CommentId } from "@trunkline/domain/ids/ids";
import type { Day } from "@trunkline/domain/time/day";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Attempt, Case, Fields } from "./attempt.ts";
import { all, getting, listing, NOW, writing } from "./attempt.ts";
import { changing, commenting, editing } from "./tellings.ts";
import type { Somebody } from "./world.ts";
import { aDraft, aPresence, aView, CLOSED, PEOPLE, somePreferences, START } from "./world.ts";

/** Whether somebody may; written with the domain's own `can`, which screens and functions ask too. */
type May = (who: Somebody) => boolean;

const TOMORROW = (START.getTime() + 2 * 86_400_000) as Instant;
const C1 = "c1" as CustomerId;
const A = "A" as PartnerId;
/** What of customer c1 decides who reaches him. */
const ONE = { partnerId: A, addedBy: "creator" };

const nobody: May = () => false;
const staff =
  (may: (viewer: Viewer) => boolean): May =>
  ({ viewer }) =>
    viewer !== null && may(viewer);
const anyStaff = staff(() => true);
const withPermission = (...any: readonly Permission[]): May =>
  staff((viewer) => any.some((one) => holds(viewer.session, one)));
const scoped = (...any: readonly Permission[]): May =>
  staff((viewer) => inScope(viewer.session.partner, A) && any.some((one) => holds(viewer.session, one)));
const reaching = (...all: readonly Permission[]): May =>
  staff((viewer) => reaches(viewer, ONE) && all.every((one) => holds(viewer.session, one)));
// A scoped administrator's list names his own partner: under another partner's customer it is allowed and finds nothing.
const listingBelow = (...all: readonly Permission[]): May =>
  staff(
    (viewer) =>
      reaches(viewer, { ...ONE, partnerId: viewer.session.partner as PartnerId }) &&
      all.every((one) => holds(viewer.session, one)),
  );
const staffOf = (partner: string): May =>
  staff((viewer) => inScope(viewer.session.partner, partner as PartnerId));
const searching: May = (who) => scoped("customers.search")(who) && scoped("customers.list")(who);
const isUid = (uid: string): May => staff((viewer) => viewer.uid === uid);

const ownInScope = (uid: string): May =>
  staff((viewer) => viewer.uid === uid && inScope(viewer.session.partner, A));

const scopeOf = ({ viewer }: Somebody): PartnerScope => viewer?.session.partner ?? "*";
const uidOf = ({ uid }: Somebody) => (uid ?? "nobody") as AdminId;

/** What the five ways in are for one place, and to whom each is open. */
interface Place {
  readonly name: string;
  readonly get: readonly [(who: Somebody) => Attempt, May];
  readonly list: readonly [(who: Somebody) => Attempt, May];
  readonly create: readonly [(who: Somebody) => Attempt, May];
  readonly update: readonly [(who: Somebody) => Attempt, May];
  readonly delete: readonly [(who: Somebody) => Attempt, May];
}

const remove = (path: string) => (): Attempt => writing({ path, remove: true });
const collectionOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** A place that no browser writes: anything it tries is refused. */
function readOnly(
  name: string,
  path: string,
  get: May,
  list: May,
  query?: (who: Somebody) => Attempt,
): Place {
  const fields: Fields = { partnerId: "A", uid: "boss", touched: true };
  return {
    name,
    get: [() => getting(path), get],
    list: [query ?? (() => all(collectionOf(path))), list],
    create: [() => writing({ path: `${collectionOf(path)}/brand-new`, set: fields }), nobody],
    update: [() => writing({ path, update: { touched: true } }), nobody],
    delete: [remove(path), nobody],
  };
}

const PLACES: readonly Place[] = [
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
  readOnly("the session of boss", sessionPath("boss" as AdminId), ({ uid }) => uid === "boss", nobody),
  {
    ...readOnly("one's own session", "sessions/any", nobody, nobody),
    get: [(who) => getting(sessionPath(uidOf(who))), ({ uid }) => uid !== null],
    update: [
      (who) => writing({ path: sessionPath(uidOf(who)), update: { open: true, partner: "*" } }),
      nobody,
    ],
    delete: [(who) => writing({ path: sessionPath(uidOf(who)), remove: true }), nobody],
  },
  readOnly(
    "an administrator",
    adminPath("boss" as AdminId),
    (who) => withPermission("administration.admins.view")(who) || isUid("boss")(who),
    withPermission("administration.admins.view"),
  ),
  readOnly(
    "oneself among the administrators",
    adminPath("idle" as AdminId),
    (who) => withPermission("administration.admins.view")(who) || isUid("idle")(who),
    withPermission("administration.admins.view"),
  ),
  readOnly(
    "a role",
    rolePath("manager" as RoleId),
    withPermission("administration.admins.view", "administration.roles"),
    withPermission("administration.admins.view", "administration.roles"),
  ),
  readOnly(
    "a line of the operations log",
    operationPath("o1"),
    scoped("administration.logs"),
    withPermission("administration.logs"),
    (who) =>
      listing({
        collection: "operations",
        where: scopeOf(who) === "*" ? [] : [["partnerId", "==", scopeOf(who)]],
        orderBy: [],
        limit: 10,
      }),
  ),
  readOnly(
    "the names for everybody",
    directoryPath("*"),
    staff(({ session }) => session.partner === "*"),
    nobody,
  ),
  readOnly(
    "the names for A",
    directoryPath(A),
    staff(({ session }) => session.partner === "A"),
    nobody,
  ),
  readOnly(
    "the totals of all",
    statsPath("*"),
    staff(({ session }) => session.partner === "*" && session.permissions.includes("customers.list")),
    nobody,
  ),
  readOnly(
    "the totals of A",
    statsPath(A),
    staff(({ session }) => session.partner === "A" && session.permissions.includes("customers.list")),
    nobody,
  ),
  readOnly("the settings", configPath("general"), anyStaff, nobody),
  readOnly("the settings of maps", configPath("maps"), anyStaff, nobody),
  readOnly(
    "a label",
    labelPath("vip"),
    withPermission("config.system.view"),
    withPermission("config.system.view"),
  ),
  readOnly(
    "a label that is being taken off the records",
    removalPath("old"),
    staff(({ session }) => session.partner === "*" && session.permissions.includes("config.system.view")),
    staff(({ session }) => session.partner === "*" && session.permissions.includes("config.system.view")),
    () => listing(removals()),
  ),
  readOnly(
    "a partner",
    partnerPath(A),
    withPermission("administration.partners.view"),
    withPermission("administration.partners.view"),
  ),
  readOnly(
    "a location",
    locationPath("north"),
    withPermission("administration.locations.view"),
    withPermission("administration.locations.view"),
  ),
  readOnly("a job of boss", jobPath("j1"), isUid("boss"), anyStaff, (who) =>
    listing({ collection: "jobs", where: [["uid", "==", uidOf(who)]], orderBy: [], limit: 10 }),
  ),
  readOnly("the search index of A", searchPath(A), searching, nobody),
  readOnly("a shard of A's index", searchShardPath(A, "0"), searching, searching),
  readOnly("a delta of A's index", searchDeltaPath(A, C1), searching, searching, () =>
    all(searchDeltasOf(A)),
  ),
  {
    name: "presence",
    get: [() => getting(presencePath("tab-of-boss" as TabId)), reaching()],
    list: [
      (who) => listing(presenceOn(C1, scopeOf(who), "all", uidOf(who))),
      withPermission("customers.view"),
    ],
    create: [
      (who) =>
        writing({
          path: presencePath("new" as TabId),
          set: { ...aPresence(uidOf(who)), at: NOW, partnerId: scopeOf(who) === "*" ? "A" : scopeOf(who) },
        }),
      // At c1, whom creator added; whose partner it is, the scoped administrator names himself.
      staff((viewer) => reaches(viewer, { ...ONE, partnerId: viewer.session.partner as PartnerId })),
    ],
    update: [
      () => writing({ path: presencePath("tab-of-boss" as TabId), update: { field: "city", at: NOW } }),
      isUid("boss"),
    ],
    delete: [remove(presencePath("tab-of-boss" as TabId)), isUid("boss")],
  },
  {
    ...readOnly(
      "presence at the customers he added himself",
      presencePath("tab-of-boss" as TabId),
      reaching(),
      withPermission("customers.view", "customers.view.own"),
      (who) => listing(presenceIn(scopeOf(who), "own", uidOf(who))),
    ),
    delete: [remove(presencePath("tab-of-boss" as TabId)), isUid("boss")],
  },
  {
    name: "a saved view of boss",
    get: [() => getting(viewPath("own" as ViewId)), isUid("boss")],
    list: [(who) => listing(ownViews(uidOf(who), "customers")), anyStaff],
    create: [
      (who) =>
        writing({ path: viewPath("new" as ViewId), set: { ...aView(uidOf(who), false), updatedAt: NOW } }),
      anyStaff,
    ],
    update: [
      () => writing({ path: viewPath("own" as ViewId), update: { name: "Other", updatedAt: NOW } }),
      isUid("boss"),
    ],
    delete: [remove(viewPath("own" as ViewId)), isUid("boss")],
  },
  {
    name: "a view that boss shares",
    get: [() => getting(viewPath("shared" as ViewId)), anyStaff],
    list: [(who) => listing(sharedViews(scopeOf(who), "customers")), anyStaff],
    create: [
      (who) =>
        writing({ path: viewPath("new" as ViewId), set: { ...aView(uidOf(who), true), updatedAt: NOW } }),
      anyStaff,
    ],
    update: [
      () => writing({ path: viewPath("shared" as ViewId), update: { shared: false, updatedAt: NOW } }),
      isUid("boss"),
    ],
    delete: [remove(viewPath("shared" as ViewId)), isUid("boss")],
  },
  {
    ...readOnly("a view shared within A", "views/shared-in-A", staffOf("A"), nobody, () =>
      listing({ ...sharedViews("*", "customers"), where: [["shared", "==", true]] }),
    ),
    list: [(who) => listing(sharedViews(scopeOf(who), "customers")), anyStaff],
    update: [
      () => writing({ path: viewPath("shared-in-A" as ViewId), update: { shared: false, updatedAt: NOW } }),
      isUid("manager"),
    ],
    delete: [remove(viewPath("shared-in-A" as ViewId)), isUid("manager")],
  },
  {
    name: "one's own preferences",
    get: [(who) => getting(preferencesPath(uidOf(who))), anyStaff],
    list: [() => all("preferences"), nobody],
    create: [
      (who) => writing({ path: preferencesPath(uidOf(who)), set: { ...somePreferences, updatedAt: NOW } }),
      anyStaff,
    ],
    update: [
      (who) =>
        writing({ path: preferencesPath(uidOf(who)), update: { folds: { maps: true }, updatedAt: NOW } }),
      anyStaff,
    ],
    delete: [(who) => writing({ path: preferencesPath(uidOf(who)), remove: true }), nobody],
  },
  {
    name: "the preferences of boss",
    get: [() => getting(preferencesPath("boss" as AdminId)), isUid("boss")],
    list: [() => all("preferences"), nobody],
    create: [
      () =>
        writing({ path: preferencesPath("boss" as AdminId), set: { ...somePreferences, updatedAt: NOW } }),
      isUid("boss"),
    ],
    update: [
      () => writing({ path: preferencesPath("boss" as AdminId), update: { folds: {}, updatedAt: NOW } }),
      isUid("boss"),
    ],
    delete: [remove(preferencesPath("boss" as AdminId)), nobody],
  },
  {
    name: "a draft of boss",
    get: [() => getting(draftPath("boss" as AdminId, "customer_c1")), isUid("boss")],
    list: [() => listing(drafts("boss" as AdminId)), isUid("boss")],
    create: [
      () =>
        writing({
          path: draftPath("boss" as AdminId, "customer_c2"),
          set: { ...aDraft, record: "c2", updatedAt: NOW },
        }),
      isUid("boss"),
    ],
    update: [
      () =>
        writing({ path: draftPath("boss" as AdminId, "customer_c1"), update: { mine: {}, updatedAt: NOW } }),
      isUid("boss"),
    ],
    delete: [remove(draftPath("boss" as AdminId, "customer_c1")), isUid("boss")],
  },
  {
    name: "one's own draft",
    get: [(who) => getting(draftPath(uidOf(who), "customer_c1")), anyStaff],
    list: [(who) => all(draftsOf(uidOf(who))), anyStaff],
    create: [
      (who) =>
        writing({
          path: draftPath(uidOf(who), "customer_c2"),
          set: { ...aDraft, record: "c2", updatedAt: NOW },
        }),
      anyStaff,
    ],
    update: [
      (who) => writing({ path: draftPath(uidOf(who), "customer_c1"), update: { mine: {}, updatedAt: NOW } }),
      anyStaff,
    ],
    delete: [(who) => writing({ path: draftPath(uidOf(who), "customer_c1"), remove: true }), anyStaff],
  },
  ...CLOSED.map((path) => readOnly(path, path, nobody, nobody)),
];

const OPERATIONS = ["get", "list", "create", "update", "delete"] as const;

/** Every place × everybody × the five operations. */
export const MATRIX: readonly Case[] = PLACES.flatMap((place) =>
  Object.entries(PEOPLE).flatMap(([name, somebody]) =>
    OPERATIONS.map((operation) => {
      const [attempt, may] = place[operation];
      return {
        name: `${operation} ${place.name}`,
        who: name,
        attempt: attempt(somebody),
        allowed: may(somebody),
      };
    }),
  ),
);
