import { expect, test } from "vitest";
import type { AdminId, CustomerId, PartnerId } from "./ids/ids.ts";
import type { Instant } from "./time/instant.ts";
import {
  activity,
  customerByNumber,
  customersAddedBy,
  customersBy,
  customersWith,
  myMentions,
  myOpenTodos,
  openTodosOf,
  pinnedComments,
} from "./queries.ts";

const A = "a" as PartnerId;
const C = "c1" as CustomerId;
const me = "me" as AdminId;

test("a scoped administrator's query names his partner, Any's does not", () => {
  const partner = ["partnerId", "==", "a"];
  for (const query of [
    customersBy(A, "number", "asc", 100),
    customersWith(A, { by: "status", any: ["new"] }, "asc", 10),
    customersAddedBy(A, me),
    customerByNumber(A, 17, null),
    openTodosOf(C, A, 10),
    myOpenTodos(A, "all", me, 9 as Instant, 10),
    myMentions(A, "own", me, 20),
    pinnedComments(C, A, 20),
    activity(C, A, { source: null, from: null, before: null }, 10),
  ])
    expect(query.where).toContainEqual(partner);
  expect(customersBy("*", "number", "asc", 100).where).toEqual([["kind", "==", "customer"]]);
});

test("leads and deleted customers are in no list of customers", () => {
  for (const query of [
    customersBy("*", "login", "desc", 5),
    customersAddedBy("*", me),
    customerByNumber("*", 17, me),
  ]) {
    expect(query.where).toContainEqual(["kind", "==", "customer"]);
  }
});

test("15 example 7: what a customer-creator lists is his own, the ten newest", () => {
  expect(customersAddedBy("*", me)).toMatchObject({
    where: [
      ["kind", "==", "customer"],
      ["addedBy", "==", "me"],
    ],
    orderBy: [["number", "desc"]],
    limit: 10,
  });
});

test("a period of the activity is asked for as moments, newest first", () => {
  const query = activity(C, "*", { source: "system", from: 5 as Instant, before: 9 as Instant }, 50);
  expect(query.where).toEqual([
    ["source", "==", "system"],
    ["time", ">=", { instant: 5 }],
    ["time", "<", { instant: 9 }],
  ]);
  expect(query.orderBy).toEqual([["time", "desc"]]);
});
