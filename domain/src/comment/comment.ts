import * as z from "zod/mini";
import type { AdminId, CommentId, CustomerId, EntryId, PartnerId } from "../ids/ids.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";
import type { Instant } from "../time/instant.ts";
import { pendingTimestamp, timestamp } from "../time/instant.ts";

/** A comment; a to-do that is open or done (it has a date); or what is left of a deleted one (12 §4.3). */
export const COMMENT_STATES = ["comment", "open", "done", "deleted"] as const;
export type CommentState = (typeof COMMENT_STATES)[number];

/** `markup` is the small dialect of docs/data-model.md, drawn as elements and never as HTML. */
export const COMMENT_FORMATS = ["plain", "markup"] as const;
export type CommentFormat = (typeof COMMENT_FORMATS)[number];

export const LONGEST_COMMENT = 5000;
export const MOST_MENTIONS = 20;

/** What a person writes and changes: the told fields. */
export interface CommentFields {
  readonly state: CommentState;
  readonly text: string;
  readonly format: CommentFormat;
  /** Key of a type and a category of `config/comments` (12 §5.4). */
  readonly type: string;
  readonly category: string;
  /** When the to-do is due; null makes it a comment. */
  readonly scheduled: Instant | null;
  /** Who is to do it; a to-do always has one, a comment none. */
  readonly assignee: AdminId | null;
  readonly mentions: readonly AdminId[];
  readonly pinned: boolean;
}

/** `customers/{id}/comments/{commentId}` read. */
export interface Comment extends CommentFields {
  readonly id: CommentId;
  readonly customerId: CustomerId;
  readonly author: AdminId;
  readonly partnerId: PartnerId;
  readonly doneBy: AdminId | null;
  readonly doneAt: Instant | null;
  /** When it last named people; what the named ones are shown as new (12 §4.10). */
  readonly mentionedAt: Instant | null;
  /** Null while the local write is under way. */
  readonly createdAt: Instant | null;
  readonly updatedAt: Instant | null;
  readonly lastActivity: EntryId;
}

const Stored = z.object({
  state: z.enum(COMMENT_STATES),
  text: z.string(),
  format: z._default(z.enum(COMMENT_FORMATS), "plain"),
  type: z._default(z.string(), "comment"),
  category: z._default(z.string(), "info"),
  scheduled: z._default(z.nullable(timestamp), null),
  assignee: z._default(z.nullable(z.string()), null),
  mentions: z._default(z.array(z.string()), []),
  pinned: z._default(z.boolean(), false),
  author: z.string().check(z.minLength(1)),
  partnerId: z.string().check(z.minLength(1)),
  doneBy: z._default(z.nullable(z.string()), null),
  doneAt: z._default(pendingTimestamp, null),
  mentionedAt: z._default(pendingTimestamp, null),
  createdAt: pendingTimestamp,
  updatedAt: pendingTimestamp,
  lastActivity: z.string(),
});

/** Reads one comment or to-do. */
export function readComment(customerId: string, id: string, data: unknown): Result<Comment, BadRecord> {
  const parsed = Stored.safeParse(data);
  if (!parsed.success) return badRecord(`customers/${customerId}/comments/${id}`, parsed.error);
  const { assignee, mentions, author, partnerId, doneBy, lastActivity, ...rest } = parsed.data;
  return ok({
    ...rest,
    id: id as CommentId,
    customerId: customerId as CustomerId,
    assignee: assignee as AdminId | null,
    mentions: mentions as AdminId[],
    author: author as AdminId,
    partnerId: partnerId as PartnerId,
    doneBy: doneBy as AdminId | null,
    lastActivity: lastActivity as EntryId,
  });
}
