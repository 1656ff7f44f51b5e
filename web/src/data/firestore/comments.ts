import {
  Timestamp,
  collection,
  doc,
  limit,
  orderBy,
  query,
  serverTimestamp,
  where,
  type Firestore,
} from "firebase/firestore";
import type { Action } from "@trunkline/domain/activity/entry";
import type { Session } from "@trunkline/domain/admin/session";
import {
  readComment,
  type Comment,
  type CommentFields,
  type CommentState,
} from "@trunkline/domain/comment/comment";
import {
  DELETED_COMMENT,
  commentAction,
  doneFields,
  editedComment,
  newComment,
} from "@trunkline/domain/comment/edit";
import type { Customer } from "@trunkline/domain/customer/record";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { commentsOf } from "@trunkline/domain/paths";
import { ok } from "@trunkline/domain/result/result";
import type { CommentsPort, ShownComment } from "../ports.tsx";
import { inPartner, listSource } from "./sources.ts";
import { writeTold, type Telling } from "./told.ts";

/** How many entries a customer's panel holds at most; older ones are reached in the Comments tab. */
const MOST_SHOWN = 100;
const SHOWN_STATES = ["comment", "open", "done"] as const satisfies readonly CommentState[];

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
  const change = (customer: Customer, comment: Comment, fields: Partial<CommentFields>) => {
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
    return writeTold(telling, `${commentsOf(customer.id)}/${comment.id}`, was, {
      ...was,
      ...stored(fields),
      ...follows,
    });
  };

  return {
    list: (customer) =>
      listSource<ShownComment>({
        key: `comments?${customer}&${session().partner}`,
        query: () =>
          query(
            collection(db, commentsOf(customer)),
            // The rules grant a bound administrator only what he asks for by his own partner.
            ...inPartner(session()),
            where("state", "in", SHOWN_STATES),
            orderBy("createdAt", "desc"),
            limit(MOST_SHOWN),
          ),
        read(snapshot) {
          const result = readComment(customer, snapshot.id, snapshot.data({ serverTimestamps: "estimate" }));
          return result.ok ? ok({ ...result.value, waiting: snapshot.metadata.hasPendingWrites }) : result;
        },
      }),

    add(customer, draft) {
      const id = doc(collection(db, commentsOf(customer.id))).id;
      const created: Action = "created";
      return writeTold(
        { db, uid, customer, kind: "comment", record: id, action: created },
        `${commentsOf(customer.id)}/${id}`,
        {},
        {
          ...stored(newComment(draft)),
          author: uid,
          partnerId: customer.partnerId,
          doneBy: null,
          doneAt: null,
          createdAt: serverTimestamp(),
        },
      );
    },
    edit: (customer, comment, draft) => change(customer, comment, editedComment(comment, draft)),
    complete: (customer, comment, done) => change(customer, comment, { state: done ? "done" : "open" }),
    remove: (customer, comment) => change(customer, comment, DELETED_COMMENT),
  };
}
