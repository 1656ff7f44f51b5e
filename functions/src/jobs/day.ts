import type { InputOf } from "@trunkline/domain/calls/call";
import type { runDay as declared, RunDayAnswer } from "@trunkline/domain/calls/jobs";
import { runPlannedChanges } from "../customers/run-planned.ts";
import { readSettings } from "../customers/settings.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import { ALLOW_CHOSEN_DATE } from "../platform/params.ts";
import type { Platform } from "../platform/platform.ts";

// A callable ends after 60 s; what is left goes on at the next run.
const CALL_BUDGET_MS = 45_000;

/** Runs the day's jobs at an administrator's word. A date other than today needs the installation's consent. */
export async function runDay(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
  allowChosen: () => boolean = () => ALLOW_CHOSEN_DATE.value(),
): Promise<RunDayAnswer> {
  const { today } = await readSettings(platform);
  const date = input.date ?? today;
  if (date !== today && !allowChosen()) return { kind: "date-not-allowed" };
  const run = await runPlannedChanges(platform, date, platform.clock() + CALL_BUDGET_MS);
  const batch = platform.db.batch();
  const { ran, failed, more } = run;
  const attributes = { date, ran, failed, more };
  logOperation(batch, platform, {
    actor: caller.uid,
    ip: caller.address,
    action: "runDay",
    result: "done",
    attributes,
  });
  await batch.commit();
  return { kind: "done", ...run };
}

/** The day's jobs on schedule: what is due today in the company's zone, and what a missed day left behind. */
export async function scheduledDay(platform: Platform, until: number): Promise<void> {
  const { today } = await readSettings(platform);
  const { ran, failed, more } = await runPlannedChanges(platform, today, until);
  if (ran + failed > 0) platform.log.info("planned status changes", { ran, failed, more });
}
