import * as z from "zod/mini";
import type { AdminId, PartnerId } from "../ids/ids.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { badRecord } from "../result/read.ts";
import type { Permission } from "./permissions.ts";
import { isPermission } from "./permissions.ts";

/** All partners, or the one an administrator is bound to (15 §1.6). */
export type PartnerScope = "*" | PartnerId;

/**
 * `sessions/{uid}`: what an identity may do at this moment, written by functions only. For a customer the
 * partner is his own and the list is empty; the kind stands in the token, never here.
 */
export interface Session {
  readonly open: boolean;
  /** Session version: a token that carries another one is refused. */
  readonly sv: number;
  readonly partner: PartnerScope;
  readonly permissions: readonly Permission[];
}

const Stored = z.object({
  open: z.boolean(),
  sv: z.int(),
  partner: z.string().check(z.minLength(1)),
  permissions: z.array(z.string()),
});

/** Reads `sessions/{uid}`; permission names this version does not know are left out. */
export function readSession(uid: string, data: unknown): Result<Session, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(`sessions/${uid}`, parsed.error);
  const { open, sv, partner, permissions } = parsed.data;
  return ok({ open, sv, partner: partner as PartnerScope, permissions: permissions.filter(isPermission) });
}

/** Claims of an administrator's token. */
export interface AdminClaims {
  readonly kind: "admin";
  readonly sv: number;
  /** When the password was last checked, in epoch milliseconds: a renewed token is not a new sign-in (10 §4.7). */
  readonly at: number;
}

/** Claims of a customer's own token. */
export interface CustomerClaims {
  readonly kind: "customer";
  readonly sv: number;
}

/** Claims of a token with which an administrator sees the portal as a customer: `sv` is the administrator's. */
export interface ImpersonationClaims {
  readonly kind: "customer";
  readonly imp: AdminId;
  /** Epoch milliseconds after which rules and callables refuse. */
  readonly impExp: number;
  /** Read-only: the administrator's role lacks *Act as customer*. */
  readonly ro: boolean;
  readonly sv: number;
}

export const IMPERSONATION_MS = 15 * 60 * 1000;

/** Somebody signed in, as the domain sees him. */
export interface Viewer {
  readonly uid: AdminId;
  readonly session: Session;
}
