import { matchKeys, signInEmail } from "@trunkline/domain/customer/match";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { CustomerStatus } from "@trunkline/domain/customer/status";
import { inScope } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { permissionsOf } from "@trunkline/domain/admin/roles";
import type { AdminId, CustomerId, LabelId, PartnerId } from "@trunkline/domain/ids/ids";
import { credentialPath, matchPath, plannedPath, portalPath, sessionPath } from "@trunkline/domain/paths";
import { portalOf } from "@trunkline/domain/portal/portal";
import { lineOf, indexedFields } from "@trunkline/domain/search/line";
import { foldName } from "@trunkline/domain/text/fold";
import type { Day } from "@trunkline/domain/time/day";
import { addDays, makeDay } from "@trunkline/domain/time/day";
import type { Instant } from "@trunkline/domain/time/instant";
import { dayIn, startOfDay } from "@trunkline/domain/time/zone";
import { indexedAs } from "../../functions/src/search/indexed.ts";
import type { SeedAccount, SeedDocument } from "./document.ts";
import type { By, History } from "./history.ts";
import { begin } from "./history.ts";
import type { Neighbour } from "./people.ts";
import { neighbour, phonesFor } from "./people.ts";
import type { Chance } from "./random.ts";
import { chance } from "./random.ts";
import { FIELDS, GENERAL, LABELS, LOCATIONS, PARTNERS, uniqueDocument } from "./settings.ts";
import { credential, DEMO_PASSWORD, STAFF, syntheticAddress } from "./staff.ts";
import { COMMENTS, TODOS } from "./texts.ts";

/** What the whole crowd has in common. */
export interface Crowd {
  readonly seed: number;
  readonly count: number;
  readonly now: Date;
}

const DAY = 86_400_000;
const SEARCHED = indexedFields(FIELDS);
const YEARS = 6;
/**
 * Beyond so many customers (2 % of a hundred thousand) a history is the entry of the creation alone: the record, what
 * the portal shows, login, session and what duplicates are found by are there for everybody.
 */
const WITH_HISTORY = 2000;
const STATUSES: readonly (readonly [CustomerStatus, number])[] = [
  ["active", 80],
  ["blocked", 7],
  ["inactive", 8],
  ["new", 5],
];

/** The customer's id: the same for a seed, and as random as the database's own. */
export function customerIdOf(seed: number, index: number): CustomerId {
  return chance(seed, `customer ${index}`).word(20) as CustomerId;
}

/** The portal account of the customer at that place in the row; the first three have the password of the demonstration. */
export function accountOf({ seed }: Crowd, index: number): SeedAccount {
  const uid = customerIdOf(seed, index);
  const draws = chance(seed, `password ${index}`);
  const own = draws.often(0.2) && index > 2;
  return {
    uid,
    kind: "customer",
    login: loginOf(index),
    email: syntheticAddress(seed, uid),
    password: index < 3 ? DEMO_PASSWORD : draws.word(own ? 12 : 8),
    passwordBy: index < 3 ? "admin" : own ? "customer" : "system",
    sealCopy: !own,
  };
}

function loginOf(index: number): string {
  return String(index + 1).padStart(6, "0");
}

/** Everything that belongs to one customer: the record, its history and comments, and what functions keep beside it. */
export function* customer(crowd: Crowd, index: number): Iterable<SeedDocument> {
  const { seed, now } = crowd;
  const draws = chance(seed, `life ${index}`);
  const id = customerIdOf(seed, index);
  const person = neighbour(index, draws);
  const added = addedOn(crowd, index);
  const partnerId: PartnerId = draws.weighted(PARTNERS.map((one) => [one.id, one.weight] as const));
  const adder = draws.pick(agentsFor(partnerId, "customers.add"));
  const by: Author = (permission, at) => ({
    at: new Date(Math.min(at, now.getTime())),
    actor: draws.pick(agentsFor(partnerId, permission)),
    source: "administrator",
  });
  const final = draws.weighted(STATUSES);
  const start = startOfDay(GENERAL.timeZone, added) + draws.between(8, 17) * 3_600_000;

  const whole = index < WITH_HISTORY;
  const fields = fieldsOf(index, person, partnerId, added, draws);
  const history = begin(id, partnerId, whole ? fields : { ...fields, status: final }, draws, {
    ...by("customers.add", start),
    actor: adder,
  });
  if (whole) live(history, { final, start, now: now.getTime(), person }, draws, by);
  const planned =
    whole && final === "active" && draws.often(0.04) ? plan(history, now, draws, by) : undefined;
  const facts = factsOf(crowd, index, history.record, final, draws, {
    ...by("customers.add", start),
    actor: adder,
  });
  const document = { ...history.record, ...facts, nextPlanned: planned?.data["date"] ?? null };

  for (const written of history.documents())
    yield written.data === history.record ? { path: written.path, data: document } : written;
  if (planned !== undefined) yield planned;
  yield* beside(crowd, index, document);
}

