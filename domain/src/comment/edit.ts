import type { Viewer } from "../admin/session.ts";
import type { Reach } from "../admin/can.ts";
import { can } from "../admin/can.ts";
import type { Action } from "../activity/entry.ts";
import type { FieldProblem } from "../customer/problem.ts";
import type { AdminId, PartnerId } from "../ids/ids.ts";
import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";
import { hasBadCharacters, isBlank } from "../text/clean.ts";
import type { Instant } from "../time/instant.ts";
import type { Comment, CommentFields, CommentState } from "./comment.ts";
import { LONGEST_COMMENT, MOST_MENTIONS } from "./comment.ts";

/** What the forms of panel and tab let a person type. */
export interface CommentDraft {
  readonly text: string;
  readonly format: "plain" | "markup";
  readonly type: string;
  readonly category: string;
  readonly scheduled: Instant | null;
  readonly assignee: AdminId | null;
  readonly mentions: readonly AdminId[];
}

/** A quick comment of the panel (12 §5.6). */
export const QUICK: Pick<CommentDraft, "format" | "type" | "category"> = {
  format: "plain",
  type: "comment",
  category: "info",
};

export type CommentProblems = Partial<Record<keyof CommentDraft, FieldProblem>>;

/** Checks a draft; `previous` is the schedule the entry already has, which may lie in the past (12 §4.2, §4.4). */
export function checkComment(
  draft: CommentDraft,
  now: Instant,
  previous: Instant | null,
): Result<CommentDraft, CommentProblems> {
  const problems: CommentProblems = {};
  const text = draft.text.trim();
  if (isBlank(text)) problems.text = { kind: "required" };
  else if (text.length > LONGEST_COMMENT) problems.text = { kind: "too-long", max: LONGEST_COMMENT };
  else if (hasBadCharacters(text, true)) problems.text = { kind: "bad-characters" };
  if (draft.scheduled !== null && draft.scheduled !== previous && draft.scheduled < now) {
    problems.scheduled = { kind: "before", limit: "now" };
  }
  if (draft.mentions.length > MOST_MENTIONS) problems.mentions = { kind: "too-many", max: MOST_MENTIONS };
  return Object.keys(problems).length > 0 ? refuse(problems) : ok({ ...draft, text });
}

/** Who is to do it: a to-do without a name is its author's, which makes it findable among his own (12 §4.5). */
function assigneeOf(draft: CommentDraft, author: AdminId): AdminId | null {
  return draft.scheduled === null ? null : (draft.assignee ?? author);
}

/** The told fields of a new entry. */
export function newComment(draft: CommentDraft, author: AdminId): CommentFields {
  const state = draft.scheduled === null ? "comment" : "open";
  return { ...draft, state, assignee: assigneeOf(draft, author), pinned: false };
}

/** The told fields of an entry after an edit; a to-do without its date becomes a comment again. */
export function editedComment(
  comment: Pick<Comment, "state" | "pinned" | "author">,
  draft: CommentDraft,
): CommentFields {
  const state: CommentState =
    draft.scheduled === null ? "comment" : comment.state === "done" ? "done" : "open";
  return { ...draft, state, assignee: assigneeOf(draft, comment.author), pinned: comment.pinned };
}

/** What a deleted entry keeps: nothing of what it said; its history is in the activity. */
export const DELETED_COMMENT = {
  state: "deleted",
  text: "",
  scheduled: null,
  mentions: [],
  pinned: false,
} as const satisfies Partial<CommentFields>;

/** The action that the activity tells for a change of state. */
export function commentAction(was: CommentState | undefined, will: CommentState): Action {
  if (was === undefined) return "created";
  if (will === "deleted") return "deleted";
  if (was !== "done" && will === "done") return "completed";
  return was === "done" && will !== "done" ? "reopened" : "changed";
}

/** Who finished a to-do and when, or nulls: the quiet fields that follow from the state. */
export function doneFields<Time>(
  was:
    | { readonly state: CommentState; readonly doneBy: AdminId | null; readonly doneAt: Time | null }
    | undefined,
  will: CommentState,
  actor: AdminId,
  now: Time,
): { readonly doneBy: AdminId | null; readonly doneAt: Time | null } {
  if (will !== "done") return { doneBy: null, doneAt: null };
  return was?.state === "done" ? { doneBy: was.doneBy, doneAt: was.doneAt } : { doneBy: actor, doneAt: now };
}

/** True when this write names somebody who was not named before: then it is news to them (12 §4.10). */
export function namesAnew(was: readonly AdminId[], will: readonly AdminId[]): boolean {
  return will.some((one) => !was.includes(one));
}

export interface CommentRights {
  readonly tick: boolean;
  readonly pin: boolean;
  readonly edit: boolean;
  readonly remove: boolean;
}

/** What the viewer may do with an entry (12 §4.11). A completed to-do is not edited (12 §4.7). */
export function commentRights(
  viewer: Viewer,
  customer: Reach & { readonly partnerId: PartnerId },
  comment: Pick<Comment, "author" | "state">,
): CommentRights {
  if (comment.state === "deleted") return { tick: false, pin: false, edit: false, remove: false };
  const own = comment.author === viewer.uid;
  const touch = can(viewer, own ? "customers.comments.editOwn" : "customers.comments.editOthers", customer);
  const isTodo = comment.state === "open" || comment.state === "done";
  const add = can(viewer, "customers.comments.add", customer);
  return {
    tick: isTodo && add,
    pin: add,
    edit: touch && comment.state !== "done",
    remove: touch,
  };
}
