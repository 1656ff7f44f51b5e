import type { CustomerId } from "@trunkline/domain/ids/ids";
import type { Platform } from "../platform/platform.ts";
import { settleQuietly } from "./account.ts";

const PAGE = 200;

/** Carries over what a crash left pending between the records and the identity service. */
export async function sweepAccounts(platform: Platform, until: number): Promise<number> {
  const pending = await platform.db
    .collection("credentials")
    .where("pending.version", ">", "")
    .limit(PAGE)
    .get();
  let settled = 0;
  for (const doc of pending.docs) {
    if (platform.clock() >= until) break;
    await settleQuietly(platform, doc.id as CustomerId);
    settled += 1;
  }
  return settled;
}
