import type { AdminId, RoleId } from "@trunkline/domain/ids/ids";
import {
  adminPath,
  configPath,
  directoryPath,
  jobPath,
  labelPath,
  locationPath,
  operationPath,
  partnerPath,
  removalPath,
  rolePath,
  searchDeltaPath,
  searchDeltasOf,
  searchPath,
  searchShardPath,
  sessionPath,
  statsPath,
} from "@trunkline/domain/paths";
import { removals } from "@trunkline/domain/queries";
import { all, getting, listing, writing } from "../attempt.ts";
import type { Place } from "../policy.ts";
import {
  A,
  C1,
  anyStaff,
  isUid,
  nobody,
  readOnly,
  scopeOf,
  scoped,
  searching,
  staff,
  uidOf,
  withPermission,
} from "../policy.ts";

/** Identities, names, settings, logs, jobs and the index of search. */
export const OFFICE_PLACES: readonly Place[] = [
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
];
