import type { CustomerId, AdminId } from "@trunkline/domain/ids/ids";
import type { Transaction } from "firebase-admin/firestore";
import { countTurn, type Turn } from "../doorway/frequency.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";

/** Reveals an administrator may make in an hour, over all customers (10 §4.7). */
export const REVEALS_PER_HOUR = 20;
/** Refused tries of his that are told in an hour: who tries is known by then, and no log can be filled by trying. */
export const REFUSALS_TOLD_PER_HOUR = 20;

/** Looks at the administrator's reveals of the last hour. */
export function countReveal(tx: Transaction, platform: Platform, uid: AdminId): Promise<Turn> {
  return countTurn(tx, platform, `reveals_${uid}`, { most: REVEALS_PER_HOUR, minutes: 60 });
}

/** Looks at how many of his refused tries were told in the last hour. */
export function countRefusal(tx: Transaction, platform: Platform, uid: AdminId): Promise<Turn> {
  return countTurn(tx, platform, `revealsRefused_${uid}`, { most: REFUSALS_TOLD_PER_HOUR, minutes: 60 });
}

/** The calls that show a password. */
export type Revealing = "showPassword" | "showFieldPassword";

/**
 * Notes in the operations log that an administrator tried to be shown a password who may not be, or of somebody he does not
 * reach (10 §4.7). A customer whom he may not know is no line of that customer's history.
 */
export async function noteRefused(
  platform: Platform,
  { uid, address }: AdminCaller,
  operation: Revealing,
  result: "not-allowed" | "not-found",
  customerId: CustomerId | null,
): Promise<void> {
  await platform.db.runTransaction(async (tx) => {
    const turn = await countRefusal(tx, platform, uid);
    if (turn.kind === "limit") return;
    turn.write();
    logOperation(tx, platform, {
      actor: uid,
      ip: address,
      action: operation,
      result,
      ...(customerId === null ? {} : { customerId }),
    });
  });
}
