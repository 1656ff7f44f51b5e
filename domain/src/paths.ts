import type { AdminId, CommentId, CustomerId, EntryId, PartnerId, RoleId, TabId, ViewId } from "./ids/ids.ts";
import type { Day } from "./time/day.ts";

/*
 * Every document of the product has its path made here; docs/data-model.md says what lies there. A trigger's
 * pattern is the same function with the wildcard as the id: customerPath("{customerId}").
 */

/** An id of that kind, or a trigger's wildcard such as `{customerId}`. */
export type Id<T extends string> = T | `{${string}}`;

export const CUSTOMERS = "customers";
export const ADMINS = "admins";
export const ROLES = "roles";
export const PARTNERS = "partners";
export const LOCATIONS = "locations";
export const LABELS = "labels";
export const SESSIONS = "sessions";
export const PRESENCE = "presence";
export const VIEWS = "views";
export const PORTAL = "portal";
export const JOBS = "jobs";
export const REMOVALS = "removals";
export const OPERATIONS = "operations";
export const PORTAL_LOG = "portalLog";
export const STATUS_CHANGES = "statusChanges";
/** Sub-collections of a customer; as collection groups too. */
export const ACTIVITY = "activity";
export const COMMENTS = "comments";
export const PLANNED = "planned";

export const customerPath = (id: Id<CustomerId>) => `${CUSTOMERS}/${id}`;
export const activityOf = (id: Id<CustomerId>) => `${customerPath(id)}/${ACTIVITY}`;
export const activityPath = (id: Id<CustomerId>, entry: Id<EntryId>) => `${activityOf(id)}/${entry}`;
export const commentsOf = (id: Id<CustomerId>) => `${customerPath(id)}/${COMMENTS}`;
export const commentPath = (id: Id<CustomerId>, comment: Id<CommentId>) => `${commentsOf(id)}/${comment}`;
export const plannedOf = (id: Id<CustomerId>) => `${customerPath(id)}/${PLANNED}`;
/** The id of a planned change is its date: at most one change per date (11 §7.3). */
export const plannedPath = (id: Id<CustomerId>, date: Id<Day>) => `${plannedOf(id)}/${date}`;
export const portalPath = (id: Id<CustomerId>) => `${PORTAL}/${id}`;

export const adminPath = (id: Id<AdminId>) => `${ADMINS}/${id}`;
export const rolePath = (id: Id<RoleId>) => `${ROLES}/${id}`;
export const partnerPath = (id: Id<PartnerId>) => `${PARTNERS}/${id}`;
export const locationPath = (id: string) => `${LOCATIONS}/${id}`;
export const labelPath = (id: string) => `${LABELS}/${id}`;
/** What is listened to by its owner and read by every rule: one per signed-in identity, admins and customers alike. */
export const sessionPath = (uid: Id<AdminId> | Id<CustomerId>) => `${SESSIONS}/${uid}`;

/** Names that every page needs: `all` for administrators of partner Any, else one per partner. */
export const directoryPath = (scope: "*" | Id<PartnerId>) => `directory/${scope === "*" ? "all" : scope}`;
/** Totals of the customers a scope can see, kept by the sweep. */
export const statsPath = (scope: "*" | Id<PartnerId>) => `stats/${scope === "*" ? "all" : scope}`;
export const configPath = (name: "general" | "customers" | "customerFields" | "comments" | "maps") =>
  `config/${name}`;
export const portalConfigPath = (partner: Id<PartnerId>) => `portalConfig/${partner}`;

export const presencePath = (tab: Id<TabId>) => `${PRESENCE}/${tab}`;
export const viewPath = (id: Id<ViewId>) => `${VIEWS}/${id}`;
export const preferencesPath = (admin: Id<AdminId>) => `preferences/${admin}`;
export const draftsOf = (admin: Id<AdminId>) => `${preferencesPath(admin)}/drafts`;
/** The key names form and record (`customer_<id>`), never a version of the document. */
export const draftPath = (admin: Id<AdminId>, key: string) => `${draftsOf(admin)}/${key}`;
/** The log of status changes; the id is that of the activity entry that tells the change. */
export const statusChangePath = (id: Id<EntryId>) => `${STATUS_CHANGES}/${id}`;
export const jobPath = (id: string) => `${JOBS}/${id}`;
/** `what`: the label's id, or the key (`attr_…`) of an additional field. */
export const removalPath = (what: string) => `${REMOVALS}/${what}`;

