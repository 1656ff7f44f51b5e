import * as z from "zod/mini";
import { CUSTOMER_STATUSES, type CustomerStatus } from "../customer/status.ts";
import type { CustomerId, CustomerNumber, EntryId, PartnerId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import type { Instant } from "../time/instant.ts";
import { pendingTimestamp } from "../time/instant.ts";

/** `statusChanges/{entryId}` read: one line of *Logs → Changes of statuses* (11 §10). Its id is the activity entry's. */
export interface StatusChange {
  readonly id: EntryId;
  /** Null while the moment is not known yet. */
  readonly time: Instant | null;
  readonly customerId: CustomerId;
  readonly number: CustomerNumber;
  readonly partnerId: PartnerId;
  readonly from: CustomerStatus;
  readonly to: CustomerStatus;
  /** An administrator, or `system`, `scheduled`, `import`. */
  readonly actor: string;
  /** An invoice number, a job, the day of a planned change. */
  readonly cause: string | null;
}

/** The document of a line, ready to be written in the transaction of the change. */
export interface StatusChangeDocument<Time> extends Omit<StatusChange, "id" | "time"> {
  readonly time: Time;
}

const Stored = z.object({
  time: pendingTimestamp,
  customerId: z.string().check(z.minLength(1)),
  number: z.int(),
  partnerId: z.string(),
  from: z.enum(CUSTOMER_STATUSES),
  to: z.enum(CUSTOMER_STATUSES),
  actor: z.string().check(z.minLength(1)),
  cause: z._default(z.nullable(z.string()), null),
});

/** Reads one line of the log. */
export function readStatusChange(path: string, id: string, data: unknown): Result<StatusChange, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(path, parsed.error);
  const { customerId, number, partnerId, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as EntryId,
    customerId: customerId as CustomerId,
    number: number as CustomerNumber,
    partnerId: partnerId as PartnerId,
  });
}

const isStatus = (value: unknown): value is CustomerStatus =>
  CUSTOMER_STATUSES.some((status) => status === value);

/**
 * The line that a change of a customer makes, or undefined when his status stays as it was. Making a customer is no
 * change of his status: nothing was there before.
 */
export function statusChangeOf<Time>(
  was: { readonly status?: unknown },
  will: { readonly status?: unknown },
  about: Omit<StatusChangeDocument<Time>, "from" | "to">,
): StatusChangeDocument<Time> | undefined {
  if (!isStatus(was.status) || !isStatus(will.status) || was.status === will.status) return undefined;
  return { ...about, from: was.status, to: will.status };
}
