import { holds } from "@trunkline/domain/admin/can";
import { decideGrant } from "@trunkline/domain/admin/record";
import type { CreateAdminAnswer, createAdmin as declared } from "@trunkline/domain/calls/admins";
import type { InputOf } from "@trunkline/domain/calls/call";
import { checkAdminPassword } from "@trunkline/domain/credentials/password";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { adminPath, credentialPath, sessionPath } from "@trunkline/domain/paths";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import { notAllowed } from "../doorway/errors.ts";
import { earlierAnswer, pressOf, rememberAnswer, type Press } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { newCredential, settleQuietly, type Credential } from "../identity/account.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { newId, randomText } from "../platform/random.ts";
import { checkAdmin, checkStored, permissionsFor, type AdminFields } from "./check.ts";
import { readNames, writeDirectories } from "./directory.ts";

// Without the letters that are taken for others: somebody reads this out on the telephone.
const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const GENERATED_LENGTH = 16;

/** A password for an administrator. */
export function generateAdminPassword(platform: Platform): string {
  return randomText(platform.random, LETTERS, GENERATED_LENGTH);
}

/** Makes an administrator and his sign-in in one step (15 §1.14); a generated password is answered once. */
export async function createAdmin(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<CreateAdminAnswer> {
  // Scoped administrators manage nobody, whatever their role (15 §4.13).
  if (caller.session.partner !== "*") return notAllowed;
  const { key, password: typed, ...person } = input;
  const overrides = Object.keys(person.overrides).length > 0;
  if (overrides && !holds(caller.session, "administration.admins.permissions")) return notAllowed;
  const checked = checkAdmin(person);
  const password = typed === null ? undefined : checkAdminPassword(typed);
  const problems = {
    ...(checked.ok ? {} : checked.problems),
    ...(password?.ok === false ? { password: password.error } : {}),
  };
  if (!checked.ok || password?.ok === false) return { kind: "fields", problems };

  const chosen = password?.value ?? generateAdminPassword(platform);
  const press = pressOf(platform.db, caller.uid, "createAdmin", key, {
    ...person,
    typed: typed !== null,
  });
  const answer = await platform.db.runTransaction((tx) =>
    create(tx, platform, caller, checked.value, chosen, press),
  );
  if (answer.kind === "created") {
    await settleQuietly(platform, answer.adminId);
    // A repeated press made nobody, and its generated password is nobody's.
    const generated = typed === null && answer.password === chosen;
    return { ...answer, password: generated ? chosen : null };
  }
  return answer;
}

async function create(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  fields: AdminFields,
  password: string,
  press: Press,
): Promise<CreateAdminAnswer> {
  const { db } = platform;
  const earlier = await earlierAnswer<CreateAdminAnswer>(tx, press);
  if (earlier !== undefined) return earlier.kind === "answered" ? earlier.answer : earlier;
  const uid = newId<AdminId>(platform.random);
  const { role, problems, take } = await checkStored(tx, db, fields, uid);
  if (role === undefined || Object.keys(problems).length > 0) return { kind: "fields", problems };
  const grant = decideGrant(caller.session.permissions, permissionsFor(fields, role));
  if (!grant.ok) return grant.error;
  const { sources, admins } = await readNames(tx, db);

  writeAdmin(tx, platform, uid, fields, newCredential(platform, uid, "admin", password));
  tx.create(db.doc(sessionPath(uid)), {
    open: true,
    sv: 1,
    partner: fields.partner,
    permissions: permissionsFor(fields, role),
  });
  for (const ref of take) tx.set(ref, { uid });
  const added = {
    id: uid,
    login: fields.login,
    name: fields.name,
    partner: fields.partner,
    state: "active" as const,
  };
  writeDirectories(tx, db, { ...sources, admins: [...admins, added] });
  logOperation(tx, platform, {
    actor: caller.uid,
    ip: caller.address,
    action: "createAdmin",
    result: "done",
    attributes: { admin: uid, role: fields.roleId, partner: fields.partner },
  });
  rememberAnswer(tx, press, { kind: "created", adminId: uid, password: null }, platform.clock());
  return { kind: "created", adminId: uid, password };
}

/** Writes `admins/{uid}` and what is known of his account. */
export function writeAdmin(
  tx: Pick<Transaction, "create">,
  platform: Platform,
  uid: AdminId,
  fields: AdminFields,
  credential: Credential,
): void {
  (tx as Transaction).create(platform.db.doc(adminPath(uid)), {
    ...fields,
    state: "active",
    secondFactor: false,
    lastLoginAt: null,
    createdAt: FieldValue.serverTimestamp(),
  });
  (tx as Transaction).create(platform.db.doc(credentialPath(uid)), credential);
}
