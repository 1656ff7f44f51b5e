import type { InputOf } from "@trunkline/domain/calls/call";
import type {
  ConvertAnswer,
  convertToLead as convertCall,
  DeleteAnswer,
  deleteCustomer as deleteCall,
  RestoreAnswer,
  TakenSignIn,
  restoreCustomer as restoreCall,
} from "@trunkline/domain/calls/customers";
import { canDelete, convertObstacles } from "@trunkline/domain/customer/change";
import { checkLogin } from "@trunkline/domain/customer/check";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerId, EntryId } from "@trunkline/domain/ids/ids";
import { plannedPath } from "@trunkline/domain/paths";
import { ok, refuse, type Result } from "@trunkline/domain/result/result";
import { isEmail, splitValues } from "@trunkline/domain/text/contact";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import { badField, notFound } from "../doorway/errors.ts";
import { answerOnce, pressOf } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { credentialIn, settleQuietly } from "../identity/account.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { waitingPlans } from "./planned.ts";
import { byAdmin, reachCustomer, writeChange, type Loaded } from "./record.ts";
import { readSettings, type Settings } from "./settings.ts";
import { writeAccess } from "./sign-in.ts";
import {
  namedWithin,
  planUnique,
  uniqueField,
  uniqueKeys,
  writeUnique,
  type Holder,
  type UniquePlan,
} from "./unique.ts";

/**
 * Deletes a customer whose saved status is Inactive, softly (11 §8): he leaves every list, his portal closes, planned
 * changes are dropped, and his login is free for others. Everything else stays for a restore.
 */
export async function deleteCustomer(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof deleteCall>,
): Promise<DeleteAnswer> {
  const settings = await readSettings(platform);
  const { key, ...sent } = input;
  const press = pressOf(platform.db, caller.uid, "deleteCustomer", key, sent);
  const answer = await platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done"], async (): Promise<DeleteAnswer> => {
      const loaded = await reachCustomer(tx, platform, caller, input.customerId);
      if (loaded === undefined) return notFound;
      const write = await planDelete(tx, platform, settings, caller, loaded);
      return write === undefined ? { kind: "not-inactive" } : { kind: "done", entryId: write() };
    }),
  );
  if (answer.kind === "done") await settleQuietly(platform, input.customerId);
  return answer;
}

/**
 * Plans it inside a transaction, and gives what writes it; undefined for who is not Inactive. The account is still to be
 * settled after the transaction.
 */
export async function planDelete(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  loaded: Loaded,
): Promise<(() => EntryId) | undefined> {
  if (!canDelete(loaded.customer)) return undefined;
  return planLeave(tx, platform, settings, caller, loaded, {
    action: "deleted",
    operation: "deleteCustomer",
    will: { kind: "deleted" },
    besides: { deletedAt: FieldValue.serverTimestamp() },
    // A lead keeps his login for the way back (25 §1.13); a deleted customer does not (11 §8.6).
    freeUnique: true,
  });
}

/** Converts a New customer to a lead with the same number; the login stays reserved, the portal closes (11 §9, 25 §6). */
export async function convertToLead(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof convertCall>,
): Promise<ConvertAnswer> {
  const settings = await readSettings(platform);
  const { key, ...sent } = input;
  const press = pressOf(platform.db, caller.uid, "convertToLead", key, sent);
  const answer = await platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done"], () =>
      convertIn(tx, platform, settings, caller, input.customerId),
    ),
  );
  if (answer.kind === "done") await settleQuietly(platform, input.customerId);
  return answer;
}

async function convertIn(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  id: CustomerId,
): Promise<ConvertAnswer> {
  const loaded = await reachCustomer(tx, platform, caller, id);
  if (loaded === undefined) return notFound;
  // Services and invoices do not exist yet: there is nothing of theirs that could stand in the way.
  const obstacles = convertObstacles({ ...loaded.customer, services: 0, unpaidInvoices: 0 });
  if (obstacles.length > 0) return { kind: "obstacles", obstacles };
  const write = await planLeave(tx, platform, settings, caller, loaded, {
    action: "converted",
    operation: "convertToLead",
    will: { kind: "lead", leadOwner: caller.uid, leadStatus: FIRST_LEAD_STATUS },
    besides: {},
    freeUnique: false,
  });
  return { kind: "done", entryId: write() };
}

/** The first status of the pipeline (25 §2). */
const FIRST_LEAD_STATUS = "new-enquiry";

interface Leaving {
  readonly action: "deleted" | "converted";
  readonly operation: string;
  readonly will: Readonly<Record<string, unknown>>;
  readonly besides: Readonly<Record<string, unknown>>;
  readonly freeUnique: boolean;
}

