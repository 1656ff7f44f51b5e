/*
 * Permission names (15 §3). A name's parent is the name without its last part: `customers.view.edit` needs
 * `customers.view`. Where a role sees only what it made itself, it holds `customers.view.own` (or
 * `customers.list.own`) instead of the parent; that counts as the parent for its siblings.
 */
export const PERMISSIONS = [
  "dashboard.view",
  "dashboard.totals",
  "customers.add",
  "customers.search",
  "customers.list",
  "customers.list.own",
  "customers.list.totals",
  "customers.list.export",
  "customers.list.massChange",
  "customers.list.massDelete",
  "customers.view",
  "customers.view.own",
  "customers.view.edit",
  "customers.view.geo",
  "customers.view.plannedStatus",
  "customers.view.showPassword",
  "customers.view.loginAs",
  "customers.view.actAs",
  "customers.view.convert",
  "customers.view.delete",
  "customers.view.labels",
  "customers.view.activity",
  "customers.view.message",
  "customers.cap.view",
  "customers.cap.topUp",
  "customers.cap.bonus",
  "customers.comments.add",
  "customers.comments.editOwn",
  "customers.comments.editOthers",
  "customers.services.view",
  "customers.services.add",
  "customers.services.edit",
  "customers.services.changePlan",
  "customers.services.delete",
  "customers.services.showPassword",
  "customers.billing.view",
  "customers.billing.transactions",
  "customers.billing.config",
  "customers.billing.add",
  "customers.billing.edit",
  "customers.billing.delete",
  "customers.statistics.view",
  "customers.documents.view",
  "customers.documents.add",
  "customers.documents.edit",
  "customers.documents.delete",
  "customers.documents.send",
  "customers.cpe.view",
  "customers.cpe.edit",
  "customers.crm.view",
  "customers.crm.add",
  "customers.crm.edit",
  "customers.crm.delete",
  "customers.communication.view",
  "customers.communication.send",
  "customers.vouchers.generate",
  "customers.vouchers.list",
  "customers.vouchers.edit",
  "customers.vouchers.delete",
  "customers.maps.view",
  "leads.view",
  "leads.add",
  "leads.edit",
  "leads.convert",
  "leads.delete",
  "tickets.view",
  "tickets.add",
  "tickets.edit",
  "tickets.delete",
  "finance.view",
  "finance.add",
  "finance.edit",
  "finance.delete",
  "finance.run",
  "messages.view",
  "messages.send",
  "networking.view",
  "networking.edit",
  "scheduling.view",
  "scheduling.add",
  "scheduling.edit",
  "scheduling.delete",
  "inventory.view",
  "inventory.edit",
  "voice.view",
  "voice.edit",
  "plans.view",
  "plans.edit",
  "administration.admins.view",
  "administration.admins.add",
  "administration.admins.edit",
  "administration.admins.delete",
  "administration.admins.permissions",
  "administration.roles",
  "administration.partners.view",
  "administration.partners.edit",
  "administration.locations.view",
  "administration.locations.edit",
  "administration.logs",
  "administration.reports",
  "config.customers.view",
  "config.customers.edit",
  "config.system.view",
  "config.system.edit",
  "config.finance.view",
  "config.finance.edit",
  "config.tools",
  "addons.use",
] as const;

/** The name of one thing an administrator may do. */
export type Permission = (typeof PERMISSIONS)[number];

const KNOWN: ReadonlySet<string> = new Set(PERMISSIONS);

/** True for a name of the list; stored lists may hold names of a later version, which count for nothing. */
export function isPermission(name: string): name is Permission {
  return KNOWN.has(name);
}

const OWN: Partial<Record<Permission, Permission>> = {
  "customers.view": "customers.view.own",
  "customers.list": "customers.list.own",
};

/** The permission that a narrowed one is a part of: `customers.view` of `customers.view.own`; any other is its own whole. */
export function wholeOf(permission: Permission): Permission {
  const whole = Object.entries(OWN).find(([, own]) => own === permission)?.[0];
  return whole !== undefined && isPermission(whole) ? whole : permission;
}

/** The permission without which this one counts for nothing; undefined for the top ones. */
export function parentOf(permission: Permission): Permission | undefined {
  if (permission === "customers.view.own" || permission === "customers.list.own") return undefined;
  const parent = permission.slice(0, permission.lastIndexOf("."));
  if (isPermission(parent)) return parent;
  const sub = /^customers\.(cap|comments|services|billing|statistics|documents|cpe|crm|communication)\./;
  return sub.test(permission) ? "customers.view" : undefined;
}

/** The permissions whose parent is held too (or its own-records form): what a session may carry (15 §3). */
export function effective(granted: Iterable<Permission>): readonly Permission[] {
  const held = new Set(granted);
  return PERMISSIONS.filter((permission) => {
    if (!held.has(permission)) return false;
    const parent = parentOf(permission);
    if (parent === undefined || held.has(parent)) return true;
    const own = OWN[parent];
    return own !== undefined && held.has(own);
  });
}
