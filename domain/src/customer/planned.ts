import * as z from "zod/mini";
import type { AdminId, CustomerNumber } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";
import type { Day } from "../time/day.ts";
import { parseDay } from "../time/day.ts";
import { CUSTOMER_STATUSES } from "./status.ts";
import type { CustomerStatus } from "./status.ts";

export const PLANNED_STATES = ["waiting", "done", "skipped", "dropped", "removed"] as const;

/** `customers/{id}/planned/{date}` read: a status change planned for a day (11 §7). */
export interface PlannedChange {
  readonly date: Day;
  readonly status: CustomerStatus;
  readonly state: (typeof PLANNED_STATES)[number];
  readonly createdBy: AdminId;
  /** The ID people see, for the log of planned changes (11 §7.6); 0 in one planned before the log was there. */
  readonly number: CustomerNumber;
}

const Stored = z.object({
  status: z.enum(CUSTOMER_STATUSES),
  state: z._default(z.enum(PLANNED_STATES), "waiting"),
  createdBy: z.string(),
  number: z._default(z.int(), 0),
});

/** Reads one planned change; its id is its date. */
export function readPlanned(path: string, id: string, data: unknown): Result<PlannedChange, BadRecord> {
  const date = parseDay(id);
  if (date === undefined) return refuse({ path, problems: ["id: not a date"] });
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(path, parsed.error);
  return ok({
    ...parsed.data,
    date,
    createdBy: parsed.data.createdBy as AdminId,
    number: parsed.data.number as CustomerNumber,
  });
}
