import type { InputOf } from "@trunkline/domain/calls/call";
import type { MassAction, MassAnswer, startMassAction as declared } from "@trunkline/domain/calls/mass";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { jobPath } from "@trunkline/domain/paths";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import { notAllowed } from "../doorway/errors.ts";
import { earlierAnswer, pressOf, rememberAnswer } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { doStep, mayDo, type Failure } from "./mass-step.ts";
import { readSettings } from "./settings.ts";

/** What the job works on, beside what its owner sees; functions only. */
interface Work {
  readonly customerIds: readonly CustomerId[];
  readonly action: MassAction;
  /** How many of them are done. */
  readonly cursor: number;
  /** Epoch milliseconds until which one run works alone; 0: nobody does. */
  readonly lease: number;
  /** Which run. */
  readonly owner: string;
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
    const work: Work = { customerIds, action: input.action, cursor: 0, lease: 0, owner: "" };
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

/** So many customers are one step: they share a transaction, and their progress is told together. */
const STEP = 25;

/**
 * Carries a job on from where it stands until it is done or the time is up. One run at a time holds the lease, from its
 * first step to its last: nobody comes between two of them. Doing a step twice changes nothing, so a killed run may be
 * started again.
 */
export async function runMassAction(
  platform: Platform,
  jobId: string,
  until: number,
): Promise<"done" | "more" | "busy"> {
  const { db } = platform;
  const settings = await readSettings(platform);
  const owner = newId<string>(platform.random);
  let step: Next = await db.runTransaction((tx) => claim(tx, platform, jobId, owner));
  while (typeof step === "object") {
    const now: Step = step;
    const failed = await doStep(platform, settings, now);
    const goesOn = platform.clock() < until;
    step = await db.runTransaction((tx) => advance(tx, platform, jobId, now, failed, goesOn));
  }
  return step;
}

interface Step {
  readonly owner: string;
  readonly uid: AdminId;
  readonly customerIds: readonly CustomerId[];
  readonly action: MassAction;
  readonly from: number;
}

/** The next step, or how a run ends. */
type Next = Step | "done" | "more" | "busy";

async function readWork(tx: Transaction, { db }: Platform, jobId: string) {
  const [job, stored] = await tx.getAll(db.doc(jobPath(jobId)), db.doc(workPath(jobId)));
  const work = stored?.data() as Work | undefined;
  if (job?.get("state") !== "running" || work === undefined) return undefined;
  return { job, ref: db.doc(workPath(jobId)), work };
}

const stepOf = (uid: AdminId, work: Work, owner: string, from: number): Step => ({
  owner,
  uid,
  customerIds: work.customerIds.slice(from, from + STEP),
  action: work.action,
  from,
});

async function claim(tx: Transaction, platform: Platform, jobId: string, owner: string): Promise<Next> {
  const found = await readWork(tx, platform, jobId);
  if (found === undefined) return "done";
  const { job, ref, work } = found;
  if (work.lease > platform.clock()) return "busy";
  tx.update(ref, { lease: platform.clock() + LEASE_MS, owner });
  return stepOf(job.get("uid") as AdminId, work, owner, work.cursor);
}

const MOST_FAILURES = 1000;

/** Notes what a step came to, and takes the next one. */
async function advance(
  tx: Transaction,
  platform: Platform,
  jobId: string,
  step: Step,
  failed: readonly Failure[],
  goesOn: boolean,
): Promise<Next> {
  const found = await readWork(tx, platform, jobId);
  if (found === undefined) return "done";
  const { job, ref, work } = found;
  // This run was so slow that another one took over.
  if (work.owner !== step.owner || work.cursor !== step.from) return "busy";
  const cursor = step.from + step.customerIds.length;
  const all = [...(job.get("failed") as readonly Failure[]), ...failed].slice(0, MOST_FAILURES);
  const finished = cursor >= work.customerIds.length;
  const takes = goesOn && !finished;
  tx.update(job.ref, { done: cursor, failed: all, ...(finished ? { state: "done" } : {}) });
  tx.update(ref, { cursor, lease: takes ? platform.clock() + LEASE_MS : 0 });
  if (takes) return stepOf(step.uid, work, step.owner, cursor);
  return finished ? "done" : "more";
}
