import { QUIET, tell } from "@trunkline/domain/activity/tell";
import type { Action } from "@trunkline/domain/activity/entry";
import { doneFields, commentAction } from "@trunkline/domain/comment/edit";
import type { CommentState } from "@trunkline/domain/comment/comment";
import type { AdminId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Attempt, Fields } from "./attempt.ts";
import { NOW, writing } from "./attempt.ts";
import { aStoredComment, WORLD } from "./world.ts";

/** What of a true write is spoiled: fields of the record's patch, of the entry, or one of the two left out. */
export interface Spoil {
  readonly patch?: Fields;
  readonly entry?: Fields;
  readonly without?: "record" | "entry";
  readonly entryId?: string;
  readonly entryPath?: string;
}

const ENTRY = "e9";

function stored(path: string): Fields {
  const found = WORLD[path];
  if (found === undefined) throw new Error(`There is no ${path}`);
  return found;
}

function pair(
  customer: string,
  path: string,
  isNew: boolean,
  patch: Fields,
  entry: Fields,
  spoil: Spoil,
): Attempt {
  const fields = { ...patch, ...spoil.patch };
  const record = isNew ? { path, set: fields } : { path, update: fields };
  const told = {
    path: spoil.entryPath ?? `customers/${customer}/activity/${spoil.entryId ?? ENTRY}`,
    set: { ...entry, ...spoil.entry },
  };
  return writing(
    ...(spoil.without === "record" ? [] : [record]),
    ...(spoil.without === "entry" ? [] : [told]),
  );
}

/** An edit of a customer as the data layer sends it: the patch and its true entry, by `uid`; then spoiled. */
export function editing(customer: string, uid: string | null, patch: Fields, spoil: Spoil = {}): Attempt {
  const was = stored(`customers/${customer}`);
  const told = tell(was, patch, {
    entryId: ENTRY as EntryId,
    time: NOW,
    actor: uid ?? "nobody",
    source: "administrator",
    kind: "customer",
    record: customer,
    action: "changed",
    partnerId: was["partnerId"] as PartnerId,
    quiet: QUIET.customer,
  });
  if (told === undefined) throw new Error("Nothing would be told");
  return pair(customer, `customers/${customer}`, false, told.patch, { ...told.entry }, spoil);
}

/** A new comment of `uid` with its true entry; then spoiled. */
export function commenting(
  customer: string,
  uid: string | null,
  fields: Fields = {},
  spoil: Spoil = {},
): Attempt {
  const author = uid ?? "nobody";
  const { partnerId, addedBy } = stored(`customers/${customer}`);
  const { lastActivity: _last, ...will } = aStoredComment({
    author,
    partnerId,
    addedBy,
    createdAt: NOW,
    updatedAt: NOW,
    ...fields,
  });
  const told = tell({}, will, {
    entryId: ENTRY as EntryId,
    time: NOW,
    actor: author,
    source: "administrator",
    kind: "comment",
    record: "new",
    action: "created",
    partnerId: partnerId as PartnerId,
    quiet: QUIET.comment,
  });
  if (told === undefined) throw new Error("Nothing would be told");
  return pair(customer, `customers/${customer}/comments/new`, true, told.patch, { ...told.entry }, spoil);
}

/** A change of a comment by `uid` with its true entry and what follows from its state; then spoiled. */
export function changing(
  customer: string,
  comment: string,
  uid: string | null,
  patch: Fields,
  spoil: Spoil = {},
  was?: Fields,
): Attempt {
  const path = `customers/${customer}/comments/${comment}`;
  const before = was ?? stored(path);
  const actor = uid ?? "nobody";
  const states = [before["state"], patch["state"] ?? before["state"]] as [CommentState, CommentState];
  const done = doneFields<unknown>(
    { state: states[0], doneBy: before["doneBy"] as AdminId | null, doneAt: before["doneAt"] },
    states[1],
    actor as AdminId,
    NOW,
  );
  const action: Action = commentAction(...states);
  const told = tell(
    before,
    { ...patch, ...done },
    {
      entryId: ENTRY as EntryId,
      time: NOW,
      actor,
      source: "administrator",
      kind: "comment",
      record: comment,
      action,
      partnerId: before["partnerId"] as PartnerId,
      quiet: QUIET.comment,
    },
  );
  if (told === undefined) throw new Error("Nothing would be told");
  return pair(customer, path, false, told.patch, { ...told.entry }, spoil);
}
