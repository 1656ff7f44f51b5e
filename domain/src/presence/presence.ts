import * as z from "zod/mini";
import type { AdminId, CustomerId, PartnerId, TabId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import type { Instant } from "../time/instant.ts";
import { pendingTimestamp } from "../time/instant.ts";

/** Seconds between heartbeats: with a colleague on the same customer, and alone. */
export const BEAT_TOGETHER = 60;
export const BEAT_ALONE = 300;
const STALE_BEATS = 2.5;

/** `presence/{tab}`: one open tab of one administrator. The record disappears by its TTL, `expireAt`. */
export interface Presence {
  readonly id: TabId;
  readonly uid: AdminId;
  /** Of the customer looked at, so that readers can be kept to their scope. */
  readonly partnerId: PartnerId;
  readonly customerId: CustomerId;
  /** Key of the field that has the focus. */
  readonly field: string | null;
  /** Seconds until this tab's next heartbeat. */
  readonly beat: number;
  /** Null while the local write is under way. */
  readonly at: Instant | null;
}

const Stored = z.object({
  uid: z.string().check(z.minLength(1)),
  partnerId: z.string(),
  customerId: z.string(),
  field: z.nullable(z.string()),
  beat: z.int().check(z.gte(1), z.lte(3600)),
  at: pendingTimestamp,
});

/** Reads one `presence/{tab}`. */
export function readPresence(id: string, data: unknown): Result<Presence, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(`presence/${id}`, parsed.error);
  const { uid, partnerId, customerId, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as TabId,
    uid: uid as AdminId,
    partnerId: partnerId as PartnerId,
    customerId: customerId as CustomerId,
  });
}

/** True when 2.5 of its own beats have passed without a sign of life. */
export function isStale(presence: Pick<Presence, "at" | "beat">, now: Instant): boolean {
  return presence.at !== null && now - presence.at > presence.beat * STALE_BEATS * 1000;
}

/** The moment after which the database may drop the record by itself. */
export function expiry(beat: number, now: Instant): Instant {
  return (now + beat * STALE_BEATS * 2 * 1000) as Instant;
}

/** The colleagues there now: not the viewer himself, nobody stale, one entry each, the one in a field first. */
export function present(all: readonly Presence[], viewer: AdminId, now: Instant): readonly Presence[] {
  const fresh = all.filter((one) => one.uid !== viewer && !isStale(one, now));
  const byPerson = new Map<AdminId, Presence>();
  for (const one of fresh) {
    const known = byPerson.get(one.uid);
    if (known === undefined || (known.field === null && one.field !== null)) byPerson.set(one.uid, one);
  }
  return [...byPerson.values()].sort((a, b) => (a.uid < b.uid ? -1 : 1));
}
