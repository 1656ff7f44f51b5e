import type { Attempt, Case, Fields } from "../attempt.ts";
import { GONE, UNKNOWN } from "../attempt.ts";
import type { Spoil } from "../tellings.ts";
import { commenting } from "../tellings.ts";
import { DUE, START } from "../world.ts";
import { aSecondAgo, shapes } from "./comment-values.ts";
import { twins } from "./twins.ts";

const add = (fields: Fields = {}, spoil: Spoil = {}) => commenting("c1", "manager", fields, spoil);

const spoiledEntries: readonly (readonly [string, Fields])[] = [
  ["a false new text", { after: { text: "Something else" } }],
  ["no values", { after: {} }],
  ["an invented old value", { before: { text: "Before" } }],
  ["another's name", { actor: "boss" }],
  ["another time", { time: aSecondAgo }],
  ["another source", { source: "portal" }],
  ["another kind", { kind: "customer" }],
  ["another record", { record: "m1" }],
  ["another action", { action: "changed" }],
  ["another partner", { partnerId: "B" }],
  ["an unknown word", { [UNKNOWN]: 1 }],
];

/** New comments and to-dos: their values, the entry that tells them, and under whom. */
export const ADDED_COMMENTS: readonly Case[] = twins(
  "manager",
  [
    ["a comment", add()],
    ...shapes.good.map(
      (fields) => [`a comment with ${JSON.stringify(fields).slice(0, 60)}`, add(fields)] as const,
    ),
  ],
  [
    ...shapes.bad.map(
      (fields) => [`a comment with ${JSON.stringify(fields).slice(0, 60)}`, add(fields)] as const,
    ),
    ...spoiledEntries.map(
      ([name, entry]) => [`a comment whose entry has ${name}`, add({}, { entry })] as const,
    ),
    ["a comment without its entry", add({}, { without: "entry" })],
    ["an entry without its comment", add({}, { without: "record" })],
    ["a comment under another's name", add({ author: "boss" })],
    ["a comment under another partner", add({ partnerId: "B" })],
    ["a comment as on a customer whom another added", add({ addedBy: "boss" })],
    ["a comment that does not say who added the customer", add({}, { patch: { addedBy: GONE } })],
    ["a comment of yesterday", add({ createdAt: aSecondAgo })],
    ["a comment changed yesterday", add({}, { patch: { updatedAt: aSecondAgo } })],
    ["a to-do born completed", add({ state: "done", scheduled: DUE }, { entry: { action: "created" } })],
    ["a comment born deleted", add({ state: "deleted" }, { entry: { action: "created" } })],
    ["somebody else put down as done", add({ doneBy: "boss" })],
    ["a time of completion", add({ doneAt: START })],
    ["an unknown field", add({ [UNKNOWN]: 1 })],
    ["a comment on another partner's customer", commenting("c2", "manager")],
    ["a comment on a deleted customer", commenting("gone", "manager")],
    [
      "a comment on a customer that is not there",
      add({}, {}),
      { "customers/c1": null } as unknown as Record<string, null>,
    ] as const,
  ] as readonly (readonly [string, Attempt, Record<string, Fields | null>?])[],
);