// New customers come a little faster every year; the last one came yesterday.
function addedOn({ count, now }: Crowd, index: number): Day {
  const share = Math.sqrt((index + 1) / count);
  const at = now.getTime() - DAY - (1 - share) * YEARS * 365 * DAY;
  return dayIn(GENERAL.timeZone, at as Instant);
}

function fieldsOf(index: number, person: Neighbour, partnerId: PartnerId, dateAdded: Day, draws: Chance) {
  const isFirm = person.category === "company";
  return {
    number: index + 1,
    login: loginOf(index),
    status: "new",
    billingType: draws.often(0.9) ? "recurring" : "prepaid",
    name: person.name,
    nameFolded: foldName(person.name),
    emails: person.emails,
    billingEmails: person.billingEmails,
    phones: person.phones,
    partnerId,
    locationId: draws.weighted(LOCATIONS.map((one) => [one.id, one.weight] as const)),
    street: person.street,
    zip: person.zip,
    city: person.town.name,
    geo: draws.often(0.7) ? near(person, draws) : null,
    dateAdded,
    category: person.category,
    birthday:
      isFirm || draws.often(0.3)
        ? null
        : makeDay(draws.between(1938, 2006), draws.between(1, 12), draws.between(1, 28)),
    identification: person.identification,
    companyId: person.companyId,
    contactPerson: person.contactPerson,
    vatId: person.vatId,
    labelIds: LABELS.filter(({ share }) => draws.often(share)).map(({ id }) => id as LabelId),
    attr_contract_id: draws.often(0.6) ? `TL${String(10_000_000 + index)}` : null,
    attr_connection: draws.pick(["Fibre", "Wireless", "Cable", "Copper", null]),
    attr_installed_on: draws.often(0.5) ? addDays(dateAdded, draws.between(1, 20)) : null,
    attr_access_note: draws.often(0.1) ? "Key at the reception.\nSecond floor, left." : null,
    ...(isFirm ? { attr_employees: draws.between(1, 250) } : {}),
  };
}

function near(person: Neighbour, draws: Chance) {
  const shift = (at: number) => Math.round((at + (draws.fraction() - 0.5) * 0.08) * 1e6) / 1e6;
  return { lat: shift(person.town.lat), lng: shift(person.town.lng) };
}

type Author = (permission: Permission, at: number) => By;

// Only who may do a thing, with these roles and partners, has done it. A role that sees its own customers only adds.
const agents = new Map<string, readonly AdminId[]>();

function agentsFor(partnerId: PartnerId, permission: Permission): readonly AdminId[] {
  const key = `${partnerId} ${permission}`;
  const known = agents.get(key);
  if (known !== undefined) return known;
  const able = STAFF.filter(({ partner, state, role }) => {
    const held = permissionsOf(role);
    const reaches = permission === "customers.add" || held.includes("customers.view");
    return state === "active" && inScope(partner, partnerId) && reaches && held.includes(permission);
  }).map(({ id }) => id);
  agents.set(key, able);
  return able;
}

interface Life {
  readonly final: CustomerStatus;
  readonly start: number;
  readonly now: number;
  readonly person: Neighbour;
}

/** What happened to the customer since: statuses, corrections, comments and to-dos, in the order of time. */
function live(history: History, life: Life, draws: Chance, by: Author): void {
  const { final, start, now, person } = life;
  const at = (share: number) => start + (now - start) * share;
  const edit = (patch: Readonly<Record<string, unknown>>, share: number) =>
    history.change(patch, by("customers.view.edit", at(share)));
  if (final !== "new")
    edit({ status: "active" }, Math.min(0.2, (draws.between(1, 48) * 3_600_000) / (now - start)));
  if (draws.often(0.3)) edit({ phones: phonesFor(person.country, draws) }, 0.3);
  if (draws.often(0.15)) edit({ attr_access_note: "Ring at the neighbour's, the bell is broken." }, 0.4);
  comments(history, life, draws, by);
  if (final === "blocked" || final === "inactive") {
    history.change(
      { status: "blocked" },
      { at: new Date(at(0.9)), actor: "system", source: "system", cause: "overdue invoice" },
    );
  }
  if (final === "inactive") edit({ status: "inactive" }, 0.95);
}

