import { QUIET, tell } from "@trunkline/domain/activity/tell";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { CreateAnswer, createCustomer as declared } from "@trunkline/domain/calls/customers";
import { makePassword, needsNumber } from "@trunkline/domain/credentials/generate";
import { checkPassword } from "@trunkline/domain/credentials/password";
import { derivedFields, prepareCustomer } from "@trunkline/domain/customer/create";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import { readCustomer } from "@trunkline/domain/customer/reader";
import { CUSTOMER_FIELDS, isCustomerField } from "@trunkline/domain/customer/table";
import { holds } from "@trunkline/domain/admin/can";
import type { FieldValue as StoredValue } from "@trunkline/domain/fields/definition";
import type { CustomerId, CustomerNumber, EntryId, LocationId, PartnerId } from "@trunkline/domain/ids/ids";
import { MAIN_LOCATION, MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import {
  activityPath,
  counterPath,
  credentialPath,
  customerPath,
  matchPath,
  portalPath,
  sessionPath,
} from "@trunkline/domain/paths";
import { portalOf } from "@trunkline/domain/portal/portal";
import { sameValue } from "@trunkline/domain/merge/equal";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import { takeTurn } from "../doorway/frequency.ts";
import { earlierAnswer, pressOf, rememberAnswer, type Press } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { newCredential, settleQuietly } from "../identity/account.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { duplicatesOf } from "./duplicates.ts";
import { planFiles, takeUploads, tidyFiles, uploadProblems, writeFiles } from "./field-files.ts";
import { markProblems, partSecrets, secretProblems, writeFieldSecrets } from "./field-secrets.ts";
import { freeLogin, loginPieces, writeNext } from "./login.ts";
import { matchOf } from "./matches.ts";
import { existingIn, missingReferences } from "./references.ts";
import { keepsCopies, writeSecret } from "./secret.ts";
import { readSettings, sure, type Settings } from "./settings.ts";
import { namedWithin, planUnique, uniqueKeys, writeUnique } from "./unique.ts";

type Input = InputOf<typeof declared>;

/** What the form sent, checked, before a number is taken: what can be stored of it, and what is wrong with the rest. */
interface Ready {
  readonly fields: Readonly<Record<string, StoredValue>>;
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly password: string;
  readonly passwordBy: "system" | "admin";
  /** True when the login is the server's to make. */
  readonly generate: boolean;
}

/**
 * Adds a customer with the next number (10 §1, 14 §3). Number, record, unique values, sign-in, portal and activity
 * are one transaction: a failed one takes no number, and the same key has one effect and one answer.
 */
export async function createCustomer(
  platform: Platform,
  caller: AdminCaller,
  input: Input,
): Promise<CreateAnswer> {
  const settings = await readSettings(platform);
  // What is remembered of the press says nothing of a password, only that one was sent.
  const { key, password, ...sent } = input;
  const comparable = { ...sent, password: password !== null };
  const press = pressOf(platform.db, caller.uid, "createCustomer", key, comparable);

  const ready = await prepare(platform, settings, caller, input);
  const { uid } = caller;
  const id = newId<CustomerId>(platform.random);
  const { known, taken: held } = await platform.db.runTransaction(
    async (tx) => ({
      known: await earlierAnswer<CreateAnswer>(tx, press),
      taken: await planUnique(tx, platform.db, uniqueKeys(settings), {}, typedIn(ready), {
        id,
        scope: namedWithin(caller),
      }),
    }),
    { readOnly: true },
  );
  // The same press once more: what it sent was judged, and its files were taken, when it came first.
  if (known?.kind === "answered") return known.answer;
  // All that is wrong is told at once: whoever mends one thing must not come back for the next.
  const wrong = { ...ready.problems, ...held.problems };
  if (Object.keys(wrong).length > 0) {
    const uploads = await uploadProblems(platform, uid, settings.definitions, ready.fields);
    return { kind: "fields", problems: { ...uploads, ...wrong } };
  }
  if (!input.anyway) {
    // What it answers is what the call of that name answers; who asked that too often asks here in vain.
    const limited = await takeTurn(platform, "findDuplicates", uid);
    if (limited !== undefined) return limited;
    const duplicates = await duplicatesOf(platform, caller, ready.fields, null);
    if (duplicates.length > 0) return { kind: "duplicates", duplicates };
  }
  const taken = await takeUploads(platform, uid, id, settings.definitions, ready.fields);
  if (Object.keys(taken.problems).length > 0) return { kind: "fields", problems: taken.problems };
  const whole = { ...ready, fields: { ...ready.fields, ...taken.values } };

  const answer = await platform.inLine("customers", () =>
    platform.db.runTransaction((tx) => create(tx, platform, settings, caller, id, whole, press), {
      maxAttempts: 20,
    }),
  );
  if (answer.kind === "created") await settleQuietly(platform, answer.customerId);
  if (answer.kind === "created" && Object.keys(taken.values).length > 0)
    await tidyFiles(platform, uid, taken);
  return answer;
}

/** The values as somebody typed them: a login that is the server's to make is nobody's yet. */
function typedIn({ fields, generate }: Ready): Ready["fields"] {
  if (!generate) return fields;
  const { login: _made, ...typed } = fields;
  return typed;
}

async function prepare(
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  input: Input,
): Promise<Ready> {
  const scope = caller.session.partner;
  const { customers: config } = settings;
  const typed: Record<string, unknown> = { ...input.values };
  if (!config.loginOnAdd) delete typed["login"];
  const { fields, problems: found } = prepareCustomer(
    typed,
    {
      billingType: config.defaultBillingType,
      partnerId: scope === "*" ? MAIN_PARTNER : scope,
      locationId: MAIN_LOCATION,
      today: settings.today,
      zone: settings.general.timeZone,
    },
    settings.definitions,
  );
  const problems: Record<string, FieldProblem> = {
    ...found,
    ...notHis(caller, input.values),
    ...markProblems(settings.definitions, input.values),
  };
  // A bound administrator adds to his own partner only (15 §4.10).
  if (scope !== "*" && fields["partnerId"] !== scope) problems["partnerId"] = { kind: "not-yours-to-change" };
  Object.assign(
    problems,
    await missingReferences(existingIn(platform.db), fields, settings.definitions, problems),
  );

  const typedPassword =
    input.password === null || input.password === "" ? undefined : checkPassword(input.password);
  if (typedPassword?.ok === false) problems["password"] = typedPassword.error;
  const random = (count: number) => platform.random.bytes(count);
  return {
    fields,
    problems,
    password: typedPassword?.ok === true ? typedPassword.value : makePassword(config, random),
    passwordBy: typedPassword === undefined ? "system" : "admin",
    generate: fields["login"] === undefined || isUntouchedPreview(settings, fields["login"], input.preview),
  };
}

// Fields that need a permission of their own, filled in without it.
function notHis(caller: AdminCaller, values: Input["values"]): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {};
  for (const [key, value] of Object.entries(values)) {
    const permission = isCustomerField(key) ? CUSTOMER_FIELDS[key].permission : null;
    const empty = value === null || sameValue(value, []);
    if (permission !== null && !empty && !holds(caller.session, permission))
      problems[key] = { kind: "not-yours-to-change" };
  }
  return problems;
}

