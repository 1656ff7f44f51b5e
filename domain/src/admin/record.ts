import * as z from "zod/mini";
import type { AdminId, RoleId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import type { Instant } from "../time/instant.ts";
import { timestamp } from "../time/instant.ts";
import { withinScope } from "./can.ts";
import type { Permission } from "./permissions.ts";
import { effective, isPermission, wholeOf } from "./permissions.ts";
import { isRoleName, permissionsOf } from "./roles.ts";
import type { PartnerScope } from "./session.ts";

/** `admins/{uid}` (15 §1). The document id is the Auth uid. */
export interface Admin {
  readonly id: AdminId;
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly roleId: RoleId;
  readonly partner: PartnerScope;
  /** Single permissions over (true) or under (false) the role's (15 §2.3). */
  readonly overrides: Readonly<Partial<Record<Permission, boolean>>>;
  /** Seconds without activity until sign-out; 0 = off. */
  readonly timeout: number;
  readonly state: "active" | "disabled" | "deleted";
  /** Signing in takes a code as well (15 §1.11). */
  readonly secondFactor: boolean;
  readonly lastLoginAt: Instant | null;
  readonly createdAt: Instant | null;
}

const Stored = z.object({
  login: z.string(),
  name: z.string().check(z.minLength(1)),
  email: z.string(),
  phone: z._default(z.string(), ""),
  roleId: z.string().check(z.minLength(1)),
  partner: z.string().check(z.minLength(1)),
  overrides: z._default(z.record(z.string(), z.boolean()), {}),
  timeout: z._default(z.int(), 0),
  state: z._default(z.enum(["active", "disabled", "deleted"]), "active"),
  secondFactor: z._default(z.boolean(), false),
  lastLoginAt: z._default(z.nullable(timestamp), null),
  createdAt: z._default(z.nullable(timestamp), null),
});

/** Reads `admins/{uid}`. */
export function readAdmin(id: string, data: unknown): Result<Admin, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(`admins/${id}`, parsed.error);
  const { roleId, partner, overrides, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as AdminId,
    roleId: roleId as RoleId,
    partner: partner as PartnerScope,
    overrides: Object.fromEntries(Object.entries(overrides).filter(([name]) => isPermission(name))),
  });
}

/** `roles/{id}`: a built-in role keeps only its title there, a custom one its permissions too (15 §2). */
export interface Role {
  readonly id: RoleId;
  readonly title: string;
  readonly permissions: readonly Permission[];
}

const StoredRole = z.object({
  title: z.string().check(z.minLength(1)),
  permissions: z._default(z.array(z.string()), []),
});

/** Reads `roles/{id}`; a built-in role has its fixed permissions, whatever is stored. */
export function readRole(id: string, data: unknown): Result<Role, BadRecord> {
  const parsed = StoredRole.safeParse(data);
  if (!parsed.success) return badRecord(`roles/${id}`, parsed.error);
  const permissions = isRoleName(id) ? permissionsOf(id) : parsed.data.permissions.filter(isPermission);
  return ok({ id: id as RoleId, title: parsed.data.title, permissions });
}

/** What an administrator's session carries: role, overrides, parents and scope taken together (15 §2–4). */
export function sessionPermissions(
  admin: Pick<Admin, "overrides" | "partner" | "roleId">,
  role: Pick<Role, "permissions">,
): readonly Permission[] {
  // A super-administrator has no overrides (15 §2.3).
  const overrides = admin.roleId === "super-administrator" ? {} : admin.overrides;
  const granted = new Set(role.permissions);
  for (const [name, given] of Object.entries(overrides)) {
    if (!isPermission(name)) continue;
    if (given) granted.add(name);
    else granted.delete(name);
  }
  return withinScope(effective(granted), admin.partner);
}

export type AdminRefusal =
  | { readonly kind: "yourself" }
  | { readonly kind: "last-super-administrator" }
  | { readonly kind: "more-than-yours"; readonly permissions: readonly Permission[] };

/** Nobody deletes, disables or demotes himself, nor the last super-administrator (15 §1.16). */
export function decideRemoval(
  actor: AdminId,
  target: Pick<Admin, "id" | "roleId" | "state">,
  openSuperAdministrators: number,
): Result<true, AdminRefusal> {
  if (actor === target.id) return { ok: false, error: { kind: "yourself" } };
  const isLast =
    target.roleId === "super-administrator" && target.state === "active" && openSuperAdministrators <= 1;
  return isLast ? { ok: false, error: { kind: "last-super-administrator" } } : ok(true);
}

/** Nobody grants a permission he has not got; who holds it for all customers has it for one's own (15 §2.5). */
export function decideGrant(
  actor: readonly Permission[],
  granted: readonly Permission[],
): Result<true, AdminRefusal> {
  const missing = granted.filter(
    (permission) => !actor.includes(permission) && !actor.includes(wholeOf(permission)),
  );
  return missing.length > 0
    ? { ok: false, error: { kind: "more-than-yours", permissions: missing } }
    : ok(true);
}