function comments(history: History, { start, now }: Life, draws: Chance, by: Author): void {
  const at = (share: number) => start + (now - start) * share;
  const plain = {
    state: "comment",
    format: "plain",
    scheduled: null,
    assignee: null,
    mentions: [],
    pinned: false,
  };
  for (
    let left = draws.weighted([
      [0, 45],
      [1, 25],
      [2, 15],
      [4, 10],
      [9, 5],
    ] as const);
    left > 0;
    left -= 1
  ) {
    const author = by("customers.comments.add", at(draws.fraction()));
    const said = { ...plain, ...draws.pick(COMMENTS), pinned: draws.often(0.05) };
    const other = by("customers.comments.add", author.at.getTime()).actor;
    const named = STAFF.find(({ id }) => id === other);
    const names = named !== undefined && other !== author.actor && draws.often(0.1);
    history.comment(
      names
        ? { ...said, text: `${said.text} @${named.name}`, mentions: [other], mentionedAt: author.at }
        : said,
      author,
    );
  }
  if (!draws.often(0.25)) return;
  const made = at(0.8 + draws.fraction() * 0.2);
  const due = Math.max(made, made + draws.between(-3, 20) * DAY);
  const author = by("customers.comments.add", made);
  const assignee = draws.often(0.4) ? by("customers.comments.add", made).actor : author.actor;
  const todo = history.comment(
    { ...plain, ...draws.pick(TODOS), state: "open", scheduled: new Date(due), assignee },
    author,
  );
  if (due < now && draws.often(0.7)) todo.complete(by("customers.comments.add", due));
}

function plan(history: History, now: Date, draws: Chance, by: Author): SeedDocument {
  const date = addDays(dayIn(GENERAL.timeZone, now.getTime() as Instant), draws.between(1, 40));
  const status = draws.pick(["blocked", "inactive"] as const);
  const { at, actor } = by("customers.view.plannedStatus", now.getTime() - DAY / 2);
  history.planned(date, { date, status }, { at, actor, source: "administrator" });
  const partnerId = history.record["partnerId"];
  return {
    path: plannedPath(history.id, date),
    data: {
      date,
      status,
      state: "waiting",
      number: history.record["number"],
      partnerId,
      createdBy: actor,
      createdAt: at,
    },
  };
}

function factsOf(
  crowd: Crowd,
  index: number,
  record: History["record"],
  status: CustomerStatus,
  draws: Chance,
  made: By,
) {
  const owes = status === "blocked" ? 1 : status === "inactive" ? 0.4 : status === "active" ? 0.15 : 0;
  const month = draws.pick([1990, 2490, 3450, 4900]);
  return {
    kind: "customer",
    balance: draws.often(owes) ? -month * draws.between(1, 3) : draws.often(0.1) ? month : 0,
    addedBy: made.actor,
    addedVia: "admin",
    passwordBy: accountOf(crowd, index).passwordBy,
    passwordAt: made.at,
    createdAt: made.at,
    lastOnlineAt:
      status === "active" && draws.often(0.6)
        ? new Date(crowd.now.getTime() - draws.between(1, 40) * DAY)
        : null,
    deletedAt: null,
    flaws: {},
    updatedAt: record["updatedAt"],
  };
}

/** What functions keep beside the record: portal view, session, credential, unique values, what duplicates are found by. */
function* beside(
  crowd: Crowd,
  index: number,
  document: Readonly<Record<string, unknown>>,
): Iterable<SeedDocument> {
  const account = accountOf(crowd, index);
  const id = account.uid as CustomerId;
  const timed = Object.entries(document).map(([key, value]) => [
    key,
    value instanceof Date ? { toMillis: () => value.getTime() } : value,
  ]);
  const read = readCustomer(id, Object.fromEntries(timed));
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.problems.join("; ")}`);
  const { kind, number, partnerId, name, emails } = read.value;
  yield { path: portalPath(id), data: { ...portalOf(read.value, FIELDS) } };
  // What the index is told of changes is compared with this: nothing of the demonstration is news to it.
  const indexed = indexedAs(lineOf(read.value, SEARCHED), partnerId);
  yield {
    path: matchPath(id),
    data: {
      keys: matchKeys(read.value),
      kind,
      number,
      partnerId,
      name,
      signIn: signInEmail(emails),
      indexed,
    },
  };
  yield { path: sessionPath(id), data: { open: true, sv: 1, partner: partnerId, permissions: [] } };
  yield { path: credentialPath(id), data: credential("customer", account.email) };
  const holder = { customerId: id, number, partnerId };
  const contract = read.value.attrs["contract_id"];
  for (const [field, value] of [
    ["login", account.login],
    ["attr_contract_id", contract],
  ] as const) {
    const unique = uniqueDocument(field, typeof value === "string" ? value : null, holder);
    if (unique !== undefined) yield unique;
  }
}