// The generated login the form showed was made for the number expected then; the real one may be another (10 §3.10).
function isUntouchedPreview(settings: Settings, login: unknown, preview: string | null): boolean {
  return preview !== null && login === preview && needsNumber(loginPieces(settings.customers));
}

async function create(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  id: CustomerId,
  ready: Ready,
  press: Press,
): Promise<CreateAnswer> {
  const { db } = platform;
  const earlier = await earlierAnswer<CreateAnswer>(tx, press);
  if (earlier !== undefined) return earlier.kind === "answered" ? earlier.answer : earlier;
  const { definitions } = settings;
  const { values, secrets } = partSecrets(definitions, {}, ready.fields, platform.clock());
  const files = await planFiles(tx, platform, id, definitions, {}, values);
  const keep = await keepsCopies(tx, platform);
  const closed = { ...files.problems, ...(await secretProblems(tx, platform, secrets)) };
  if (Object.keys(closed).length > 0) return { kind: "fields", problems: closed };
  const partnerId = ready.fields["partnerId"] as PartnerId;
  const owner = { id, scope: namedWithin(caller) };
  const keys = uniqueKeys(settings);
  const counter = db.doc(counterPath("customers"));

  // The counter is wanted by all at once, and a read that follows it would be refused to the loser only after seconds
  // of the SDK's patience. So it is the last thing read, except by logins that are made of the number.
  const makeLogin = async (number: number) =>
    ready.generate ? freeLogin(tx, platform, settings.customers, loginFacts(ready, number)) : undefined;
  const early = needsNumber(loginPieces(settings.customers)) ? undefined : await makeLogin(0);
  const known = { ...values, ...(early === undefined ? {} : { login: early.login }) };
  const unique = await planUnique(tx, db, keys, {}, known, owner);
  if (Object.keys(unique.problems).length > 0) return { kind: "fields", problems: unique.problems };
  const next = (await tx.get(counter)).get("next") as unknown;
  const number = (typeof next === "number" ? next : 1) as CustomerNumber;
  const generated = early ?? (await makeLogin(number));
  const told = { number, ...known, ...(generated === undefined ? {} : { login: generated.login }) };
  const late = generated !== undefined && early === undefined;
  const login = late ? await planUnique(tx, db, ["login"], {}, told, owner) : unique;
  if (Object.keys(login.problems).length > 0) return { kind: "fields", problems: login.problems };

  const entryId = newId<EntryId>(platform.random);
  const document = {
    ...told,
    ...derivedFields(told),
    kind: "customer",
    balance: 0,
    addedBy: caller.uid,
    addedVia: "admin",
    passwordBy: ready.passwordBy,
    nextPlanned: null,
    flaws: {},
    lastActivity: entryId,
  };
  const now = FieldValue.serverTimestamp();
  tx.set(counter, { next: number + 1 });
  writeNext(tx, db, generated?.next ?? null);
  const holder = { customerId: id, number, partnerId };
  writeUnique(tx, unique, holder);
  if (login !== unique) writeUnique(tx, login, holder);
  tx.create(db.doc(customerPath(id)), {
    ...document,
    createdAt: now,
    updatedAt: now,
    passwordAt: now,
    lastOnlineAt: null,
    deletedAt: null,
  });
  tx.create(db.doc(activityPath(id, entryId)), createdEntry(caller, id, partnerId, entryId, told));
  const customer = sure(readCustomer(id, document));
  tx.create(db.doc(portalPath(id)), portalOf(customer, settings.definitions));
  tx.create(db.doc(matchPath(id)), matchOf(customer));
  tx.create(db.doc(credentialPath(id)), newCredential(platform, id, "customer", ready.password));
  tx.create(db.doc(sessionPath(id)), { open: true, sv: 1, partner: partnerId, permissions: [] });
  writeFieldSecrets(tx, platform, id, secrets);
  writeFiles(tx, platform, id, files);
  writeSecret(tx, platform, id, {
    password: ready.password,
    version: 1,
    by: ready.passwordBy,
    keep,
  });
  const answer: CreateAnswer = { kind: "created", customerId: id, number };
  rememberAnswer(tx, press, answer, platform.clock());
  return answer;
}

function loginFacts({ fields }: Ready, id: number) {
  return {
    id,
    email: firstOf(fields["emails"]),
    phone: firstOf(fields["phones"]),
    partnerId: fields["partnerId"] as PartnerId,
    locationId: fields["locationId"] as LocationId,
    dateAdded: fields["dateAdded"] as Settings["today"],
  };
}

function firstOf(values: unknown): string {
  return Array.isArray(values) && typeof values[0] === "string" ? values[0] : "";
}

// What was left empty is not worth a line of the history.
function createdEntry(
  caller: AdminCaller,
  id: CustomerId,
  partnerId: PartnerId,
  entryId: EntryId,
  told: Readonly<Record<string, unknown>>,
) {
  const filled = Object.entries(told).filter(
    ([, value]) => value !== null && value !== "" && !sameValue(value, []),
  );
  return tell({}, Object.fromEntries(filled), {
    entryId,
    time: FieldValue.serverTimestamp(),
    actor: caller.uid,
    source: "administrator",
    kind: "customer",
    record: id,
    action: "created",
    partnerId,
    quiet: QUIET.customer,
  })?.entry as object;
}
