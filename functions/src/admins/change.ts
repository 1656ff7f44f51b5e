import { holds } from "@trunkline/domain/admin/can";
import { decideGrant, decideRemoval, type Admin } from "@trunkline/domain/admin/record";
import { readSession } from "@trunkline/domain/admin/session";
import type {
  AdminPasswordAnswer,
  saveAdmin as saveCall,
  SaveAdminAnswer,
  setAdminPassword as passwordCall,
  setAdminState as stateCall,
} from "@trunkline/domain/calls/admins";
import type { InputOf } from "@trunkline/domain/calls/call";
import { checkAdminPassword } from "@trunkline/domain/credentials/password";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { sameValue } from "@trunkline/domain/merge/equal";
import { adminPath, credentialPath, sessionPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import { badField, notAllowed, notFound } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { credentialIn, pendingChange, settleQuietly } from "../identity/account.ts";
import { logOperation, type Operation } from "../identity/journal.ts";
import { uniqueRef } from "../identity/lookup.ts";
import type { Platform } from "../platform/platform.ts";
import { checkAdmin, checkStored, permissionsFor, roleIn } from "./check.ts";
import { generateAdminPassword } from "./create.ts";
import { readNames, writeDirectories } from "./directory.ts";

const SUPER = "super-administrator";

/**
 * Changes an administrator; his session is computed anew in the same transaction, so rights appear and vanish in his
 * open pages at once, without signing in again (15 §2.4). Nobody demotes himself or the last super-administrator.
 */
export async function saveAdmin(
  platform: Platform,
  caller: AdminCaller,
  { adminId, ...person }: InputOf<typeof saveCall>,
): Promise<SaveAdminAnswer> {
  if (caller.session.partner !== "*") return notAllowed;
  const checked = checkAdmin(person);
  if (!checked.ok) return { kind: "fields", problems: checked.problems };
  const fields = checked.value;
  const { db } = platform;
  return db.runTransaction(async (tx): Promise<SaveAdminAnswer> => {
    const { sources, admins } = await readNames(tx, db);
    const admin = present(admins, adminId);
    if (admin === undefined) return notFound;
    const sessionRef = db.doc(sessionPath(adminId));
    const session = readSession(adminId, (await tx.get(sessionRef)).data());
    const { role, problems, take } = await checkStored(tx, db, fields, adminId);
    if (role === undefined || Object.keys(problems).length > 0) return { kind: "fields", problems };
    if (
      !sameValue(admin.overrides, fields.overrides) &&
      !holds(caller.session, "administration.admins.permissions")
    ) {
      return notAllowed;
    }
    const old = await roleIn(tx, db, admin.roleId);
    const permissions = permissionsFor(fields, role);
    const before = old === undefined ? [] : permissionsFor(admin, old);
    // Leaving super-administration, or being bound to a partner, is a demotion like losing the account (15 §1.16).
    if (admin.roleId === SUPER && (fields.roleId !== SUPER || fields.partner !== "*")) {
      const removal = decideRemoval(caller.uid, admin, superAdministrators(admins));
      if (!removal.ok) return removal.error;
    } else if (adminId === caller.uid && before.some((permission) => !permissions.includes(permission))) {
      return { kind: "yourself" };
    }
    // Whoever holds more than the caller is not his to change, even where nothing is added.
    const grant = decideGrant(caller.session.permissions, [...new Set([...permissions, ...before])]);
    if (!grant.ok) return grant.error;

    tx.update(db.doc(adminPath(adminId)), { ...fields });
    tx.update(sessionRef, { partner: fields.partner, permissions });
    for (const [kind, was, is] of [
      ["adminLogin", admin.login, fields.login],
      ["adminEmail", admin.email, fields.email],
    ] as const) {
      const [left, kept] = [uniqueRef(db, kind, was), uniqueRef(db, kind, is)];
      if (left !== undefined && left.path !== kept?.path) tx.delete(left);
    }
    for (const ref of take) tx.set(ref, { uid: adminId });
    const named = { ...admin, login: fields.login, name: fields.name, partner: fields.partner };
    writeDirectories(tx, db, { ...sources, admins: admins.map((one) => (one.id === adminId ? named : one)) });
    const attributes = {
      admin: adminId,
      role: fields.roleId,
      partner: fields.partner,
      open: session.ok && session.value.open,
    };
    log(tx, platform, caller, "saveAdmin", attributes);
    return { kind: "done" };
  });
}

/** Disables, enables or deletes an administrator; his sessions end in the same step, his name stays (15 §1.14–1.16). */
export async function setAdminState(
  platform: Platform,
  caller: AdminCaller,
  { adminId, state }: InputOf<typeof stateCall>,
): Promise<SaveAdminAnswer> {
  const needs = state === "deleted" ? "administration.admins.delete" : "administration.admins.edit";
  if (caller.session.partner !== "*" || !holds(caller.session, needs)) return notAllowed;
  const { db } = platform;
  const answer = await db.runTransaction(async (tx): Promise<SaveAdminAnswer> => {
    const { sources, admins } = await readNames(tx, db);
    const admin = present(admins, adminId);
    if (admin === undefined) return notFound;
    const role = await roleIn(tx, db, admin.roleId);
    const sessionRef = db.doc(sessionPath(adminId));
    const session = readSession(adminId, (await tx.get(sessionRef)).data());
    const permissions = role === undefined ? [] : permissionsFor(admin, role);
    const grant = decideGrant(caller.session.permissions, permissions);
    if (!grant.ok) return grant.error;
    if (state !== "active") {
      const removal = decideRemoval(caller.uid, admin, superAdministrators(admins));
      if (!removal.ok) return removal.error;
    }
    const credential = await credentialIn(tx, platform, adminId);
    const open = state === "active";
    const sv = (session.ok ? session.value.sv : 0) + 1;
    tx.update(db.doc(adminPath(adminId)), { state });
    tx.set(sessionRef, { open, sv, partner: admin.partner, permissions });
    tx.update(
      db.doc(credentialPath(adminId)),
      pendingChange(platform, adminId, { disabled: !open, revoke: !open }, credential),
    );
    if (state === "deleted") {
      // Login and address are free for a successor; what he wrote keeps his name through the directory.
      for (const ref of [
        uniqueRef(db, "adminLogin", admin.login),
        uniqueRef(db, "adminEmail", admin.email),
      ]) {
        if (ref !== undefined) tx.delete(ref);
      }
    }
    writeDirectories(tx, db, {
      ...sources,
      admins: admins.map((one) => (one.id === adminId ? { ...one, state } : one)),
    });
    log(tx, platform, caller, "setAdminState", { admin: adminId, state });
    return { kind: "done" };
  });
  if (answer.kind === "done") await settleQuietly(platform, adminId);
  return answer;
}

/** Sets another administrator's password; his sessions end. One's own is changed with the old one at hand. */
export async function setAdminPassword(
  platform: Platform,
  caller: AdminCaller,
  { adminId, password: typed }: InputOf<typeof passwordCall>,
): Promise<AdminPasswordAnswer> {
  if (caller.session.partner !== "*" || adminId === caller.uid) return notAllowed;
  const checked = typed === null ? undefined : checkAdminPassword(typed);
  if (checked?.ok === false) return badField("password", checked.error);
  const password = checked?.value ?? generateAdminPassword(platform);
  const { db } = platform;
  const answer = await db.runTransaction(async (tx): Promise<AdminPasswordAnswer> => {
    const { admins } = await readNames(tx, db);
    const admin = present(admins, adminId);
    if (admin === undefined) return notFound;
    const role = await roleIn(tx, db, admin.roleId);
    const sessionRef = db.doc(sessionPath(adminId));
    const session = readSession(adminId, (await tx.get(sessionRef)).data());
    // Otherwise a small role could take over a great one by giving it a password.
    if (role === undefined || !decideGrant(caller.session.permissions, permissionsFor(admin, role)).ok)
      return notAllowed;
    if (!session.ok) return notFound;
    tx.update(sessionRef, { sv: session.value.sv + 1 });
    const change = pendingChange(platform, adminId, {
      password,
      disabled: admin.state !== "active",
      revoke: true,
    });
    tx.update(db.doc(credentialPath(adminId)), change);
    log(tx, platform, caller, "setAdminPassword", { admin: adminId });
    return { kind: "done", password: typed === null ? password : null };
  });
  if (answer.kind === "done") await settleQuietly(platform, adminId);
  return answer;
}

function present(admins: readonly Admin[], id: AdminId): Admin | undefined {
  return admins.find((one) => one.id === id && one.state !== "deleted");
}

function superAdministrators(admins: readonly Admin[]): number {
  return admins.filter(({ roleId, state }) => roleId === SUPER && state === "active").length;
}

function log(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  action: string,
  attributes: NonNullable<Operation["attributes"]>,
): void {
  logOperation(tx, platform, { actor: caller.uid, ip: caller.address, action, result: "done", attributes });
}
