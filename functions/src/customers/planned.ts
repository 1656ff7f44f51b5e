import { tell } from "@trunkline/domain/activity/tell";
import type { Action } from "@trunkline/domain/activity/entry";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  PlanAnswer,
  planStatus as planCall,
  unplanStatus as unplanCall,
} from "@trunkline/domain/calls/customers";
import { decidePlan, nextPlanned } from "@trunkline/domain/customer/change";
import { readPlanned, type PlannedChange } from "@trunkline/domain/customer/planned";
import type { CustomerId, EntryId } from "@trunkline/domain/ids/ids";
import { activityPath, plannedOf, plannedPath } from "@trunkline/domain/paths";
import type { Day } from "@trunkline/domain/time/day";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import { notFound } from "../doorway/errors.ts";
import { answerOnce, pressOf } from "../doorway/once.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { byAdmin, reachCustomer, type Author, type Loaded } from "./record.ts";
import { readSettings } from "./settings.ts";

/** Plans a status for a day from tomorrow on; at most one change per date (11 §7). */
export async function planStatus(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof planCall>,
): Promise<PlanAnswer> {
  const { today } = await readSettings(platform);
  const { key, ...sent } = input;
  const press = pressOf(platform.db, caller.uid, "planStatus", key, sent);
  return platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done"], () => planIn(tx, platform, today, caller, input)),
  );
}

async function planIn(
  tx: Transaction,
  platform: Platform,
  today: Day,
  caller: AdminCaller,
  input: InputOf<typeof planCall>,
): Promise<PlanAnswer> {
  const loaded = await reachCustomer(tx, platform, caller, input.customerId);
  if (loaded === undefined) return notFound;
  const waiting = await waitingPlans(tx, platform, loaded.customer.id);
  const moved = waiting.find(({ date }) => date === input.replaces);
  if (input.replaces !== null && moved === undefined) return notFound;
  const decision = decidePlan(
    input.date,
    today,
    waiting.map(({ date }) => date),
    input.replaces,
  );
  if (!decision.ok) return { kind: decision.error.kind };

  const { id, number, partnerId } = loaded.customer;
  const kept = waiting.filter(({ date }) => date !== input.replaces && date !== input.date);
  if (moved !== undefined && moved.date !== input.date) {
    tx.update(platform.db.doc(plannedPath(id, moved.date)), { state: "removed" });
  }
  tx.set(platform.db.doc(plannedPath(id, input.date)), {
    date: input.date,
    status: input.status,
    state: "waiting",
    number,
    partnerId,
    createdBy: caller.uid,
    createdAt: FieldValue.serverTimestamp(),
  });
  const entryId = tellPlan(tx, platform, loaded, byAdmin(caller), {
    action: moved === undefined ? "planned" : "plan-changed",
    record: input.date,
    before: moved === undefined ? {} : { date: moved.date, status: moved.status },
    after: { date: input.date, status: input.status },
    waiting: [...kept.map(({ date }) => date), input.date],
  });
  return { kind: "done", entryId };
}

/** Removes a planned change that still waits (11 §7.2). */
export async function unplanStatus(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof unplanCall>,
): Promise<AnswerOf<typeof unplanCall>> {
  const { key, ...sent } = input;
  const press = pressOf(platform.db, caller.uid, "unplanStatus", key, sent);
  return platform.db.runTransaction((tx) =>
    answerOnce(tx, platform, press, ["done"], () => unplanIn(tx, platform, caller, input)),
  );
}

async function unplanIn(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof unplanCall>,
): Promise<AnswerOf<typeof unplanCall>> {
  const loaded = await reachCustomer(tx, platform, caller, input.customerId);
  if (loaded === undefined) return notFound;
  const waiting = await waitingPlans(tx, platform, loaded.customer.id);
  const plan = waiting.find(({ date }) => date === input.date);
  if (plan === undefined) return notFound;
  tx.update(platform.db.doc(plannedPath(loaded.customer.id, plan.date)), { state: "removed" });
  const entryId = tellPlan(tx, platform, loaded, byAdmin(caller), {
    action: "plan-removed",
    record: plan.date,
    before: { date: plan.date, status: plan.status },
    after: {},
    waiting: waiting.filter(({ date }) => date !== plan.date).map(({ date }) => date),
  });
  return { kind: "done", entryId };
}

/** The changes of a customer that still wait, the next one first; one that makes no sense is passed over. */
export async function waitingPlans(
  tx: Transaction,
  platform: Platform,
  id: CustomerId,
): Promise<readonly PlannedChange[]> {
  const found = await tx.get(platform.db.collection(plannedOf(id)).where("state", "==", "waiting"));
  return found.docs
    .flatMap((doc) => {
      const read = readPlanned(doc.ref.path, doc.id, doc.data());
      return read.ok ? [read.value] : [];
    })
    .sort((a, b) => (a.date < b.date ? -1 : 1));
}

interface PlanTelling {
  readonly action: Action;
  readonly record: Day;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly waiting: readonly Day[];
}

/** Tells a change of the plan and sets the colour of the customer's calendar icon in the same commit. */
export function tellPlan(
  tx: Transaction,
  platform: Platform,
  loaded: Loaded,
  author: Author,
  { action, record, before, after, waiting }: PlanTelling,
): EntryId {
  const entryId = newId<EntryId>(platform.random);
  const { id, partnerId } = loaded.customer;
  const told = tell({}, after, {
    ...author,
    entryId,
    time: FieldValue.serverTimestamp(),
    kind: "planned",
    record,
    action,
    partnerId,
    quiet: [],
  });
  const entry = told?.entry ?? {
    ...author,
    time: FieldValue.serverTimestamp(),
    kind: "planned",
    record,
    action,
    partnerId,
    after: {},
  };
  tx.create(platform.db.doc(activityPath(id, entryId)), { ...entry, before });
  tx.update(loaded.ref, { nextPlanned: nextPlanned(waiting) });
  return entryId;
}
