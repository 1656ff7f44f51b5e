import type { Permission } from "@trunkline/domain/admin/permissions";
import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import { permissionsOf } from "@trunkline/domain/admin/roles";
import { withinScope } from "@trunkline/domain/admin/can";
import type { PartnerScope, Viewer } from "@trunkline/domain/admin/session";
import type { AdminId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Fields } from "./attempt.ts";

/** The moment all cases play at. */
export const START = new Date(Math.floor(Date.now() / 1000) * 1000);
const MINUTE = 60_000;

/** Somebody at the door: his token, and what the policy takes him for. */
export interface Somebody {
  readonly uid: string | null;
  readonly claims: Fields;
  /** An administrator whose session is good; null for everybody else. */
  readonly viewer: Viewer | null;
  /** The customer whose portal he may see; null for everybody else. */
  readonly portalOf: string | null;
}

const A = "A" as PartnerId;
const full = PERMISSIONS.filter((name) => !name.endsWith(".own"));

const SESSIONS: Record<
  string,
  {
    readonly open: boolean;
    readonly sv: number;
    readonly partner: string;
    readonly permissions: readonly Permission[];
  }
> = {
  boss: { open: true, sv: 3, partner: "*", permissions: full },
  manager: { open: true, sv: 3, partner: "A", permissions: withinScope(permissionsOf("manager"), A) },
  managerB: {
    open: true,
    sv: 3,
    partner: "B",
    permissions: withinScope(permissionsOf("manager"), "B" as PartnerId),
  },
  creator: { open: true, sv: 3, partner: "*", permissions: permissionsOf("customer-creator") },
  creatorA: { open: true, sv: 3, partner: "A", permissions: permissionsOf("customer-creator") },
  technician: { open: true, sv: 3, partner: "*", permissions: permissionsOf("technician") },
  reader: { open: true, sv: 3, partner: "*", permissions: ["customers.view", "customers.list"] },
  idle: { open: true, sv: 3, partner: "*", permissions: [] },
  demoted: { open: true, sv: 4, partner: "*", permissions: full },
  dismissed: { open: false, sv: 3, partner: "*", permissions: full },
  c1: { open: true, sv: 1, partner: "A", permissions: [] },
  c2: { open: true, sv: 1, partner: "B", permissions: [] },
  c3: { open: false, sv: 1, partner: "A", permissions: [] },
};

function staffMember(uid: string, claims: Fields = { kind: "admin", sv: 3 }, isGood = true): Somebody {
  const session = SESSIONS[uid];
  if (session === undefined) throw new Error(`No session of ${uid}`);
  const viewer: Viewer = {
    uid: uid as AdminId,
    session: { ...session, partner: session.partner as PartnerScope },
  };
  return { uid, claims, viewer: isGood ? viewer : null, portalOf: null };
}

const outsider = (uid: string | null, claims: Fields = {}, portalOf: string | null = null): Somebody => ({
  uid,
  claims,
  viewer: null,
  portalOf,
});
const operator = (imp: string, sv: number, minutes: number, good: boolean, uid = "c1") =>
  outsider(
    uid,
    { kind: "customer", sv, imp, impExp: START.getTime() + minutes * MINUTE, ro: true },
    good ? uid : null,
  );

/** Everybody the matrix asks about. */
export const PEOPLE: Readonly<Record<string, Somebody>> = {
  nobody: outsider(null),
  "a stranger with an account": outsider("stranger"),
  boss: staffMember("boss"),
  manager: staffMember("manager"),
  managerB: staffMember("managerB"),
  creator: staffMember("creator"),
  creatorA: staffMember("creatorA"),
  technician: staffMember("technician"),
  reader: staffMember("reader"),
  idle: staffMember("idle"),
  "somebody demoted since": staffMember("demoted", { kind: "admin", sv: 3 }, false),
  "somebody dismissed": staffMember("dismissed", { kind: "admin", sv: 3 }, false),
  "an administrator's account with a customer's token": outsider("boss", { kind: "customer", sv: 3 }),
  "customer c1": outsider("c1", { kind: "customer", sv: 1 }, "c1"),
  "customer c2": outsider("c2", { kind: "customer", sv: 1 }, "c2"),
  "customer c1 before his new password": outsider("c1", { kind: "customer", sv: 0 }),
  "customer c3, closed": outsider("c3", { kind: "customer", sv: 1 }),
  "an operator as c1": operator("boss", 3, 5, true),
  "an operator as c1, at the last moment": operator("boss", 3, 0, false),
  "an operator as c1, too long": operator("boss", 3, -1, false),
  "an operator of another partner as c1": operator("managerB", 3, 5, false),
  "an operator without the right as c1": operator("technician", 3, 5, false),
  "an operator as c1, demoted since": operator("demoted", 3, 5, false),
};

