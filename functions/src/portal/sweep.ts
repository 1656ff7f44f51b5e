import type { CustomerId } from "@trunkline/domain/ids/ids";
import { counterPath, CUSTOMERS } from "@trunkline/domain/paths";
import { FieldPath, Timestamp } from "firebase-admin/firestore";
import { followKind } from "../customers/follow-kind.ts";
import { followPartner } from "../customers/follow-partner.ts";
import { readSettings, type Settings } from "../customers/settings.ts";
import { isBusy } from "../doorway/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { projectCustomer } from "./project.ts";

const PAGE = 100;
/** So many wait for the database together: after a change of settings all customers are gone through. */
const SIDE_BY_SIDE = 20;
// Stamps are the server's, but a commit that began earlier can become visible later; look back a little.
const OVERLAP_MS = 5 * 60 * 1000;

interface Cursor {
  readonly at: Timestamp;
  readonly id: string;
}

/**
 * Finds what a lost trigger left behind: goes through the records changed since the last sweep, in the order of their
 * change, until it is through or the time is up; the place is kept after each page.
 */
export async function sweepCustomers(
  platform: Platform,
  until: number,
): Promise<{ readonly mended: number; readonly more: boolean }> {
  const { db } = platform;
  const place = db.doc(counterPath("customerSweep"));
  const settings = await readSettings(platform);
  const stored = await place.get();
  let cursor = cursorOf(stored.get("at"), stored.get("id"));
  let mended = 0;
  while (platform.clock() < until) {
    const page = await db
      .collection(CUSTOMERS)
      .orderBy("updatedAt")
      .orderBy(FieldPath.documentId())
      .startAfter(cursor.at, cursor.id)
      .limit(PAGE)
      .get();
    for (let from = 0; from < page.size; from += SIDE_BY_SIDE) {
      const some = page.docs.slice(from, from + SIDE_BY_SIDE);
      const done = await Promise.all(some.map(({ id }) => mend(platform, settings, id as CustomerId)));
      mended += done.filter(Boolean).length;
    }
    const last = page.docs.at(-1);
    if (last !== undefined) cursor = cursorOf(last.get("updatedAt"), last.id);
    if (page.size < PAGE) {
      const back = Math.min(cursor.at.toMillis(), platform.clock()) - OVERLAP_MS;
      await place.set({ at: Timestamp.fromMillis(Math.max(0, back)), id: FIRST_ID });
      return { mended, more: false };
    }
    await place.set(cursor);
  }
  return { mended, more: true };
}

// One record that cannot be brought up to date must not hold up all that come after it. A busy store is another matter.
async function mend(platform: Platform, settings: Settings, id: CustomerId): Promise<boolean> {
  try {
    const projected = await projectCustomer(platform, settings, id);
    const moved = (await followPartner(platform, id)) + (await followKind(platform, id));
    return projected || moved > 0;
  } catch (cause) {
    if (isBusy(cause)) throw cause;
    platform.log.failed("a customer could not be brought up to date", cause, { customerId: id });
    return false;
  }
}

// Sorts before every id of ours.
const FIRST_ID = "!";

function cursorOf(at: unknown, id: unknown): Cursor {
  return at instanceof Timestamp && typeof id === "string"
    ? { at, id }
    : { at: Timestamp.fromMillis(0), id: FIRST_ID };
}

/** Lets the next sweep begin at the first record: a setting that every portal shows has changed. */
export async function restartSweep(platform: Platform): Promise<void> {
  await platform.db.doc(counterPath("customerSweep")).delete();
}
