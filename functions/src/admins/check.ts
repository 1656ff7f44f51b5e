import { isPermission, type Permission } from "@trunkline/domain/admin/permissions";
import { readRole, sessionPermissions, type Admin, type Role } from "@trunkline/domain/admin/record";
import { isRoleName, permissionsOf, ROLE_TITLES } from "@trunkline/domain/admin/roles";
import type { PartnerScope } from "@trunkline/domain/admin/session";
import { checkLine, checkLogin } from "@trunkline/domain/customer/check";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { AdminId, RoleId } from "@trunkline/domain/ids/ids";
import { partnerPath, rolePath } from "@trunkline/domain/paths";
import { isEmail, isPhone } from "@trunkline/domain/text/contact";
import type { DocumentReference, Firestore, Transaction } from "firebase-admin/firestore";
import { uniqueRef } from "../identity/lookup.ts";

/** What a form sends about an administrator. */
export interface AdminInput {
  readonly login: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly roleId: RoleId;
  readonly partner: PartnerScope;
  readonly overrides: Readonly<Record<string, boolean>>;
  readonly timeout: number;
}

/** The same, checked, trimmed and with overrides that mean something. */
export interface AdminFields extends Omit<AdminInput, "overrides"> {
  readonly overrides: Readonly<Partial<Record<Permission, boolean>>>;
}

export type CheckedAdmin =
  | { readonly ok: true; readonly value: AdminFields }
  | { readonly ok: false; readonly problems: Readonly<Record<string, FieldProblem>> };

const SHORTEST_LOGIN = 3;

/** Checks an administrator's fields (15 §1.1–1.7); references and uniqueness are checked where they are read. */
export function checkAdmin(input: AdminInput): CheckedAdmin {
  const login = checkLogin(input.login);
  const name = checkLine(input.name, 1, 255);
  const email = input.email.trim();
  const phone = input.phone.trim();
  const problems: Record<string, FieldProblem> = {};
  if (!login.ok) problems["login"] = login.error;
  else if (login.value.length < SHORTEST_LOGIN)
    problems["login"] = { kind: "too-short", min: SHORTEST_LOGIN };
  if (!name.ok) problems["name"] = name.error;
  if (email === "") problems["email"] = { kind: "required" };
  else if (!isEmail(email)) problems["email"] = { kind: "bad-value", value: email };
  if (phone !== "" && !isPhone(phone)) problems["phone"] = { kind: "bad-value", value: phone };
  const unknown = Object.keys(input.overrides).some((permission) => !isPermission(permission));
  if (unknown) problems["overrides"] = { kind: "not-an-option" };
  if (!login.ok || !name.ok || Object.keys(problems).length > 0) return { ok: false, problems };
  const overrides = input.roleId === "super-administrator" ? {} : input.overrides;
  return { ok: true, value: { ...input, login: login.value, name: name.value, email, phone, overrides } };
}

/** The role, read in the transaction; undefined when there is none. Built-in ones exist without a document. */
export async function roleIn(tx: Transaction, db: Firestore, id: RoleId): Promise<Role | undefined> {
  const stored = await tx.get(db.doc(rolePath(id)));
  const name: string = id;
  if (!stored.exists) {
    return isRoleName(name) ? { id, title: ROLE_TITLES[name], permissions: permissionsOf(name) } : undefined;
  }
  const read = readRole(id, stored.data());
  return read.ok ? read.value : undefined;
}

/** Problems of role, partner, login and e-mail that only a transaction can know, and the unique values to take. */
export async function checkStored(
  tx: Transaction,
  db: Firestore,
  fields: AdminFields,
  uid: AdminId,
): Promise<{
  readonly role: Role | undefined;
  readonly problems: Record<string, FieldProblem>;
  readonly take: readonly DocumentReference[];
}> {
  const problems: Record<string, FieldProblem> = {};
  const role = await roleIn(tx, db, fields.roleId);
  if (role === undefined) problems["roleId"] = { kind: "not-an-option" };
  if (fields.partner !== "*" && !(await tx.get(db.doc(partnerPath(fields.partner)))).exists) {
    problems["partner"] = { kind: "not-an-option" };
  }
  const take: DocumentReference[] = [];
  // Login and e-mail sign in alike, so one man's login must not be another's address either.
  for (const [field, value] of [
    ["login", fields.login],
    ["email", fields.email],
  ] as const) {
    for (const kind of ["adminLogin", "adminEmail"]) {
      const ref = uniqueRef(db, kind, value);
      if (ref === undefined) continue;
      const holder = (await tx.get(ref)).get("uid") as unknown;
      if (holder !== undefined && holder !== uid) problems[field] = { kind: "taken", number: null };
      else if (kind === (field === "login" ? "adminLogin" : "adminEmail")) take.push(ref);
    }
  }
  return { role, problems, take };
}

/** What the administrator's session would hold. */
export function permissionsFor(
  fields: Pick<Admin, "overrides" | "partner" | "roleId">,
  role: Role,
): readonly Permission[] {
  return sessionPermissions(fields, role);
}