/** A customer as he is stored. */
export function aStoredCustomer(changes: Fields = {}): Fields {
  return {
    number: 1,
    kind: "customer",
    login: "000001",
    status: "active",
    billingType: "recurring",
    name: "John Doe",
    nameFolded: "john doe",
    emails: ["john@example.com"],
    billingEmails: [],
    phones: ["+49 30 123-456"],
    partnerId: "A",
    locationId: "north",
    street: "13 High St",
    zip: "10115",
    city: "Berlin",
    geo: null,
    dateAdded: "2026-01-05",
    category: "person",
    birthday: null,
    identification: "",
    companyId: "",
    contactPerson: "",
    vatId: "",
    labelIds: [],
    attr_contract: "K-1",
    attr_serial: "S-1",
    balance: 0,
    addedBy: "creator",
    addedVia: "admin",
    passwordBy: "system",
    passwordAt: START,
    nextPlanned: null,
    flaws: {},
    lastActivity: "e1",
    createdAt: START,
    updatedAt: new Date(START.getTime() - MINUTE),
    lastOnlineAt: null,
    deletedAt: null,
    ...changes,
  };
}

/** A comment as it is stored; the manager's unless told otherwise. */
export function aStoredComment(changes: Fields = {}): Fields {
  return {
    state: "comment",
    text: "Call back",
    format: "plain",
    type: "comment",
    category: "info",
    scheduled: null,
    assignee: null,
    mentions: [],
    pinned: false,
    author: "manager",
    partnerId: "A",
    addedBy: "creator",
    doneBy: null,
    doneAt: null,
    createdAt: new Date(START.getTime() - MINUTE),
    updatedAt: new Date(START.getTime() - MINUTE),
    lastActivity: "e1",
    ...changes,
  };
}

/** Tomorrow: when the open to-do is due. */
export const DUE = new Date(START.getTime() + 86_400_000);

function below(id: string, partnerId: string): Record<string, Fields> {
  const path = `customers/${id}`;
  const ours = { partnerId, addedBy: id === "c2" ? "boss" : "creator" };
  const todo = { ...ours, state: "open", scheduled: DUE, assignee: "manager" };
  return {
    [`${path}/activity/e1`]: {
      time: START,
      actor: "boss",
      source: "administrator",
      kind: "customer",
      record: id,
      action: "created",
      before: {},
      after: {},
      partnerId,
    },
    [`${path}/comments/m1`]: aStoredComment(ours),
    [`${path}/comments/t1`]: aStoredComment(todo),
    [`${path}/comments/d1`]: aStoredComment({ ...todo, state: "done", doneBy: "boss", doneAt: START }),
    [`${path}/comments/x1`]: aStoredComment({ ...ours, state: "deleted", text: "" }),
    [`${path}/planned/2030-01-01`]: {
      date: "2030-01-01",
      status: "blocked",
      state: "waiting",
      number: 1,
      partnerId,
      createdBy: "boss",
      createdAt: START,
    },
  };
}

const view = (owner: string, shared: boolean): Fields => ({
  owner,
  partnerId: SESSIONS[owner]?.partner ?? "*",
  table: "customers",
  name: "Mine",
  shared,
  columns: "name:220,city",
  filters: "",
  sort: null,
  updatedAt: START,
});
const presence = (uid: string): Fields => ({
  uid,
  partnerId: "A",
  customerId: "c1",
  addedBy: "creator",
  field: null,
  beat: 60,
  at: START,
  expireAt: new Date(START.getTime() + 10 * MINUTE),
});
const preferences: Fields = { tables: {}, folds: {}, search: {}, updatedAt: START };
const draft: Fields = {
  form: "customer",
  record: "c1",
  base: { city: "Berlin" },
  mine: { city: "Bonn" },
  updatedAt: START,
};
const uids = [...new Set(Object.values(PEOPLE).flatMap(({ uid }) => (uid === null ? [] : [uid])))];

