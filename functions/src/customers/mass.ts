import { holds } from "@trunkline/domain/admin/can";
import type { Permission } from "@trunkline/domain/admin/permissions";
import { readSession, type Session } from "@trunkline/domain/admin/session";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { MassAction, MassAnswer, startMassAction as declared } from "@trunkline/domain/calls/mass";
import { problemText } from "@trunkline/domain/customer/problem";
import { MOST_LABELS } from "@trunkline/domain/customer/table";
import { fieldTitle } from "@trunkline/domain/customer/title";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { jobPath, sessionPath } from "@trunkline/domain/paths";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import { notAllowed } from "../doorway/errors.ts";
import { earlierAnswer, pressOf, rememberAnswer } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { settleQuietly } from "../identity/account.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { reachCustomer } from "./record.ts";
import { deleteIn } from "./removal.ts";
import { applyChange } from "./save.ts";
import { readSettings, type Settings } from "./settings.ts";

/** What the job works on, beside what its owner sees; functions only. */
interface Work {
  readonly customerIds: readonly CustomerId[];
  readonly action: MassAction;
  /** How many of them are done. */
  readonly cursor: number;
  /** Epoch milliseconds until which one run works alone. */
  readonly lease: number;
}

interface Failure {
  readonly customerId: CustomerId;
  readonly number: number;
  readonly reason: string;
}

const NEEDS: Record<MassAction["do"], readonly Permission[]> = {
  change: ["customers.list.massChange"],
  labels: ["customers.list.massChange", "customers.view.labels"],
  delete: ["customers.list.massDelete"],
};

// Moving to another partner takes an administrator of all of them (15 §4.10).
function mayDo(session: Session, action: MassAction): boolean {
  const moves = action.do === "change" && action.values.partnerId !== undefined;
  return NEEDS[action.do].every((one) => holds(session, one)) && (!moves || session.partner === "*");
}

/** The part of a job that its owner does not see. */
export const workPath = (id: string) => `${jobPath(id)}/private/work`;

/** Starts a job over exactly the customers the confirmation counted; `runMassAction` carries it out (14 §1.10). */
export async function startMassAction(
  platform: Platform,
  caller: AdminCaller,
  { key, ...input }: InputOf<typeof declared>,
): Promise<MassAnswer> {
  if (!mayDo(caller.session, input.action)) return notAllowed;
  const { db } = platform;
  const press = pressOf(db, caller.uid, "startMassAction", key, input);
  const customerIds = [...new Set(input.customerIds)];
  return db.runTransaction(async (tx): Promise<MassAnswer> => {
    const earlier = await earlierAnswer<MassAnswer>(tx, press);
    if (earlier !== undefined) return earlier.kind === "answered" ? earlier.answer : earlier;
    const jobId = newId<string>(platform.random);
    const work: Work = { customerIds, action: input.action, cursor: 0, lease: 0 };
    tx.create(db.doc(jobPath(jobId)), {
      uid: caller.uid,
      kind: `mass-${input.action.do}`,
      state: "running",
      total: customerIds.length,
      done: 0,
      failed: [],
      createdAt: FieldValue.serverTimestamp(),
    });
    tx.create(db.doc(workPath(jobId)), work);
    rememberAnswer(tx, press, { kind: "started", jobId }, platform.clock());
    return { kind: "started", jobId };
  });
}

const LEASE_MS = 60_000;
const STEP = 10;

/**
 * Carries a job on from where it stands until it is done or the time is up. One run at a time holds the lease; each
 * customer is a transaction of his own, and doing one twice changes nothing, so a killed run may be started again.
 */
export async function runMassAction(
  platform: Platform,
  jobId: string,
  until: number,
): Promise<"done" | "more" | "busy"> {
  const { db } = platform;
  const settings = await readSettings(platform);
  for (;;) {
    const step = await db.runTransaction((tx) => claim(tx, platform, jobId));
    if (step === "done" || step === "busy") return step;
    const failed: Failure[] = [];
    for (const id of step.customerIds) {
      const reason = await one(platform, settings, step.uid, id, step.action);
      if (reason !== undefined) failed.push({ customerId: id, ...reason });
    }
    const finished = await db.runTransaction((tx) => advance(tx, platform, jobId, step, failed));
    if (finished) return "done";
    if (platform.clock() >= until) return "more";
  }
}

