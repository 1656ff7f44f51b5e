import { holds, inScope, reaches } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import type { PartnerScope, Viewer } from "@trunkline/domain/admin/session";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Attempt, Fields } from "./attempt.ts";
import { all, getting, writing } from "./attempt.ts";
import type { Somebody } from "./world.ts";
import { START } from "./world.ts";

/** Whether somebody may; written with the domain's own `can`, which screens and functions ask too. */
export type May = (who: Somebody) => boolean;

export const TOMORROW = (START.getTime() + 2 * 86_400_000) as Instant;
export const C1 = "c1" as CustomerId;
export const A = "A" as PartnerId;
/** What of customer c1 decides who reaches him. */
export const ONE = { partnerId: A, addedBy: "creator" };

export const nobody: May = () => false;
export const staff =
  (may: (viewer: Viewer) => boolean): May =>
  ({ viewer }) =>
    viewer !== null && may(viewer);
export const anyStaff = staff(() => true);
export const withPermission = (...any: readonly Permission[]): May =>
  staff((viewer) => any.some((one) => holds(viewer.session, one)));
export const scoped = (...any: readonly Permission[]): May =>
  staff((viewer) => inScope(viewer.session.partner, A) && any.some((one) => holds(viewer.session, one)));
export const reaching = (...all: readonly Permission[]): May =>
  staff((viewer) => reaches(viewer, ONE) && all.every((one) => holds(viewer.session, one)));
// A scoped administrator's list names his own partner: under another partner's customer it is allowed and finds nothing.
export const listingBelow = (...all: readonly Permission[]): May =>
  staff(
    (viewer) =>
      reaches(viewer, { ...ONE, partnerId: viewer.session.partner as PartnerId }) &&
      all.every((one) => holds(viewer.session, one)),
  );
export const staffOf = (partner: string): May =>
  staff((viewer) => inScope(viewer.session.partner, partner as PartnerId));
export const searching: May = (who) => scoped("customers.search")(who) && scoped("customers.list")(who);
export const isUid = (uid: string): May => staff((viewer) => viewer.uid === uid);

export const ownInScope = (uid: string): May =>
  staff((viewer) => viewer.uid === uid && inScope(viewer.session.partner, A));

export const scopeOf = ({ viewer }: Somebody): PartnerScope => viewer?.session.partner ?? "*";
export const uidOf = ({ uid }: Somebody) => (uid ?? "nobody") as AdminId;

/** What the five ways in are for one place, and to whom each is open. */
export interface Place {
  readonly name: string;
  readonly get: readonly [(who: Somebody) => Attempt, May];
  readonly list: readonly [(who: Somebody) => Attempt, May];
  readonly create: readonly [(who: Somebody) => Attempt, May];
  readonly update: readonly [(who: Somebody) => Attempt, May];
  readonly delete: readonly [(who: Somebody) => Attempt, May];
}

export const remove = (path: string) => (): Attempt => writing({ path, remove: true });
export const collectionOf = (path: string) => path.slice(0, path.lastIndexOf("/"));

/** A place that no browser writes: anything it tries is refused. */
export function readOnly(
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
