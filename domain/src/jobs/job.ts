import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { pendingTimestamp } from "../time/instant.ts";

const Stored = z.object({
  uid: z.string(),
  kind: z.string(),
  state: z.enum(["running", "done"]),
  /** Of what is being removed; of other runs none. */
  title: z._default(z.string(), ""),
  total: z.int(),
  done: z._default(z.int(), 0),
  failed: z._default(z.array(z.object({ customerId: z.string(), number: z.int(), reason: z.string() })), []),
  createdAt: pendingTimestamp,
});

/** `jobs/{id}`: a long run over many records, for its owner to watch; every refused row with its reason (14 §1.10). */
export type Job = Readonly<z.output<typeof Stored>> & { readonly id: string };

/**
 * Reads `jobs/{id}`; and `removals/{label id, or attr_<name>}`, a deleted label or additional field that is still being
 * taken off the records (10 §7.6, §8.21), its `kind` `label` or `field`: so many held it when it was deleted, and so many
 * are done. It goes with the last one.
 */
export function readJob(id: string, data: unknown): Result<Job, BadRecord> {
  const parsed = Stored.safeParse(data);
  return parsed.success ? ok({ ...parsed.data, id }) : badRecord(`jobs/${id}`, parsed.error);
}