interface Step {
  readonly uid: AdminId;
  readonly customerIds: readonly CustomerId[];
  readonly action: MassAction;
  readonly from: number;
}

async function claim(tx: Transaction, platform: Platform, jobId: string): Promise<Step | "done" | "busy"> {
  const { db } = platform;
  const [job, stored] = await tx.getAll(db.doc(jobPath(jobId)), db.doc(workPath(jobId)));
  const work = stored?.data() as Work | undefined;
  if (job?.get("state") !== "running" || work === undefined) return "done";
  if (work.lease > platform.clock()) return "busy";
  tx.update(db.doc(workPath(jobId)), { lease: platform.clock() + LEASE_MS });
  const customerIds = work.customerIds.slice(work.cursor, work.cursor + STEP);
  return { uid: job.get("uid") as AdminId, customerIds, action: work.action, from: work.cursor };
}

const MOST_FAILURES = 1000;

async function advance(
  tx: Transaction,
  platform: Platform,
  jobId: string,
  step: Step,
  failed: readonly Failure[],
): Promise<boolean> {
  const { db } = platform;
  const [job, stored] = await tx.getAll(db.doc(jobPath(jobId)), db.doc(workPath(jobId)));
  const work = stored?.data() as Work | undefined;
  if (job === undefined || work === undefined || work.cursor !== step.from) return false;
  const done = step.from + step.customerIds.length;
  const all = [...(job.get("failed") as readonly Failure[]), ...failed].slice(0, MOST_FAILURES);
  const finished = done >= work.customerIds.length;
  tx.update(job.ref, { done, failed: all, ...(finished ? { state: "done" } : {}) });
  tx.update(db.doc(workPath(jobId)), { cursor: done, lease: 0 });
  return finished;
}

type Reason = Pick<Failure, "number" | "reason">;

// Undefined: done. The administrator's rights are those of this moment, not of the start.
async function one(
  platform: Platform,
  settings: Settings,
  uid: AdminId,
  id: CustomerId,
  action: MassAction,
): Promise<Reason | undefined> {
  const session = readSession(uid, (await platform.db.doc(sessionPath(uid)).get()).data());
  if (!session.ok || !mayDo(session.value, action)) {
    return { number: 0, reason: "You may no longer do this." };
  }
  const caller: AdminCaller = {
    kind: "admin",
    uid,
    session: session.value,
    signedInAt: platform.clock(),
    address: "",
  };
  try {
    const reason = await platform.db.runTransaction((tx) => act(tx, platform, settings, caller, id, action));
    if (reason === undefined && action.do === "delete") await settleQuietly(platform, id);
    return reason;
  } catch (cause) {
    platform.log.failed("one customer of a mass action failed", cause, { customerId: id });
    return { number: 0, reason: "Something went wrong on our side." };
  }
}

async function act(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  caller: AdminCaller,
  id: CustomerId,
  action: MassAction,
): Promise<Reason | undefined> {
  const loaded = await reachCustomer(tx, platform, caller, id);
  if (loaded === undefined) {
    // Deleted by a run of this job that was killed before it could note so: that is what was wanted.
    const gone =
      action.do === "delete" ? await reachCustomer(tx, platform, caller, id, "deleted") : undefined;
    return gone === undefined ? { number: 0, reason: "Not found." } : undefined;
  }
  const { number, labelIds } = loaded.customer;
  if (action.do === "delete") {
    const answer = await deleteIn(tx, platform, settings, caller, id);
    return answer.kind === "done" ? undefined : { number, reason: "Only Inactive customers can be deleted." };
  }
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
    return { number, reason: problemText({ kind: "too-many", max: MOST_LABELS }) };
  const answer = await applyChange(tx, platform, settings, caller, loaded, { will, password: null });
  if (answer.kind !== "fields") return undefined;
  const told = Object.entries(answer.problems).map(
    // Whoever reads it sees no field beside it.
    ([key, problem]) => `${fieldTitle(key, settings.definitions) ?? key}: ${problemText(problem, key)}`,
  );
  return { number, reason: told.join(" ") };
}
