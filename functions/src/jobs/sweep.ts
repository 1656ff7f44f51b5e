import { JOBS } from "@trunkline/domain/paths";
import { destroyFieldSecrets } from "../customers/field-secrets.ts";
import { sweepFiles } from "../customers/field-files.ts";
import { runMassAction } from "../customers/mass.ts";
import { readSettings } from "../customers/settings.ts";
import { sweepAccounts } from "../identity/sweep.ts";
import type { Platform } from "../platform/platform.ts";
import { sweepCustomers } from "../portal/sweep.ts";
import { buildCommentIndexes } from "../search/comments.ts";
import { rebuildIndexes } from "../search/rebuild.ts";
import { destroyCopies } from "../settings/customers.ts";
import { carryOutRests } from "../settings/field-values.ts";
import { carryOutRemovals } from "../settings/removals.ts";
import { countCustomers } from "./stats.ts";

/**
 * Everything that lost events, kills and crashes left behind, cheapest first; what is not through goes on next time. A part
 * that fails is told and keeps none of the others from running.
 */
export async function sweep(platform: Platform, until: number): Promise<void> {
  const part = async <T>(name: string, work: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await work();
    } catch (cause) {
      platform.log.failed("a part of the sweep failed", cause, { name });
      return undefined;
    }
  };
  const settled = (await part("accounts", () => sweepAccounts(platform, until))) ?? 0;
  const running = await part("jobs", async () => {
    const found = await platform.db.collection(JOBS).where("state", "==", "running").limit(20).get();
    for (const job of found.docs) await part(`job ${job.id}`, () => runMassAction(platform, job.id, until));
    return found.size;
  });
  await part("removals", () => carryOutRemovals(platform, until));
  await part("defaults", () => carryOutRests(platform, until));
  const customers = await part("customers", () => sweepCustomers(platform, until));
  await part("copies", () => destroyForbidden(platform));
  const files = (await part("files", () => sweepFiles(platform, until))) ?? 0;
  await part("counts", () => countCustomers(platform));
  await part("search", () => rebuildIndexes(platform, until));
  await part("search in comments", () => buildCommentIndexes(platform, until));
  const { mended = 0, more = false } = customers ?? {};
  if (settled + mended + files > 0)
    platform.log.info("sweep", { settled, jobs: running ?? 0, mended, files, more });
}

// Copies that a killed *switch off* left behind: on again, they must not come to light (10 §4.2).
async function destroyForbidden(platform: Platform): Promise<void> {
  const { customers } = await readSettings(platform);
  if (customers.showPasswords) return;
  await destroyCopies(platform);
  await destroyFieldSecrets(platform, null);
}