// Everything is read here; what it gives writes.
async function planLeave(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  loaded: Loaded,
  leaving: Leaving,
): Promise<() => EntryId> {
  const { customer } = loaded;
  const waiting = await waitingPlans(tx, platform, customer.id);
  const held = leaving.freeUnique ? await heldValues(tx, platform, settings, loaded) : undefined;
  const credential = await credentialIn(tx, platform, customer.id);

  return () => {
    if (held !== undefined) writeUnique(tx, held, holderFor(customer));
    for (const { date } of waiting)
      tx.update(platform.db.doc(plannedPath(customer.id, date)), { state: "dropped" });
    writeAccess(tx, platform, customer.id, false, credential);
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: leaving.operation,
      result: "done",
      customerId: customer.id,
      number: customer.number,
      partnerId: customer.partnerId,
    });
    const entryId = writeChange(tx, platform, settings, loaded, {
      ...byAdmin(caller),
      action: leaving.action,
      will: leaving.will,
      besides: { ...leaving.besides, nextPlanned: null },
    });
    if (entryId === undefined) throw new Error("A customer who leaves must change");
    return entryId;
  };
}

function heldValues(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  loaded: Loaded,
): Promise<UniquePlan> {
  const keys = uniqueKeys(settings);
  const nothing = Object.fromEntries(keys.map((key) => [uniqueField(key), null]));
  return planUnique(tx, platform.db, keys, loaded.data, nothing, { id: loaded.customer.id, scope: "*" });
}

function holderFor(customer: Customer): Holder {
  return { customerId: customer.id, number: customer.number, partnerId: customer.partnerId };
}

/**
 * Brings a deleted customer back as Inactive with the same number; a new login, and a new first address where customers
 * sign in by it, where the old one is taken (11 §8.5–8.6).
 */
export async function restoreCustomer(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof restoreCall>,
): Promise<RestoreAnswer> {
  const login = input.login === null ? undefined : checkLogin(input.login);
  if (login?.ok === false) return badField("login", login.error);
  const email = input.email === null ? undefined : checkAddress(input.email);
  if (email?.ok === false) return badField("email", email.error);
  const settings = await readSettings(platform);
  const chosen = { login: login?.value, email: email?.value };
  const { key, ...sent } = input;
  const press = pressOf(platform.db, caller.uid, "restoreCustomer", key, sent);
  const answer = await platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done"], () =>
      restore(tx, platform, settings, caller, input.customerId, chosen),
    ),
  );
  if (answer.kind === "done") await settleQuietly(platform, input.customerId);
  return answer;
}

function checkAddress(typed: string): Result<string, FieldProblem> {
  const [address, ...more] = splitValues(typed);
  if (address === undefined) return refuse({ kind: "required" });
  return more.length === 0 && isEmail(address) ? ok(address) : refuse({ kind: "bad-value", value: typed });
}

async function restore(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  id: CustomerId,
  chosen: { readonly login: string | undefined; readonly email: string | undefined },
): Promise<RestoreAnswer> {
  const loaded = await reachCustomer(tx, platform, caller, id, "deleted");
  if (loaded === undefined) return notFound;
  const { customer } = loaded;
  const login = chosen.login ?? customer.login;
  const emails = chosen.email === undefined ? customer.emails : [chosen.email, ...customer.emails.slice(1)];
  const keys = uniqueKeys(settings);
  const fields = keys.map(uniqueField);
  const own = Object.fromEntries(fields.map((field) => [field, loaded.data[field] ?? null]));
  const plan = await planUnique(
    tx,
    platform.db,
    keys,
    {},
    { ...own, login, emails },
    { id, scope: namedWithin(caller) },
  );
  const credential = await credentialIn(tx, platform, id);
  const needed = neededOf(plan.problems, chosen);
  if (needed.length > 0) return { kind: "needed", fields: needed };
  const { emails: address, ...others } = plan.problems;
  const problems = address === undefined ? others : { ...others, email: address };
  if (Object.keys(problems).length > 0) return { kind: "fields", problems };

  writeUnique(tx, plan, holderFor(customer));
  writeAccess(tx, platform, id, true, credential);
  logOperation(tx, platform, {
    actor: caller.uid,
    ip: caller.address,
    action: "restoreCustomer",
    result: "done",
    customerId: id,
    number: customer.number,
    partnerId: customer.partnerId,
  });
  const entryId = writeChange(tx, platform, settings, loaded, {
    ...byAdmin(caller),
    action: "restored",
    will: { kind: "customer", status: "inactive", login, emails },
    besides: { deletedAt: null },
  });
  if (entryId === undefined) throw new Error("A restored customer must change");
  return { kind: "done", entryId };
}

// What is taken by others and was not chosen anew yet.
function neededOf(
  problems: UniquePlan["problems"],
  chosen: { readonly login: string | undefined; readonly email: string | undefined },
): readonly TakenSignIn[] {
  const needed: TakenSignIn[] = [];
  if (problems["login"] !== undefined && chosen.login === undefined) needed.push("login");
  if (problems["emails"] !== undefined && chosen.email === undefined) needed.push("email");
  return needed;
}
