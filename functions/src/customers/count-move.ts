import { reaches } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { countMove as declared, MovedRecords } from "@trunkline/domain/calls/move";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  activityOf,
  ADMINS,
  commentsOf,
  customerPath,
  partnerPath,
  plannedOf,
} from "@trunkline/domain/paths";
import type { Query } from "firebase-admin/firestore";
import { notAllowed, notFound } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";

/** Three questions for each: more customers than this, and nobody waits for the answer. */
const MOST_COUNTED = 100;

/** Counts what goes along with customers to another partner, and who will not see them any more (15 §4.10). */
export async function countMove(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  if (caller.session.partner !== "*") return notAllowed;
  const { db } = platform;
  if (!(await db.doc(partnerPath(input.partnerId)).get()).exists) return notFound;
  const refs = [...new Set(input.customerIds)].map((id) => db.doc(customerPath(id)));
  const records = await db.getAll(...refs, { fieldMask: ["kind", "partnerId", "addedBy"] });
  const moving = records.filter((record) => {
    const partnerId = record.get("partnerId") as PartnerId | undefined;
    if (record.get("kind") !== "customer" || partnerId === undefined) return false;
    const addedBy = record.get("addedBy") as string | null;
    return partnerId !== input.partnerId && reaches(caller, { partnerId, addedBy });
  });
  if (refs.length === 1 && records[0]?.get("kind") !== "customer") return notFound;

  const from = new Map<PartnerId, number>();
  for (const record of moving) {
    const partnerId = record.get("partnerId") as PartnerId;
    from.set(partnerId, (from.get(partnerId) ?? 0) + 1);
  }
  const ids = moving.map(({ id }) => id as CustomerId);
  return {
    kind: "counted",
    from: [...from].map(([partnerId, customers]) => ({ partnerId, customers })),
    records: ids.length > MOST_COUNTED ? null : await countRecords(platform, ids),
    losing: await sum([...from.keys()].map((partnerId) => staffOf(platform, partnerId))),
  };
}

async function countRecords({ db }: Platform, ids: readonly CustomerId[]): Promise<MovedRecords> {
  const [comments, planned, entries] = await Promise.all([
    sum(ids.map((id) => db.collection(commentsOf(id)).where("state", "in", ["comment", "open", "done"]))),
    sum(ids.map((id) => db.collection(plannedOf(id)).where("state", "==", "waiting"))),
    sum(ids.map((id) => db.collection(activityOf(id)))),
  ]);
  return { comments, planned, entries };
}

function staffOf({ db }: Platform, partnerId: PartnerId): Query {
  return db.collection(ADMINS).where("partner", "==", partnerId).where("state", "==", "active");
}

async function sum(queries: readonly Query[]): Promise<number> {
  const counts = await Promise.all(queries.map((query) => query.count().get()));
  return counts.reduce((all, counted) => all + counted.data().count, 0);
}
