import type { AnswerOf, Call } from "@trunkline/domain/calls/call";
import type * as calls from "@trunkline/domain/calls/index";
import type { Limited } from "@trunkline/domain/calls/parts";
import { limiterPath } from "@trunkline/domain/paths";
import { Timestamp, type Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";

/** How often somebody may do something within so many minutes. */
export interface Limit {
  readonly most: number;
  readonly minutes: number;
}

/** Whether it may be done once more; `write` counts it, after all reads of the transaction. */
export type Turn =
  | { readonly kind: "counted"; readonly write: () => void }
  | { readonly kind: "limit"; readonly minutes: number };

/** Looks at what was done under this key within the limit's minutes. Once full, further tries cost a read only. */
export async function countTurn(
  tx: Transaction,
  platform: Platform,
  key: string,
  { most, minutes }: Limit,
): Promise<Turn> {
  const ref = platform.db.doc(limiterPath(key));
  const lasts = minutes * 60_000;
  const now = platform.clock();
  const stored = (await tx.get(ref)).get("moments") as unknown;
  const moments = (Array.isArray(stored) ? stored : []).filter(
    (at): at is number => typeof at === "number" && at > now - lasts,
  );
  const oldest = moments.at(-most);
  if (oldest !== undefined) return { kind: "limit", minutes: Math.ceil((oldest + lasts - now) / 60_000) };
  return {
    kind: "counted",
    write: () => {
      tx.set(ref, { moments: [...moments, now], expireAt: Timestamp.fromMillis(now + 2 * lasts) });
    },
  };
}

/** The calls whose answer can be that they were made too often. */
type LimitedCall = {
  [K in keyof typeof calls]: (typeof calls)[K] extends Call<infer _Input, infer _Answer>
    ? Limited extends AnswerOf<(typeof calls)[K]>
      ? K
      : never
    : never;
}[keyof typeof calls];

/**
 * Calls that one account may not make as often as it likes, for what they cost or give away: how often people at work make
 * them leaves room to spare. Which other limit, or none, each of the other calls has: `frequency.test.ts`.
 */
export const LIMITS = {
  // Says whether an address or a number is known, also to another partner: adding a customer asks some six times.
  findDuplicates: { most: 200, minutes: 10 },
  // Each is a transaction, an entry of the history, and work for every index.
  saveOwnProfile: { most: 20, minutes: 10 },
} as const satisfies Partial<Record<LimitedCall, Limit>>;

/** Counts one call of this account; the refusal, if it came too often. */
export async function takeTurn(platform: Platform, call: string, uid: string): Promise<Limited | undefined> {
  const limit = Object.entries<Limit>(LIMITS).find(([name]) => name === call)?.[1];
  return limit === undefined ? undefined : takeTurnAt(platform, `${call}_${uid}`, limit);
}

/** Counts what is limited under this key by itself, before it is done; the refusal, if it came too often. */
export function takeTurnAt(platform: Platform, key: string, limit: Limit): Promise<Limited | undefined> {
  return platform.db.runTransaction(async (tx) => {
    const turn = await countTurn(tx, platform, key, limit);
    if (turn.kind === "limit") return turn;
    turn.write();
    return undefined;
  });
}
