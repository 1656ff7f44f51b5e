import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import type { PartnerId } from "@trunkline/domain/ids/ids";
import { customerPath, PARTNERS } from "@trunkline/domain/paths";
import { readSettings } from "../functions/src/customers/settings.ts";
import { countCustomers } from "../functions/src/jobs/stats.ts";
import { rebuildIndex } from "../functions/src/search/rebuild.ts";
import { bulkWrites } from "../scripts/stack/bulk-writes.ts";
import { withoutTriggers } from "../scripts/stack/emulators.ts";
import { customer, customerIdOf, type Crowd } from "../tests/seed/customers.ts";
import type { SeedDocument } from "../tests/seed/document.ts";
import { platformOf, type StackAddresses } from "../tests/stack/stack.ts";

/** The demonstration's people, so many of them. */
export const CROWD = (count: number): Crowd => ({
  seed: 17,
  count,
  now: new Date(Date.UTC(2026, 10, 20, 9)),
});

/** The record of a customer alone: whatever else the demonstration makes of him is not made. */
export function recordDocument(crowd: Crowd, index: number): SeedDocument {
  const wanted = customerPath(customerIdOf(crowd.seed, index));
  for (const document of customer(crowd, index)) if (document.path === wanted) return document;
  throw new Error(`The demonstration has no customer ${index}`);
}

/** The record as its reader gives it. */
export function recordOf(crowd: Crowd, index: number): Customer {
  const stored = Object.entries(recordDocument(crowd, index).data).map(([key, value]) => [
    key,
    value instanceof Date ? { toMillis: () => value.getTime() } : value,
  ]);
  const read = readCustomer(customerIdOf(crowd.seed, index), Object.fromEntries(stored));
  if (!read.ok) throw new Error(`${read.error.path}: ${read.error.problems.join("; ")}`);
  return read.value;
}

interface Filling {
  /** Customers that are there. */
  readonly from: number;
  /** Customers that are to be there. */
  readonly to: number;
  /** So many of them, the first, come with their histories and comments. */
  readonly whole: number;
}

/**
 * Fills a stack up to so many customers: real records in the database, the real index made of them by the function
 * that makes it, and the counts. What a list never reads (sign-in accounts, what lies beside the later records) is left
 * out, which makes it minutes less.
 */
export async function fill(stack: StackAddresses, { from, to, whole }: Filling): Promise<void> {
  const crowd = CROWD(to);
  const platform = platformOf(stack);
  const { db } = platform;
  try {
    await withoutTriggers(stack.ports, async () => {
      const documents = bulkWrites(db, () => undefined);
      for (let index = from; index < to; index += 1) {
        const made = index < whole ? customer(crowd, index) : [recordDocument(crowd, index)];
        for (const { path, data } of made)
          await documents.write((batch) => void batch.set(db.doc(path), data));
      }
      await documents.finish();
    });
    const { definitions } = await readSettings(platform);
    for (const { id } of await db.collection(PARTNERS).listDocuments())
      await rebuildIndex(platform, id as PartnerId, definitions);
    await countCustomers(platform);
  } finally {
    await platform.close();
  }
}
