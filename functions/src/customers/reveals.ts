import type { AdminId } from "@trunkline/domain/ids/ids";
import { limiterPath } from "@trunkline/domain/paths";
import { Timestamp, type Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

/** Reveals an administrator may make in an hour, over all customers (10 §4.7). */
export const REVEALS_PER_HOUR = 20;
const HOUR_MS = 60 * 60 * 1000;

/** Whether one more password may be shown; `write` counts it, after all reads of the transaction. */
export type Reveal =
  | { readonly kind: "counted"; readonly write: () => void }
  | { readonly kind: "limit"; readonly minutes: number };

/** Looks at the administrator's reveals of the last hour. */
export async function countReveal(tx: Transaction, platform: Platform, uid: AdminId): Promise<Reveal> {
  const ref = platform.db.doc(limiterPath(`reveals_${uid}`));
  const now = platform.clock();
  const stored = (await tx.get(ref)).get("moments") as unknown;
  const moments = (Array.isArray(stored) ? stored : []).filter(
    (at): at is number => typeof at === "number" && at > now - HOUR_MS,
  );
  const oldest = moments.at(-REVEALS_PER_HOUR);
  if (oldest !== undefined) return { kind: "limit", minutes: Math.ceil((oldest + HOUR_MS - now) / 60_000) };
  return {
    kind: "counted",
    write: () => {
      tx.set(ref, { moments: [...moments, now], expireAt: Timestamp.fromMillis(now + 2 * HOUR_MS) });
    },
  };
}