/** The compact search index of one partner: a head, its base shards and the deltas since they were built. */
export const searchPath = (partner: Id<PartnerId>) => `search/${partner}`;
export const searchShardPath = (partner: Id<PartnerId>, shard: string) =>
  `${searchPath(partner)}/shards/${shard}`;
export const searchDeltasOf = (partner: Id<PartnerId>) => `${searchPath(partner)}/deltas`;
export const searchDeltaPath = (partner: Id<PartnerId>, id: Id<CustomerId>) =>
  `${searchDeltasOf(partner)}/${id}`;

/* No client reaches what follows: functions only, whatever the role. */

/** The index that finds customers by their comments, built like the one above and read by a function. */
export const commentSearchPath = (partner: Id<PartnerId>) => `commentSearch/${partner}`;
export const commentShardPath = (partner: Id<PartnerId>, shard: string) =>
  `${commentSearchPath(partner)}/shards/${shard}`;
export const commentDeltasOf = (partner: Id<PartnerId>) => `${commentSearchPath(partner)}/deltas`;
/** `key`: of the comment (see commentKey). */
export const commentDeltaPath = (partner: Id<PartnerId>, key: string) => `${commentDeltasOf(partner)}/${key}`;

/** The synthetic address of an Auth account. */
export const credentialPath = (uid: Id<AdminId> | Id<CustomerId>) => `credentials/${uid}`;
/** What an administrator's codes are checked against (15 §1.11). */
export const secondFactorPath = (uid: Id<AdminId>) => `secondFactors/${uid}`;
/** The sealed copy of a portal password (10 §4.6). */
export const portalSecretPath = (id: Id<CustomerId>) => `portalSecrets/${id}`;
/** The sealed text of an additional field of type Password (10 §8.16). */
export const FIELD_SECRETS = "fieldSecrets";
export const fieldSecretPath = (id: Id<CustomerId>, field: string) => `${FIELD_SECRETS}/${id}_${field}`;
/** What is known of a file at a customer; its bytes lie in Storage (see fields/file). */
export const FILES = "files";
export const filePath = (id: Id<CustomerId>, file: string) => `${FILES}/${id}_${file}`;
/** `hash`: SHA-256, in hex, of the folded value (see uniqueValue). */
export const UNIQUE = "unique";
export const uniquePath = (field: string, hash: string) => `${UNIQUE}/${field}_${hash}`;
/** The folded values by which a customer is compared with one being added (see matchKeys). */
export const MATCHES_OF_CUSTOMERS = "matches";
export const matchPath = (id: Id<CustomerId>) => `${MATCHES_OF_CUSTOMERS}/${id}`;
/** `series`: customers, logins, tickets … */
export const counterPath = (series: string) => `counters/${series}`;
/** One answered request of a creating call, so that a repeated press gives the same answer. */
export const REQUESTS = "requests";
export const requestPath = (uid: string, key: string) => `${REQUESTS}/${uid}_${key}`;
/** `key`: kind and hash of what is limited (identifier, address, administrator). */
export const limiterPath = (key: string) => `limiter/${key}`;
/** A one-use code that opens the portal as a customer; the id is the code's SHA-256 in hex. */
export const handoverPath = (hash: string) => `handovers/${hash}`;
export const operationPath = (id: string) => `${OPERATIONS}/${id}`;
export const portalLogPath = (id: string) => `${PORTAL_LOG}/${id}`;
/** `{cause}_{template}_{channel}_{recipientHash}`: the natural key of a message. */
export const outboxPath = (key: string) => `outbox/${key}`;
