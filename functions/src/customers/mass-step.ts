import { holds } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { readSession, type Session } from "@trunkline/domain/admin/session";
import type { MassAction } from "@trunkline/domain/calls/mass";
import { problemText } from "@trunkline/domain/customer/problem";
import { MOST_LABELS } from "@trunkline/domain/customer/table";
import { fieldTitle } from "@trunkline/domain/customer/title";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { sessionPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import type { AdminCaller } from "../doorway/who.ts";
import { settleQuietly } from "../identity/account.ts";
import type { Platform } from "../platform/platform.ts";
import { reachCustomers, type Loaded } from "./record.ts";
import { existingIn, existingOnce, type Existing } from "./references.ts";
import { planDelete } from "./removal.ts";
import { planWish } from "./save.ts";
import type { Settings } from "./settings.ts";

export interface Failure {
  readonly customerId: CustomerId;
  readonly number: number;
  readonly reason: string;
}

type Reason = Pick<Failure, "number" | "reason">;

/** Undefined: done. */
type Outcome = Reason | undefined;

const NOT_FOUND: Reason = { number: 0, reason: "Not found." };
const NO_LONGER: Reason = { number: 0, reason: "You may no longer do this." };
const WENT_WRONG: Reason = { number: 0, reason: "Something went wrong on our side." };

const NEEDS: Record<MassAction["do"], readonly Permission[]> = {
  change: ["customers.list.massChange"],
  labels: ["customers.list.massChange", "customers.view.labels"],
  delete: ["customers.list.massDelete"],
};

/** Moving to another partner takes an administrator of all of them (15 §4.10). */
export function mayDo(session: Session, action: MassAction): boolean {
  const moves = action.do === "change" && action.values.partnerId !== undefined;
  return NEEDS[action.do].every((one) => holds(session, one)) && (!moves || session.partner === "*");
}

interface Wanted {
  readonly uid: AdminId;
  readonly customerIds: readonly CustomerId[];
  readonly action: MassAction;
}

/** Accounts that are settled at a time: the identity service answers one by one. */
const ACCOUNTS = 5;

/**
 * Does what is wanted to some customers, each all or nothing, and tells who was refused. They share one transaction; when
 * that fails, as one of them cannot be read or is being worked on all the time, each is tried alone, and only who
 * fails then is refused.
 */
export async function doStep(
  platform: Platform,
  settings: Settings,
  wanted: Wanted,
): Promise<readonly Failure[]> {
  const { customerIds } = wanted;
  const outcomes = await together(platform, settings, wanted).catch((cause: unknown) => {
    platform.log.failed("some customers of a mass action failed together", cause, {
      count: customerIds.length,
    });
    return someAtATime(customerIds, 1, (id) => alone(platform, settings, wanted, id));
  });
  if (wanted.action.do === "delete") {
    const deleted = customerIds.filter((_id, index) => outcomes[index] === undefined);
    await someAtATime(deleted, ACCOUNTS, (id) => settleQuietly(platform, id));
  }
  return told(customerIds, outcomes);
}

async function alone(
  platform: Platform,
  settings: Settings,
  wanted: Wanted,
  customerId: CustomerId,
): Promise<Outcome> {
  try {
    return (await together(platform, settings, { ...wanted, customerIds: [customerId] }))[0];
  } catch (cause) {
    platform.log.failed("one customer of a mass action failed", cause, { customerId });
    return WENT_WRONG;
  }
}

function told(ids: readonly CustomerId[], outcomes: readonly Outcome[]): readonly Failure[] {
  return ids.flatMap((customerId, index) => {
    const reason = outcomes[index];
    return reason === undefined ? [] : [{ customerId, ...reason }];
  });
}

async function someAtATime<T>(
  ids: readonly CustomerId[],
  most: number,
  work: (id: CustomerId) => Promise<T>,
): Promise<readonly T[]> {
  const done: T[] = [];
  for (let from = 0; from < ids.length; from += most)
    done.push(...(await Promise.all(ids.slice(from, from + most).map(work))));
  return done;
}

// The administrator's rights are those of this moment, not of the start: read with what he changes.
async function callerIn(
  tx: Transaction,
  platform: Platform,
  { uid, action }: Wanted,
): Promise<AdminCaller | undefined> {
  const session = readSession(uid, (await tx.get(platform.db.doc(sessionPath(uid)))).data());
  if (!session.ok || !mayDo(session.value, action)) return undefined;
  return { kind: "admin", uid, session: session.value, signedInAt: platform.clock(), address: "" };
}

function together(platform: Platform, settings: Settings, wanted: Wanted): Promise<readonly Outcome[]> {
  const { customerIds, action } = wanted;
  return platform.db.runTransaction(async (tx) => {
    const caller = await callerIn(tx, platform, wanted);
    if (caller === undefined) return customerIds.map(() => NO_LONGER);
    const scene: Scene = { tx, platform, settings, caller, existing: existingOnce(existingIn(platform.db)) };
    const loaded = await reachCustomers(tx, platform, caller, customerIds);
    // Deleted by a run of this job that was killed before it could note so: that is what was wanted.
    const missing = customerIds.filter((_id, index) => loaded[index] === undefined);
    const gone = action.do === "delete" ? await reachCustomers(tx, platform, caller, missing, "deleted") : [];
    const isGone = new Set(gone.map((one) => one?.customer.id));
    // Everything is read before anything is written.
    const plans = await Promise.all(
      loaded.map((one, index): Plan | Promise<Plan> => {
        if (one === undefined) return () => (isGone.has(customerIds[index]) ? undefined : NOT_FOUND);
        return action.do === "delete" ? planOut(scene, one) : planChange(scene, one, action);
      }),
    );
    return plans.map((write) => write());
  });
}

/** Where some customers are read and written together. */
interface Scene {
  readonly tx: Transaction;
  readonly platform: Platform;
  readonly settings: Settings;
  readonly caller: AdminCaller;
  readonly existing: Existing;
}

/** Writes, where it may, and tells what came of it. */
type Plan = () => Outcome;

const refused =
  (number: number, reason: string): Plan =>
  () => ({ number, reason });
const writing =
  (write: () => unknown): Plan =>
  () => {
    write();
    return undefined;
  };

async function planOut({ tx, platform, settings, caller }: Scene, loaded: Loaded): Promise<Plan> {
  const write = await planDelete(tx, platform, settings, caller, loaded);
  const { number } = loaded.customer;
  return write === undefined ? refused(number, "Only Inactive customers can be deleted.") : writing(write);
}

async function planChange(
  { tx, platform, settings, caller, existing }: Scene,
  loaded: Loaded,
  action: Exclude<MassAction, { readonly do: "delete" }>,
): Promise<Plan> {
  const { number, labelIds } = loaded.customer;
  const will =
    action.do === "change"
      ? action.values
      : {
          labelIds: [...new Set([...labelIds, ...action.add])].filter(
            (label) => !action.remove.includes(label),
          ),
        };
  // More than a page can hold: nobody could change them there any more.
  if ("labelIds" in will && will.labelIds.length > MOST_LABELS)
    return refused(number, problemText({ kind: "too-many", max: MOST_LABELS }));
  const wish = { will, password: null };
  const planned = await planWish(tx, platform, settings, caller, loaded, wish, existing);
  if (planned.kind === "ready") return writing(planned.write);
  const reasons = Object.entries(planned.problems).map(
    // Whoever reads it sees no field beside it.
    ([key, problem]) => `${fieldTitle(key, settings.definitions) ?? key}: ${problemText(problem, key)}`,
  );
  return refused(number, reasons.join(" "));
}
