import type { Admin } from "@trunkline/domain/admin/record";
import { sessionPermissions } from "@trunkline/domain/admin/record";
import type { RoleName } from "@trunkline/domain/admin/roles";
import { permissionsOf, ROLE_NAMES, ROLE_TITLES } from "@trunkline/domain/admin/roles";
import type { PartnerScope } from "@trunkline/domain/admin/session";
import type { AdminId, PartnerId, RoleId } from "@trunkline/domain/ids/ids";
import { adminPath, credentialPath, rolePath, sessionPath } from "@trunkline/domain/paths";
import type { SeedAccount, SeedDocument } from "./document.ts";
import { chance } from "./random.ts";
import { uniqueDocument } from "./settings.ts";

/** The password of every administrator of the demonstration, and of the portal's demonstration customers. */
export const DEMO_PASSWORD = "trunkline-demo";

type Colleague = Pick<Admin, "id" | "login" | "name" | "partner" | "state"> & {
  readonly role: RoleName;
  readonly phone: string;
};

const colleague = (login: string, name: string, role: RoleName, partner: PartnerScope = "*"): Colleague => ({
  id: `demo-${login}` as AdminId,
  login,
  name,
  role,
  partner,
  phone: "+420 601 000 000",
  state: "active",
});

/** At least one administrator of each default role, two operators to work side by side, and two bound to a partner. */
export const STAFF: readonly Colleague[] = [
  colleague("admin", "Olga Nováková", "super-administrator"),
  colleague("petr", "Petr Svoboda", "administrator"),
  colleague("maria", "María José Ibáñez", "manager"),
  colleague("finance", "Günther Groß", "financial-manager"),
  colleague("creator", "Aoife O'Brien", "customer-creator"),
  colleague("engineer", "山田 太郎", "engineer"),
  colleague("technician", "Tomasz Żółkiewski", "technician"),
  colleague("nordlink", "Ingrid Ødegård", "manager", "nordlink" as PartnerId),
  colleague("valley", "Sam Whitlock", "administrator", "valley" as PartnerId),
  { ...colleague("former", "Jana Králová", "manager"), state: "disabled" },
];

/** Administrators, their roles, sessions and credentials. */
export function* staff(seed: number, now: Date): Iterable<SeedDocument> {
  for (const role of ROLE_NAMES)
    yield { path: rolePath(role as string as RoleId), data: { title: ROLE_TITLES[role] } };
  for (const { id, login, name, role, partner, phone, state } of STAFF) {
    const roleId = role as string as RoleId;
    const email = `${login}@isp.example`;
    yield {
      path: adminPath(id),
      data: {
        login,
        name,
        email,
        phone,
        roleId,
        partner,
        overrides: {},
        timeout: 0,
        state,
        secondFactor: false,
        lastLoginAt: null,
        createdAt: now,
      },
    };
    const permissions = sessionPermissions(
      { overrides: {}, partner, roleId },
      { permissions: permissionsOf(role) },
    );
    yield { path: sessionPath(id), data: { open: state === "active", sv: 1, partner, permissions } };
    if (state === "active")
      yield { path: credentialPath(id), data: credential("admin", syntheticAddress(seed, id)) };
    for (const [field, value] of [
      ["adminLogin", login],
      ["adminEmail", email],
    ] as const) {
      const unique = uniqueDocument(field, value, { uid: id });
      if (unique !== undefined) yield unique;
    }
  }
}

/** `credentials/{uid}` of an account that has nothing pending. */
export function credential(kind: "admin" | "customer", email: string): SeedDocument["data"] {
  return { kind, email, places: [], pending: null, lease: 0 };
}

/** An address that belongs to nobody and says nothing; always the same for an identity. */
export function syntheticAddress(seed: number, uid: string): string {
  return `${chance(seed, `address of ${uid}`).word(32).toLowerCase()}@account.invalid`;
}

/** The administrators' accounts. */
export function staffAccounts(seed: number): readonly SeedAccount[] {
  return STAFF.filter(({ state }) => state === "active").map(({ id, login }) => ({
    uid: id,
    kind: "admin",
    login,
    email: syntheticAddress(seed, id),
    password: DEMO_PASSWORD,
    passwordBy: "admin",
    sealCopy: false,
  }));
}
