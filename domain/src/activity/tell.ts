import type { AdminId, EntryId, PartnerId } from "../ids/ids.ts";
import { sameValue } from "../merge/equal.ts";
import type { Action, Machine, RecordKind, Source } from "./entry.ts";

/** Fields that are derived from others or from the entry itself, and so are not told. */
export const QUIET: Record<"customer" | "comment", readonly string[]> = {
  customer: ["lastActivity", "updatedAt", "nameFolded"],
  comment: [
    "lastActivity",
    "updatedAt",
    "createdAt",
    "author",
    "partnerId",
    "addedBy",
    "doneBy",
    "doneAt",
    "mentionedAt",
  ],
};

/** What a caller says about a change; `time` is the SDK's server timestamp. */
export interface Telling<Time> {
  readonly entryId: EntryId;
  readonly time: Time;
  readonly actor: string | Machine;
  readonly source: Source;
  readonly kind: RecordKind;
  readonly record: string;
  readonly action: Action;
  readonly partnerId: PartnerId;
  readonly quiet: readonly string[];
  readonly cause?: string;
  readonly behalf?: AdminId;
  readonly undoes?: EntryId;
}

/** The document of an activity entry, ready to be written. */
export interface EntryDocument<Time> {
  readonly time: Time;
  readonly actor: string;
  readonly source: Source;
  readonly kind: RecordKind;
  readonly record: string;
  readonly action: Action;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly partnerId: PartnerId;
  readonly cause?: string;
  readonly behalf?: AdminId;
  readonly undoes?: EntryId;
}

/** The two halves of a told change: both are written in one commit, or neither. */
export interface Told<Time> {
  /** The touched fields and those that follow from them, with `lastActivity` naming the entry. */
  readonly patch: Readonly<Record<string, unknown>>;
  readonly entry: EntryDocument<Time>;
}

/**
 * Builds the record's patch and its activity entry exactly as the rules demand: `before` and `after` hold every
 * told field that differs, as the document held it and as it will. `was` is the stored document ({} when the record
 * is made), `will` the fields to be written. Undefined when no told field differs.
 */
export function tell<Time>(
  was: Readonly<Record<string, unknown>>,
  will: Readonly<Record<string, unknown>>,
  telling: Telling<Time>,
): Told<Time> | undefined {
  const { quiet, entryId, ...said } = telling;
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(will)) {
    const known = Object.hasOwn(was, field);
    if (quiet.includes(field) || (known && sameValue(was[field], value))) continue;
    if (known) before[field] = was[field];
    after[field] = value;
  }
  if (Object.keys(after).length === 0) return undefined;
  const follows = Object.entries(will).filter(([field]) => quiet.includes(field));
  return {
    patch: { ...after, ...Object.fromEntries(follows), updatedAt: telling.time, lastActivity: entryId },
    entry: { ...said, before, after },
  };
}

/** An entry about something that changes no told field, such as a password shown. */
export function tellEvent<Time>(telling: Omit<Telling<Time>, "quiet" | "entryId">): EntryDocument<Time> {
  return { ...telling, before: {}, after: {} };
}
