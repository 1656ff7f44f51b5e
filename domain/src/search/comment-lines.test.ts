import { expect, test } from "vitest";
import type { CommentId, CustomerId } from "../ids/ids.ts";
import { commentKey, commentLine, customersWithWords, keyOfCommentLine } from "./comment-lines.ts";

const line = (
  customer: string,
  text: string,
  more: { state?: "comment" | "deleted"; format?: "markup" } = {},
) =>
  commentLine({
    customerId: customer as CustomerId,
    id: `of-${customer}` as CommentId,
    state: "comment",
    format: "plain",
    text,
    ...more,
  });
const lines = [
  line("c1", "Anténa na střeše,\n\tvolat před návštěvou"),
  line("c2", "Call **back** about the [router](https://x.example)", { format: "markup" }),
  line("c3", "Router"),
].filter((one) => one !== null);
const found = (text: string, whole = false) => [...customersWithWords(lines, { text, whole })];

test("14 §4.1.13: a comment is found by any part of its words, whatever the case, the accents and the breaks", () => {
  expect(found("strese, volat")).toEqual(["c1"]);
  expect(found("route")).toEqual(["c2", "c3"]);
  expect(found("nobody wrote this")).toEqual([]);
});

test("marks of a formatted comment are no words, and an address in it is not looked through", () => {
  expect(found("call back about the router")).toEqual(["c2"]);
  expect(found("x.example")).toEqual([]);
});

test("strict is the whole comment", () => {
  expect(found("router", true)).toEqual(["c3"]);
});

test("ids are not looked through, and a line knows its comment", () => {
  expect(found("of-c1")).toEqual([]);
  expect(found("c2")).toEqual([]);
  expect(keyOfCommentLine(lines[0] ?? "")).toBe(commentKey("c1" as CustomerId, "of-c1" as CommentId));
});

test("a deleted comment and one of white space have no line", () => {
  expect(line("c1", "", { state: "deleted" })).toBeNull();
  expect(line("c1", " \n ")).toBeNull();
});
