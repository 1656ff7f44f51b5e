import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

const Stored = z.object({
  what: z.enum(["label", "field"]),
  title: z.string(),
  total: z.int(),
  done: z._default(z.int(), 0),
});

/**
 * `removals/{label id, or attr_<name>}`: a deleted label or additional field that is still being taken off the records
 * (10 §7.6, §8.21). `total` records held it when it was deleted, `done` hold it no more. It goes when the last one does.
 */
export type Removal = Readonly<z.output<typeof Stored>> & { readonly id: string };

/** Reads `removals/{id}`. */
export function readRemoval(id: string, data: unknown): Result<Removal, BadRecord> {
  const parsed = Stored.safeParse(data);
  return parsed.success ? ok({ ...parsed.data, id }) : badRecord(`removals/${id}`, parsed.error);
}
