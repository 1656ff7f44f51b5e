import { nextPlanned, runPlanned } from "@trunkline/domain/customer/change";
import { readPlanned } from "@trunkline/domain/customer/planned";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { PLANNED, plannedPath } from "@trunkline/domain/paths";
import type { Day } from "@trunkline/domain/time/day";
import type { Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { tellPlan, waitingPlans } from "./planned.ts";
import { loadCustomer, writeChange, type Author } from "./record.ts";
import { readSettings, type Settings } from "./settings.ts";

const SCHEDULED: Author = { actor: "scheduled", source: "scheduled" };
const PAGE = 100;

export interface PlannedRun {
  readonly ran: number;
  readonly failed: number;
  /** More are waiting than the time allowed. */
  readonly more: boolean;
}

/**
 * Carries out every planned status change up to and including `day`, oldest first, each in its own transaction: killed
 * anywhere and started again, it does nothing twice (11 §7.4–7.5). One that fails is left waiting and counted.
 */
export async function runPlannedChanges(platform: Platform, day: Day, until: number): Promise<PlannedRun> {
  const settings = await readSettings(platform);
  const failed = new Set<string>();
  let ran = 0;
  for (;;) {
    const due = await platform.db
      .collectionGroup(PLANNED)
      .where("state", "==", "waiting")
      .where("date", "<=", day)
      .orderBy("date")
      .limit(PAGE + failed.size)
      .get();
    const open = due.docs.filter((doc) => !failed.has(doc.ref.path));
    if (open.length === 0) return { ran, failed: failed.size, more: false };
    for (const doc of open) {
      if (platform.clock() >= until) return { ran, failed: failed.size, more: true };
      const customerId = doc.ref.parent.parent?.id as CustomerId;
      try {
        const done = await platform.db.runTransaction((tx) =>
          runOne(tx, platform, settings, customerId, doc.id as Day),
        );
        if (done) ran += 1;
      } catch (cause) {
        failed.add(doc.ref.path);
        platform.log.failed("a planned status change failed", cause, { customerId, date: doc.id });
      }
    }
  }
}

// True when it was carried out, skipped or dropped here; false when somebody else did that meanwhile.
async function runOne(
  tx: Transaction,
  platform: Platform,
  settings: Settings,
  id: CustomerId,
  date: Day,
): Promise<boolean> {
  const ref = platform.db.doc(plannedPath(id, date));
  const stored = await tx.get(ref);
  const plan = readPlanned(ref.path, date, stored.data());
  if (!plan.ok) throw new Error(`A planned change makes no sense: ${plan.error.problems.join("; ")}`);
  if (plan.value.state !== "waiting") return false;
  const loaded = await loadCustomer(tx, platform, id);
  const decision = loaded === undefined ? "drop" : runPlanned(loaded.customer, plan.value.status);
  if (loaded === undefined || decision === "drop") {
    tx.update(ref, { state: "dropped" });
    return true;
  }
  const waiting = (await waitingPlans(tx, platform, id)).map((one) => one.date).filter((one) => one !== date);
  if (decision === "run") {
    tx.update(ref, { state: "done" });
    writeChange(tx, platform, settings, loaded, {
      ...SCHEDULED,
      action: "plan-run",
      will: { status: plan.value.status },
      besides: { nextPlanned: nextPlanned(waiting) },
      cause: date,
    });
    return true;
  }
  tx.update(ref, { state: "skipped" });
  const { status } = plan.value;
  tellPlan(tx, platform, loaded, SCHEDULED, {
    action: "plan-skipped",
    record: date,
    before: { date, status },
    after: {},
    waiting,
  });
  return true;
}
