import {
  Timestamp,
  collection,
  doc,
  serverTimestamp,
  waitForPendingWrites,
  type Firestore,
} from "firebase/firestore";
import type { Action } from "@trunkline/domain/activity/entry";
import { holds } from "@trunkline/domain/admin/can";
import type { Session } from "@trunkline/domain/admin/session";
import { readComment, type Comment, type CommentFields } from "@trunkline/domain/comment/comment";
import {
  DELETED_COMMENT,
  commentAction,
  doneFields,
  editedComment,
  namesAnew,
  newComment,
} from "@trunkline/domain/comment/edit";
import type { Customer } from "@trunkline/domain/customer/record";
import type { AdminId, CommentId, EntryId } from "@trunkline/domain/ids/ids";
import { commentPath, commentsOf } from "@trunkline/domain/paths";
import {
  commentsTab,
  myMentions,
  myOpenTodos,
  openTodosOf,
  pinnedComments,
  recentComments,
  type QuerySpec,
  type Reached,
} from "@trunkline/domain/queries";
import { ok } from "@trunkline/domain/result/result";
import type { CommentsPort, ShownComment } from "../ports.tsx";
import { asked } from "./asked.ts";
import { mergedSource } from "./merged.ts";
import { listSource } from "./sources.ts";
import { newEntryId, onServer, stands, writeTold, type Telling } from "./told.ts";

/** What a panel shows besides everything open or pinned; the rest is in the Comments tab. */
const NEWEST = 20;
/** More than anybody has open or pinned at one customer. */
const MOST_ON_TOP = 100;
/** What the bell listens to of each kind. */
const NEWS = 20;

/** A comment's told fields as the database stores them. */
function stored(fields: Partial<CommentFields>): Record<string, unknown> {
  const { scheduled, ...rest } = fields;
  if (scheduled === undefined) return rest;
  return { ...rest, scheduled: scheduled === null ? null : Timestamp.fromMillis(scheduled) };
}

function told(comment: Comment): CommentFields {
  const { state, text, format, type, category, scheduled, assignee, mentions, pinned } = comment;
  return { state, text, format, type, category, scheduled, assignee, mentions, pinned };
}

/** Comments and to-dos: creations and changes are queued by the device while offline. */
export function firestoreComments(db: Firestore, uid: AdminId, session: () => Session): CommentsPort {
  const change = (customer: Customer, comment: Comment, fields: Partial<CommentFields>, entry?: EntryId) => {
    const state = fields.state ?? comment.state;
    const was = stored(told(comment));
    const done = doneFields<unknown>(comment, state, uid, serverTimestamp());
    // A to-do that stays done keeps who finished it; those two fields are then not written at all.
    const follows = comment.state === "done" && state === "done" ? {} : done;
    const telling: Telling = {
      db,
      uid,
      customer,
      kind: "comment",
      record: comment.id,
      action: commentAction(comment.state, state),
    };
    const named = namesAnew(comment.mentions, fields.mentions ?? comment.mentions);
    const will = {
      ...was,
      ...stored(fields),
      ...follows,
      ...(named ? { mentionedAt: serverTimestamp() } : {}),
    };
    return writeTold(telling, commentPath(customer.id, comment.id), was, will, entry);
  };

  const shown = (spec: QuerySpec, key: string) =>
    listSource<ShownComment>({
      key,
      query: () => asked(db, spec),
      read(snapshot) {
        const customer = snapshot.ref.parent.parent?.id ?? "";
        const result = readComment(customer, snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
        return result.ok ? ok({ ...result.value, waiting: snapshot.metadata.hasPendingWrites }) : result;
      },
    });
  const scope = () => session().partner;
  const reach = (): Reached => (holds(session(), "customers.view") ? "all" : "own");

  return {
    list(customer) {
      // One query cannot ask for all that is open, all that is pinned and a few of the rest; and a to-do must not sink.
      const key = `comments?${customer}&${scope()}`;
      return mergedSource(key, [
        shown(recentComments(customer, scope(), NEWEST), `${key}&newest`),
        shown(openTodosOf(customer, scope(), MOST_ON_TOP), `${key}&open`),
        shown(pinnedComments(customer, scope(), MOST_ON_TOP), `${key}&pinned`),
      ]);
    },
    recent: (customer, type, most) =>
      shown(commentsTab(customer, scope(), type, most), `comments?${customer}&${scope()}&${type}&${most}`),
    due: (before) =>
      shown(myOpenTodos(scope(), reach(), uid, before, NEWS), `todos?${uid}&${scope()}&${reach()}&${before}`),
    mentions: () => shown(myMentions(scope(), reach(), uid, NEWS), `mentions?${uid}&${scope()}&${reach()}`),

    newId: (customer) => doc(collection(db, commentsOf(customer))).id as CommentId,
    newEntry: (customer) => newEntryId(db, customer),
    add(customer, id, draft, entry) {
      const created: Action = "created";
      return writeTold(
        { db, uid, customer, kind: "comment", record: id, action: created },
        commentPath(customer.id, id),
        {},
        {
          ...stored(newComment(draft, uid)),
          author: uid,
          partnerId: customer.partnerId,
          addedBy: customer.addedBy,
          doneBy: null,
          doneAt: null,
          createdAt: serverTimestamp(),
          ...(draft.mentions.length > 0 ? { mentionedAt: serverTimestamp() } : {}),
        },
        entry,
      );
    },
    edit: (customer, comment, draft, entry) =>
      change(customer, comment, editedComment(comment, draft), entry),
    complete: (customer, comment, done) => change(customer, comment, { state: done ? "done" : "open" }),
    pin: (customer, comment, pinned) => change(customer, comment, { pinned }),
    async arrived(customer, entry) {
      await waitForPendingWrites(db);
      return stands(db, customer, entry);
    },
    async stored(customer, comment) {
      const found = await onServer(db, commentPath(customer, comment));
      const result = found?.exists() === true ? readComment(customer, comment, found.data()) : undefined;
      return result?.ok === true ? result.value : undefined;
    },
    remove: (customer, comment) => change(customer, comment, DELETED_COMMENT),
  };
}
