import type { PartnerId } from "../ids/ids.ts";
import type { Permission } from "./permissions.ts";
import type { PartnerScope, Session, Viewer } from "./session.ts";

/** What of a record decides who may reach it. */
export interface Reach {
  readonly partnerId: PartnerId;
  readonly addedBy: string | null;
}

/** True when the session holds the permission and is open. */
export function holds(session: Session, permission: Permission): boolean {
  return session.open && session.permissions.includes(permission);
}

/** True when records of that partner are inside the session's scope (15 §4.7). */
export function inScope(scope: PartnerScope, partnerId: PartnerId): boolean {
  return scope === "*" || scope === partnerId;
}

/** True when the viewer may open this customer: scope, and all customers or just those he added. */
export function reaches(viewer: Viewer, record: Reach): boolean {
  if (!inScope(viewer.session.partner, record.partnerId)) return false;
  if (holds(viewer.session, "customers.view")) return true;
  return holds(viewer.session, "customers.view.own") && record.addedBy === viewer.uid;
}

/**
 * The one answer to "may he?": the permission, and, where a customer is named, that this customer is within
 * reach. Menus, functions and the rules' tests all ask here (15 §3.2–3.3).
 */
export function can(viewer: Viewer, permission: Permission, record?: Reach): boolean {
  return holds(viewer.session, permission) && (record === undefined || reaches(viewer, record));
}

// What no administrator bound to a partner may manage, whatever his role (15 §4.13): people, roles and partners
// not even to look at, locations and settings to look at only.
const NEVER = /^administration\.(admins|roles|partners)/;
const LOOK_ONLY = /^(administration\.locations|config)\./;

/** The permissions that count under a partner scope. */
export function withinScope(permissions: readonly Permission[], scope: PartnerScope): readonly Permission[] {
  if (scope === "*") return permissions;
  return permissions.filter(
    (permission) => !NEVER.test(permission) && (!LOOK_ONLY.test(permission) || permission.endsWith(".view")),
  );
}
