import { reaches } from "@trunkline/domain/admin/can";
import type { AdminId, PartnerId, TabId, ViewId } from "@trunkline/domain/ids/ids";
import { draftPath, draftsOf, preferencesPath, presencePath, viewPath } from "@trunkline/domain/paths";
import { drafts, ownViews, presenceIn, presenceOn, sharedViews } from "@trunkline/domain/queries";
import { NOW, all, getting, listing, writing } from "../attempt.ts";
import type { Place } from "../policy.ts";
import {
  C1,
  ONE,
  anyStaff,
  isUid,
  nobody,
  reaching,
  readOnly,
  remove,
  scopeOf,
  staff,
  staffOf,
  uidOf,
  withPermission,
} from "../policy.ts";
import { aDraft, aPresence, aView, somePreferences } from "../world.ts";

/** What an administrator keeps for himself, and where he is. */
export const OWN_PLACES: readonly Place[] = [
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
];
