import type { Permission } from "./permissions.ts";
import { PERMISSIONS } from "./permissions.ts";

export const ROLE_NAMES = [
  "super-administrator",
  "administrator",
  "manager",
  "financial-manager",
  "customer-creator",
  "engineer",
  "technician",
] as const;

/** The seven built-in roles (15 §2.1); their ids are these names, and their permissions are fixed. */
export type RoleName = (typeof ROLE_NAMES)[number];

export const MODULES = [
  "dashboard",
  "customers",
  "leads",
  "tickets",
  "finance",
  "messages",
  "networking",
  "scheduling",
  "inventory",
  "voice",
  "plans",
  "administration",
  "config",
  "addons",
] as const;
export type Module = (typeof MODULES)[number];

/** F = full, P = part, – = none: the default matrix of 15 §3.1, row by row, columns in the order of ROLE_NAMES. */
export const DEFAULT_MATRIX: Record<Module, string> = {
  dashboard: "FFPP---",
  customers: "FPPPPPP",
  leads: "FP-PPPP",
  tickets: "FP---PP",
  finance: "FF-P---",
  messages: "FF-----",
  networking: "FP---P-",
  scheduling: "FFP--PP",
  inventory: "FF-P-P-",
  voice: "FP-----",
  plans: "FP---P-",
  administration: "FP---PP",
  config: "FP-P---",
  addons: "FF-----",
};

/** The module a permission belongs to: the first part of its name. */
export function moduleOf(permission: Permission): Module {
  const name = permission.split(".")[0];
  const module = MODULES.find((one) => one === name);
  if (module === undefined) throw new Error(`Permission ${permission} belongs to no module`);
  return module;
}

const VIEWING = [
  "customers.view",
  "customers.view.activity",
  "customers.statistics.view",
  "customers.cap.view",
  "customers.cpe.view",
  "customers.communication.view",
] as const satisfies readonly Permission[];
const COMMENTING = [
  "customers.comments.add",
  "customers.comments.editOwn",
] as const satisfies readonly Permission[];
const all = (group: string): readonly Permission[] =>
  PERMISSIONS.filter((name) => name.startsWith(`${group}.`));

/** What "part" of the module Customers holds (15 §3.1, second table). */
const CUSTOMERS_PART: Record<Exclude<RoleName, "super-administrator">, readonly Permission[]> = {
  administrator: all("customers").filter((name) => !name.endsWith(".own") && name !== "customers.view.actAs"),
  manager: [
    "customers.add",
    "customers.search",
    "customers.list",
    "customers.list.totals",
    "customers.list.export",
    "customers.list.massChange",
    ...VIEWING,
    "customers.view.edit",
    "customers.view.geo",
    "customers.view.plannedStatus",
    "customers.view.showPassword",
    "customers.view.loginAs",
    "customers.view.labels",
    ...all("customers.services"),
    "customers.billing.view",
    "customers.billing.transactions",
    ...all("customers.documents"),
    ...COMMENTING,
    "customers.cap.topUp",
    "customers.cap.bonus",
    ...all("customers.vouchers"),
    "customers.maps.view",
  ],
  "financial-manager": [
    "customers.search",
    "customers.list",
    "customers.list.totals",
    "customers.list.export",
    ...VIEWING,
    "customers.view.plannedStatus",
    "customers.services.view",
    ...all("customers.billing"),
    ...all("customers.documents"),
    ...COMMENTING,
    "customers.cap.topUp",
    "customers.crm.view",
    "customers.vouchers.generate",
    "customers.vouchers.list",
  ],
  "customer-creator": [
    "customers.add",
    "customers.list.own",
    "customers.view.own",
    "customers.view.activity",
    "customers.statistics.view",
    "customers.cap.view",
    "customers.view.edit",
    "customers.view.geo",
    "customers.view.showPassword",
    "customers.view.labels",
    "customers.services.view",
    "customers.services.add",
    "customers.documents.view",
    "customers.documents.add",
    ...COMMENTING,
    "customers.crm.view",
    "customers.crm.add",
  ],
  engineer: [
    "customers.search",
    "customers.list",
    ...VIEWING,
    "customers.view.edit",
    "customers.view.geo",
    "customers.view.showPassword",
    "customers.view.loginAs",
    "customers.view.labels",
    "customers.services.view",
    "customers.services.add",
    "customers.services.edit",
    "customers.services.changePlan",
    "customers.services.showPassword",
    "customers.documents.view",
    "customers.documents.add",
    ...COMMENTING,
    "customers.cap.bonus",
    "customers.cpe.edit",
    "customers.crm.view",
    "customers.maps.view",
  ],
  technician: [
    "customers.search",
    "customers.list",
    ...VIEWING,
    "customers.view.geo",
    "customers.services.view",
    "customers.documents.view",
    ...COMMENTING,
    "customers.crm.view",
    "customers.maps.view",
  ],
};

/** What "part" holds in the other modules; a cell marked F is the whole module (15 §3.1: a decision of ours). */
const OTHER_PARTS: Record<RoleName, readonly Permission[]> = {
  "super-administrator": [],
  administrator: [
    "leads.view",
    "leads.add",
    "leads.edit",
    "leads.convert",
    "tickets.view",
    "tickets.add",
    "tickets.edit",
    "networking.view",
    "voice.view",
    "plans.view",
    "administration.admins.view",
    "administration.admins.add",
    "administration.admins.edit",
    "administration.partners.view",
    "administration.locations.view",
    "administration.locations.edit",
    "administration.logs",
    "administration.reports",
    "config.customers.view",
    "config.customers.edit",
    "config.finance.view",
    "config.tools",
  ],
  manager: ["dashboard.view", "scheduling.view", "scheduling.add", "scheduling.edit"],
  "financial-manager": [
    "dashboard.view",
    "leads.view",
    "finance.view",
    "finance.add",
    "finance.edit",
    "finance.run",
    "inventory.view",
    "config.finance.view",
  ],
  "customer-creator": ["leads.view", "leads.add"],
  engineer: [
    "leads.view",
    "tickets.view",
    "tickets.add",
    "tickets.edit",
    "networking.view",
    "scheduling.view",
    "scheduling.add",
    "scheduling.edit",
    "inventory.view",
    "plans.view",
    "administration.locations.view",
  ],
  technician: [
    "leads.view",
    "tickets.view",
    "tickets.edit",
    "scheduling.view",
    "scheduling.edit",
    "administration.locations.view",
  ],
};

/** The fixed permissions of a built-in role, in the order of PERMISSIONS. */
export function permissionsOf(role: RoleName): readonly Permission[] {
  const column = ROLE_NAMES.indexOf(role);
  const part = new Set<Permission>([
    ...OTHER_PARTS[role],
    ...(role === "super-administrator" ? [] : CUSTOMERS_PART[role]),
  ]);
  return PERMISSIONS.filter((permission) => {
    // "own" narrows a right; a role with the whole module holds the unnarrowed one.
    const cell = DEFAULT_MATRIX[moduleOf(permission)][column];
    return cell === "F" ? !permission.endsWith(".own") : cell === "P" && part.has(permission);
  });
}

/** The captions of the built-in roles before anybody renames them. */
export const ROLE_TITLES: Record<RoleName, string> = {
  "super-administrator": "Super-administrator",
  administrator: "Administrator",
  manager: "Manager",
  "financial-manager": "Financial manager",
  "customer-creator": "Customer creator",
  engineer: "Engineer",
  technician: "Technician",
};

/** True for the id of a built-in role. */
export function isRoleName(id: string): id is RoleName {
  return ROLE_NAMES.some((name) => name === id);
}
