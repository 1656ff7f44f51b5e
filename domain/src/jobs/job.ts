import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import { pendingTimestamp } from "../time/instant.ts";

const Stored = z.object({
  uid: z.string(),
  kind: z.string(),
  state: z.enum(["running", "done"]),
  total: z.int(),
  done: z._default(z.int(), 0),
  failed: z._default(z.array(z.object({ customerId: z.string(), number: z.int(), reason: z.string() })), []),
  createdAt: pendingTimestamp,
});

/** `jobs/{id}`: a long run over many records, for its owner to watch; every refused row with its reason (14 §1.10). */
export type Job = Readonly<z.output<typeof Stored>> & { readonly id: string };

/** Reads `jobs/{id}`. */
export function readJob(id: string, data: unknown): Result<Job, BadRecord> {
  const parsed = Stored.safeParse(data);
  return parsed.success ? ok({ ...parsed.data, id }) : badRecord(`jobs/${id}`, parsed.error);
}