/** Places that no browser reaches: what functions keep, and paths that nobody has heard of. */
export const CLOSED = [
  "credentials/boss",
  "secondFactors/boss",
  "portalSecrets/c1",
  "fieldSecrets/c1_wifi",
  "files/c1_f",
  "unique/login_0",
  "counters/customers",
  "requests/boss_k",
  "limiter/k",
  "handovers/h",
  "portalLog/l1",
  "outbox/k",
  "matches/c1",
  `unheard${START.getTime() / 1000}/of`,
  "customers/c1/activity/e1/deeper/x",
  "customers/c1/services/s1",
  "search/A/unheard/x",
  "commentSearch/A",
  "commentSearch/A/shards/1-0",
  "commentSearch/A/deltas/c1_k1",
  "preferences/boss/unheard/x",
  "portal/c1/unheard/x",
] as const;

/** Every document there is before a case begins. */
export const WORLD: Readonly<Record<string, Fields>> = {
  ...Object.fromEntries(Object.entries(SESSIONS).map(([uid, session]) => [`sessions/${uid}`, session])),
  "customers/c1": aStoredCustomer(),
  "customers/c2": aStoredCustomer({ number: 2, login: "000002", partnerId: "B", addedBy: "boss" }),
  "customers/lead": aStoredCustomer({ number: 3, kind: "lead" }),
  "customers/gone": aStoredCustomer({ number: 4, kind: "deleted" }),
  ...below("c1", "A"),
  ...below("c2", "B"),
  ...below("gone", "A"),
  "portal/c1": { number: 1, login: "000001", name: "John Doe", status: "active", partnerId: "A", balance: 0 },
  "portal/c2": { number: 2, login: "000002", name: "John Doe", status: "active", partnerId: "B", balance: 0 },
  "portal/c3": { number: 5, login: "000005", name: "Jane Roe", status: "active", partnerId: "A", balance: 0 },
  // No such document is ever made; it is here to see that an administrator's token opens no portal.
  "portal/boss": { partnerId: "*" },
  "portalConfig/A": { title: "Portal A" },
  "portalConfig/B": { title: "Portal B" },
  "admins/boss": {
    login: "boss",
    name: "Boss",
    email: "b@x.com",
    roleId: "super-administrator",
    partner: "*",
  },
  "admins/idle": { login: "idle", name: "Idle", email: "i@x.com", roleId: "r1", partner: "*" },
  "roles/manager": { title: "Manager" },
  "partners/A": { name: "A", number: 1 },
  "locations/north": { name: "North", number: 1 },
  "labels/vip": { title: "VIP", colour: "#ff0000", module: "customers" },
  "removals/old": { kind: "label", title: "Old", total: 3, done: 1, uid: "boss" },
  "directory/all": { staff: {}, partners: {}, locations: {}, labels: {} },
  "directory/A": { staff: {}, partners: {}, locations: {}, labels: {} },
  "stats/all": { active: 1 },
  "stats/A": { active: 1 },
  "config/general": { timeZone: "UTC" },
  "config/customers": {},
  "config/comments": {},
  "config/maps": {},
  "config/customerFields": { fields: [], names: ["attr_contract"] },
  "jobs/j1": { uid: "boss", kind: "delete", state: "running", total: 1, createdAt: START },
  "statusChanges/e1": {
    time: START,
    customerId: "c1",
    number: 1,
    partnerId: "A",
    from: "new",
    to: "active",
    actor: "boss",
    cause: null,
  },
  "operations/o1": { time: START, actor: "boss", action: "x", partnerId: "A" },
  "search/A": { version: 1 },
  "search/A/shards/0": { version: 1 },
  "search/A/deltas/c1": { line: "" },
  "views/own": view("boss", false),
  "views/shared": view("boss", true),
  "views/shared-in-A": view("manager", true),
  ...Object.fromEntries(uids.map((uid) => [`presence/tab-of-${uid}`, presence(uid)])),
  ...Object.fromEntries([...uids, "nobody"].map((uid) => [`preferences/${uid}`, preferences])),
  ...Object.fromEntries([...uids, "nobody"].map((uid) => [`preferences/${uid}/drafts/customer_c1`, draft])),
  ...Object.fromEntries(
    [...uids, "nobody", "any"]
      .filter((uid) => SESSIONS[uid] === undefined)
      .map((uid) => [`sessions/${uid}`, { open: false, sv: 0, partner: "A", permissions: [] }]),
  ),
  ...Object.fromEntries(CLOSED.map((path) => [path, { partnerId: "A", uid: "boss", owner: "boss" }])),
};

/* Documents of the ordinary world that cases start from. */
export { view as aView, presence as aPresence, draft as aDraft, preferences as somePreferences };
