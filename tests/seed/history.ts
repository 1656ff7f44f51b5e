import type { Action, RecordKind, Source } from "@trunkline/domain/activity/entry";
import { QUIET, tell } from "@trunkline/domain/activity/tell";
import type { CustomerId, CustomerNumber, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import { statusChangeOf } from "@trunkline/domain/logs/status-change";
import { activityPath, commentPath, customerPath, statusChangePath } from "@trunkline/domain/paths";
import type { CommentId } from "@trunkline/domain/ids/ids";
import type { SeedDocument } from "./document.ts";
import type { Chance } from "./random.ts";

/** Who did something, and when. */
export interface By {
  readonly at: Date;
  readonly actor: string;
  readonly source: Source;
  readonly cause?: string;
}

/** A customer's life told as it happened: every change makes its entry, as the product itself would. */
export interface History {
  readonly id: CustomerId;
  /** The customer as he is now. */
  readonly record: Readonly<Record<string, unknown>>;
  change(patch: Readonly<Record<string, unknown>>, by: By): void;
  comment(fields: Readonly<Record<string, unknown>>, by: By): Said;
  planned(date: string, after: Readonly<Record<string, unknown>>, by: By): void;
  /** The entries, comments and, last, the customer himself. */
  documents(): Iterable<SeedDocument>;
}

/** A comment just made; it can still be completed. */
export interface Said {
  complete(by: By): void;
}

/** Begins a history with the creation of the customer. */
export function begin(
  id: CustomerId,
  partnerId: PartnerId,
  fields: Readonly<Record<string, unknown>>,
  chance: Chance,
  by: By,
): History {
  const record: Record<string, unknown> = {};
  const written: SeedDocument[] = [];
  const addedBy = by.actor;

  const note = (
    was: Record<string, unknown>,
    will: Readonly<Record<string, unknown>>,
    what: {
      readonly kind: RecordKind;
      readonly record: string;
      readonly action: Action;
      readonly quiet: readonly string[];
    },
    { at, ...who }: By,
  ) => {
    const entryId = chance.word(20) as EntryId;
    const told = tell(was, will, { ...what, ...who, entryId, time: at, partnerId });
    if (told === undefined) return;
    const line = statusChangeOf(was, what.kind === "customer" ? will : {}, {
      time: at,
      customerId: id,
      number: was["number"] as CustomerNumber,
      partnerId,
      actor: who.actor,
      cause: who.cause ?? null,
    });
    if (line !== undefined) written.push({ path: statusChangePath(entryId), data: { ...line } });
    Object.assign(was, told.patch);
    written.push({ path: activityPath(id, entryId), data: { ...told.entry } });
  };
  const change = (patch: Readonly<Record<string, unknown>>, by: By, action: Action = "changed") =>
    note(record, patch, { kind: "customer", record: id, action, quiet: QUIET.customer }, by);

  const filled = Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
  change(filled, by, "created");
  for (const [key, value] of Object.entries(fields)) record[key] ??= value;

  return {
    id,
    record,
    change: (patch, by) => change(patch, by),
    comment: (said, by) => {
      const commentId = chance.word(20) as CommentId;
      const comment: Record<string, unknown> = {};
      const quiet = { author: by.actor, partnerId, addedBy, createdAt: by.at, doneBy: null, doneAt: null };
      note(
        comment,
        { ...said, ...quiet },
        { kind: "comment", record: commentId, action: "created", quiet: QUIET.comment },
        by,
      );
      written.push({ path: commentPath(id, commentId), data: comment });
      return {
        complete: (doer) =>
          note(
            comment,
            { state: "done", doneBy: doer.actor, doneAt: doer.at },
            { kind: "comment", record: commentId, action: "completed", quiet: QUIET.comment },
            doer,
          ),
      };
    },
    planned: (date, after, by) =>
      note(
        {},
        after,
        { kind: "planned", record: date, action: "planned", quiet: ["updatedAt", "lastActivity"] },
        by,
      ),
    documents: function* documents() {
      yield* written;
      yield { path: customerPath(id), data: record };
    },
  };
}

function isEmpty(value: unknown): boolean {
  return value === null || value === "" || (Array.isArray(value) && value.length === 0);
}
