import { permissionsOf, ROLE_NAMES, ROLE_TITLES } from "@trunkline/domain/admin/roles";
import { checkAdminPassword } from "@trunkline/domain/credentials/password";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import {
  MAIN_LOCATION,
  MAIN_PARTNER,
  type AdminId,
  type PartnerId,
  type RoleId,
} from "@trunkline/domain/ids/ids";
import { ADMINS, locationPath, partnerPath, rolePath, sessionPath } from "@trunkline/domain/paths";
import { syntheticAddress, type Credential } from "../identity/account.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { checkAdmin, checkStored } from "./check.ts";
import { readNames, writeDirectories } from "./directory.ts";
import { writeAdmin } from "./create.ts";

export interface FirstAdmin {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export type FirstAdminAnswer =
  | { readonly kind: "created"; readonly uid: AdminId }
  | { readonly kind: "not-the-first" }
  | { readonly kind: "fields"; readonly problems: Readonly<Record<string, FieldProblem>> };

/**
 * Makes the first super-administrator of an installation, with the seven roles, partner Main and location Main
 * (15 §1.17, §2.1, §4.2, §5.2). Refused as soon as there is any administrator, disabled or deleted ones included.
 */
export async function firstAdmin(platform: Platform, first: FirstAdmin): Promise<FirstAdminAnswer> {
  const { password, ...person } = first;
  const roleId = "super-administrator" as RoleId;
  const checked = checkAdmin({ ...person, phone: "", roleId, partner: "*", overrides: {}, timeout: 0 });
  const secret = checkAdminPassword(password);
  if (!checked.ok || !secret.ok) {
    const problems = {
      ...(checked.ok ? {} : checked.problems),
      ...(secret.ok ? {} : { password: secret.error }),
    };
    return { kind: "fields", problems };
  }
  const fields = checked.value;
  const { db } = platform;
  const uid = newId<AdminId>(platform.random);
  if (!(await db.collection(ADMINS).limit(1).get()).empty) return { kind: "not-the-first" };
  // The account comes before the records, so that no secret has to be stored on the way: the command runs without the
  // functions' key. One that is left over by a crash has no record, and opens nothing.
  const credential: Credential = {
    kind: "admin",
    email: syntheticAddress(platform.random),
    places: [],
    pending: null,
    lease: 0,
  };
  await platform.accounts.put({ uid, address: credential.email, disabled: false, password: secret.value });
  const made = await db.runTransaction(async (tx) => {
    if (!(await tx.get(db.collection(ADMINS).limit(1))).empty) return false;
    const { sources } = await readNames(tx, db);
    const [partner, location] = await tx.getAll(
      db.doc(partnerPath(MAIN_PARTNER)),
      db.doc(locationPath(MAIN_LOCATION)),
    );
    const { take } = await checkStored(tx, db, fields, uid);
    for (const name of ROLE_NAMES)
      tx.set(db.doc(rolePath(name as string as RoleId)), { title: ROLE_TITLES[name] });
    if (partner?.exists !== true) tx.set(db.doc(partnerPath(MAIN_PARTNER)), { name: "Main", number: 1 });
    if (location?.exists !== true) tx.set(db.doc(locationPath(MAIN_LOCATION)), { name: "Main", number: 1 });
    writeAdmin(tx, platform, uid, fields, credential);
    const permissions = permissionsOf("super-administrator");
    tx.create(db.doc(sessionPath(uid)), { open: true, sv: 1, partner: "*", permissions });
    for (const ref of take) tx.set(ref, { uid });
    writeDirectories(tx, db, {
      ...sources,
      admins: [{ id: uid, login: fields.login, name: fields.name, partner: "*", state: "active" }],
      partners: withMain<PartnerId>(sources.partners, MAIN_PARTNER),
      locations: withMain(sources.locations, MAIN_LOCATION),
    });
    logOperation(tx, platform, {
      actor: "system",
      ip: "",
      action: "firstAdmin",
      result: "done",
      attributes: { admin: uid },
    });
    return true;
  });
  if (!made) {
    await platform.accounts.remove(uid);
    return { kind: "not-the-first" };
  }
  return { kind: "created", uid };
}

function withMain<T extends string>(all: readonly { readonly id: T; readonly name: string }[], id: T) {
  return all.some((one) => one.id === id) ? all : [...all, { id, name: "Main" }];
}
