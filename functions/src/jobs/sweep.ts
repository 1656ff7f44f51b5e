import { JOBS } from "@trunkline/domain/paths";
import { sweepFiles } from "../customers/field-files.ts";
import { runMassAction } from "../customers/mass.ts";
import { sweepAccounts } from "../identity/sweep.ts";
import type { Platform } from "../platform/platform.ts";
import { sweepCustomers } from "../portal/sweep.ts";
import { rebuildIndexes } from "../search/rebuild.ts";
import { countCustomers } from "./stats.ts";

/** Everything that lost events, kills and crashes left behind, cheapest first; what is not through goes on next time. */
export async function sweep(platform: Platform, until: number): Promise<void> {
  const settled = await sweepAccounts(platform, until);
  const running = await platform.db.collection(JOBS).where("state", "==", "running").limit(20).get();
  for (const job of running.docs) await runMassAction(platform, job.id, until);
  const { mended, more } = await sweepCustomers(platform, until);
  const files = await sweepFiles(platform, until);
  await countCustomers(platform);
  await rebuildIndexes(platform, until);
  if (settled + mended + files > 0)
    platform.log.info("sweep", { settled, jobs: running.size, mended, files, more });
}
