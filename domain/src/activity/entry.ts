import * as z from "zod/mini";
import type { AdminId, EntryId, PartnerId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import type { Instant } from "../time/instant.ts";
import { pendingTimestamp } from "../time/instant.ts";

/** Who or what a change came through (12 §6.3). */
export const SOURCES = ["administrator", "portal", "system", "scheduled", "import", "api"] as const;
export type Source = (typeof SOURCES)[number];

/** The kinds of record that an entry can be about. */
export const RECORD_KINDS = [
  "customer",
  "comment",
  "planned",
  "service",
  "invoice",
  "payment",
  "transaction",
  "document",
  "message",
  "ticket",
  "task",
  "hardware",
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** What was done. A browser may tell the first five; functions tell the rest as well. */
export const ACTIONS = [
  "created",
  "changed",
  "completed",
  "reopened",
  "deleted",
  "restored",
  "converted",
  "password-set",
  "password-shown",
  "password-show-refused",
  "secret-shown",
  "secret-show-refused",
  "opened-portal",
  "signed-in",
  "planned",
  "plan-changed",
  "plan-removed",
  "plan-run",
  "plan-skipped",
  "moved-partner",
] as const;
export type Action = (typeof ACTIONS)[number];

/** The actors that are no person. A person is his uid; names come from the directory. */
export const MACHINES = ["system", "scheduled", "import"] as const;
export type Machine = (typeof MACHINES)[number];

/** `customers/{id}/activity/{entryId}` read: one change, with the old and new value of each field it touched. */
export interface ActivityEntry {
  readonly id: EntryId;
  /** Null while a local write is under way. */
  readonly time: Instant | null;
  readonly actor: string;
  readonly source: Source;
  readonly kind: RecordKind;
  readonly record: string;
  readonly action: Action;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly partnerId: PartnerId;
  /** Why, where a cause exists: an invoice number, a job, a reason. */
  readonly cause: string | null;
  /** The administrator who acted as the customer; the actor is then the customer. */
  readonly behalf: AdminId | null;
  /** The entry whose change this one takes back. */
  readonly undoes: EntryId | null;
}

const values = z.pipe(
  z.record(z.string(), z.unknown()),
  z.transform((map) => Object.fromEntries(Object.entries(map).map(([key, value]) => [key, plain(value)]))),
);

// Screens compare and show plain values; a stored moment becomes its milliseconds.
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return "toMillis" in value && typeof value.toMillis === "function" ? (value.toMillis() as unknown) : value;
}

const Stored = z.object({
  time: pendingTimestamp,
  actor: z.string().check(z.minLength(1)),
  source: z.enum(SOURCES),
  kind: z.enum(RECORD_KINDS),
  record: z.string(),
  action: z.enum(ACTIONS),
  before: values,
  after: values,
  partnerId: z.string(),
  cause: z._default(z.nullable(z.string()), null),
  behalf: z._default(z.nullable(z.string()), null),
  undoes: z._default(z.nullable(z.string()), null),
});

/** Reads one entry of a customer's activity. */
export function readEntry(path: string, id: string, data: unknown): Result<ActivityEntry, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(path, parsed.error);
  const { partnerId, behalf, undoes, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as EntryId,
    partnerId: partnerId as PartnerId,
    behalf: behalf as AdminId | null,
    undoes: undoes as EntryId | null,
  });
}
