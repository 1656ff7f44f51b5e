import * as z from "zod/mini";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

const count = z._default(z.int(), 0);
const Stored = z.object({ new: count, active: count, blocked: count, inactive: count, balance: count });

/** `stats/{scope}`: customers by status and the sum of their balances, as the last sweep counted them. */
export type CustomerStats = Readonly<z.output<typeof Stored>>;

/** Reads `stats/{scope}`; a document that is not there yet (undefined) reads as zeros. */
export function readStats(scope: string, data: unknown): Result<CustomerStats, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord(`stats/${scope}`, parsed.error);
}
