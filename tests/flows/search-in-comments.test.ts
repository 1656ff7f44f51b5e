import { expect, test } from "vitest";
import type { Permission } from "@trunkline/domain/admin/permissions";
import type { CommentId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import {
  commentDeltaPath,
  commentDeltasOf,
  commentPath,
  commentSearchPath,
  customerPath,
} from "@trunkline/domain/paths";
import { commentKey, commentLine } from "@trunkline/domain/search/comment-lines";
import { MOST_DELTAS } from "@trunkline/domain/search/shard";
import { Timestamp } from "firebase-admin/firestore";
import { followPartner } from "../../functions/src/customers/follow-partner.ts";
import { buildCommentIndexes, tellComment } from "../../functions/src/search/comments.ts";
import { findByComment } from "../../functions/src/search/find-by-comment.ts";
import { aCustomer, anAdmin, aPartner } from "./house.ts";
import { ownHouse } from "./own-house.ts";

/* 14 §4.1.10: customers are found by what is written about them. */

const { house, admin } = await ownHouse();

const NEVER_ENDING = Number.MAX_SAFE_INTEGER;
const DAY_MS = 24 * 60 * 60 * 1000;
const build = () => buildCommentIndexes(house.platform, NEVER_ENDING);
const deltas = async (partner: PartnerId) =>
  (await house.db.collection(commentDeltasOf(partner)).count().get()).data().count;

/** What a browser writes; the trigger has not run yet. */
async function write(customer: CustomerId, id: string, part: Readonly<Record<string, unknown>>) {
  const partnerId = (await house.db.doc(customerPath(customer)).get()).get("partnerId") as string;
  const now = Timestamp.fromMillis(house.platform.clock());
  await house.db.doc(commentPath(customer, id as CommentId)).set({
    state: "comment",
    text: "",
    format: "plain",
    author: admin.uid,
    partnerId,
    createdAt: now,
    updatedAt: now,
    lastActivity: "e",
    ...part,
  });
}
const told = (customer: CustomerId, id: string) => tellComment(house.platform, customer, id as CommentId);
async function comment(customer: CustomerId, id: string, text: string, more = {}) {
  await write(customer, id, { text, ...more });
  await told(customer, id);
}
const ask = (text: string, caller = admin, whole = false) =>
  findByComment(house.platform, caller, { text, whole });
async function found(text: string, caller = admin): Promise<readonly CustomerId[]> {
  const answer = await ask(text, caller);
  if (answer.kind !== "found") throw new Error(answer.kind);
  return answer.customerIds.toSorted();
}

test("comments written before there was an index are found once it is built, and until then that is said", async () => {
  const partner = await aPartner(house, "Old");
  const bound = await anAdmin(house, { partner });
  const id = await aCustomer(house, admin, { partnerId: partner });
  await write(id, "k1", { text: "Anténa na STŘEŠE" });
  expect(await ask("strese", bound)).toEqual({ kind: "not-built" });
  await build();
  expect(await found("strese", bound)).toEqual([id]);
  expect(await ask("anténa na střeše", bound, true)).toEqual({ kind: "found", customerIds: [id] });
  expect(await ask("strese", bound, true)).toEqual({ kind: "found", customerIds: [] });
});

test("an index that lost a part of itself is said not to be there, and built anew from the comments", async () => {
  const partner = await aPartner(house, "Damaged");
  const bound = await anAdmin(house, { partner });
  const id = await aCustomer(house, admin, { partnerId: partner });
  await write(id, "k1", { text: "Rozbitá krabice" });
  await build();
  const shards = await house.db.doc(commentSearchPath(partner)).collection("shards").listDocuments();
  expect(shards).toHaveLength(1);
  await shards[0]?.delete();
  expect(await ask("krabice", bound)).toEqual({ kind: "not-built" });
  // At the next look at it, though nothing was told since.
  expect(await build()).toBeGreaterThan(0);
  expect(await found("rozbita", bound)).toEqual([id]);
  expect(await build()).toBe(0);
});

test("a comment is found as soon as its trigger ran, as it reads now, and a deleted one no more", async () => {
  await build();
  const id = await aCustomer(house, admin);
  await comment(id, "k1", "Call about the **roof**", { format: "markup", state: "open" });
  expect(await found("the roof")).toEqual([id]);
  await write(id, "k1", { text: "Call about the cellar" });
  await told(id, "k1");
  // The first change is told once more, late.
  await told(id, "k1");
  expect([await found("the roof"), await found("the cellar")]).toEqual([[], [id]]);
  await comment(id, "k1", "", { state: "deleted" });
  expect(await found("the cellar")).toEqual([]);
});

test("what was told is folded into the shards without a look at the comments, and says the same before and after", async () => {
  const partner = await aPartner(house, "Busy");
  const bound = await anAdmin(house, { partner });
  await build();
  const [kept, gone] = [
    await aCustomer(house, admin, { partnerId: partner }),
    await aCustomer(house, admin, { partnerId: partner }),
  ];
  await comment(kept, "k1", "keeps the ladder");
  await comment(gone, "k1", "keeps the ladder");
  house.pass(DAY_MS + 1);
  await build();
  expect(await deltas(partner)).toBe(0);
  expect(await found("ladder", bound)).toEqual([kept, gone].toSorted());
  await comment(gone, "k1", "", { state: "deleted" });
  expect(await found("ladder", bound)).toEqual([kept]);
  // As if the comments were out of reach: the index is made of itself.
  await house.db.doc(commentPath(kept, "k1" as CommentId)).update({ text: "unread" });
  house.pass(DAY_MS + 1);
  await build();
  expect([await deltas(partner), await found("ladder", bound)]).toEqual([0, [kept]]);
  const version = (await house.db.doc(commentSearchPath(partner)).get()).get("version") as number;
  await build();
  expect((await house.db.doc(commentSearchPath(partner)).get()).get("version")).toBe(version);
});

test("many changes are folded in before the day is over", async () => {
  const partner = await aPartner(house, "Chatty");
  const bound = await anAdmin(house, { partner });
  const id = await aCustomer(house, admin, { partnerId: partner });
  await build();
  await comment(id, "k0", "the first remark");
  // What as many triggers tell; one by one they would take their time.
  const batch = house.db.batch();
  for (let at = 1; at <= MOST_DELTAS; at++) {
    const line = commentLine({
      customerId: id,
      id: `k${at}` as CommentId,
      state: "comment",
      format: "plain",
      text: `remark ${at}`,
    });
    batch.set(house.db.doc(commentDeltaPath(partner, commentKey(id, `k${at}` as CommentId))), { line });
  }
  await batch.commit();
  expect(await deltas(partner)).toBe(MOST_DELTAS + 1);
  await build();
  expect([await deltas(partner), await found(`remark ${MOST_DELTAS}`, bound)]).toEqual([0, [id]]);
});

test("15 §4.9: who moves to another partner is found there and no longer by the former partner's people", async () => {
  const [from, to] = [await aPartner(house, "From"), await aPartner(house, "To")];
  const [former, later] = [await anAdmin(house, { partner: from }), await anAdmin(house, { partner: to })];
  const id = await aCustomer(house, admin, { partnerId: from });
  await comment(id, "k1", "has a dog");
  house.pass(DAY_MS + 1);
  await build();
  expect([await found("dog", former), await found("dog", later)]).toEqual([[id], []]);
  await house.db.doc(customerPath(id)).update({ partnerId: to });
  await followPartner(house.platform, id);
  // Before the trigger of the moved comment runs he is found by nobody, and then by those he belongs to.
  expect([await found("dog", former), await found("dog", later)]).toEqual([[], []]);
  await told(id, "k1");
  expect([await found("dog", former), await found("dog", later)]).toEqual([[], [id]]);
  house.pass(DAY_MS + 1);
  await build();
  expect([await found("dog", former), await found("dog", later)]).toEqual([[], [id]]);
});

test("15 §3.3: only for those who may list and open every customer", async () => {
  await build();
  const may = (...permissions: readonly Permission[]) => anAdmin(house, { permissions });
  const searching = ["customers.search", "customers.list"] as const;
  expect(await ask("x", await may(...searching, "customers.view.own"))).toEqual({ kind: "not-allowed" });
  expect(await ask("x", await may("customers.search", "customers.view"))).toEqual({ kind: "not-allowed" });
  expect((await ask("x", await may(...searching, "customers.view"))).kind).toBe("found");
});
