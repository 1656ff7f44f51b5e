import { myMentions, myOpenTodos, type Reached } from "@trunkline/domain/queries";
import type { PartnerScope } from "@trunkline/domain/admin/session";
import type { AdminId, PartnerId } from "@trunkline/domain/ids/ids";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Attempt, Case, Fields } from "../attempt.ts";
import { getting, GONE, listing, NOW, UNKNOWN, writing } from "../attempt.ts";
import type { Spoil } from "../tellings.ts";
import { changing, commenting } from "../tellings.ts";
import { aStoredComment, aStoredCustomer, DUE, START } from "../world.ts";
import { twins } from "./twins.ts";

const add = (fields: Fields = {}, spoil: Spoil = {}) => commenting("c1", "manager", fields, spoil);
const change = (comment: string, patch: Fields, spoil: Spoil = {}) =>
  changing("c1", comment, "manager", patch, spoil);
const longest = "x".repeat(5000);
const ids = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);
const rights = (permissions: readonly string[]) => ({
  "sessions/reader": { open: true, sv: 3, partner: "*", permissions: ["customers.view", ...permissions] },
});
const aSecondAgo = new Date(START.getTime() - 1000);
const m1 = "customers/c1/comments/m1";
const everything = aStoredComment({
  state: "open",
  format: "markup",
  type: "billing",
  category: "call",
  scheduled: DUE,
  assignee: "boss",
  mentions: ["boss"],
  pinned: true,
});

const shapes: { readonly good: readonly Fields[]; readonly bad: readonly Fields[] } = {
  good: [
    { text: "x" },
    { text: longest },
    { text: "two\nlines\tand a tab 👩‍👩‍👧 שלום" },
    { format: "markup" },
    { type: "x", category: "a".repeat(40) },
    { type: "b9_-" },
    { scheduled: DUE, state: "open" },
    { assignee: "boss" },
    { assignee: "x".repeat(128) },
    { mentions: ids(20) },
    { pinned: true },
    { mentions: ["boss"], mentionedAt: NOW },
  ],
  bad: [
    { mentionedAt: aSecondAgo },
    { mentionedAt: UNKNOWN },
    { mentionedAt: null, mentions: "boss" },
    { text: "" },
    { text: `${longest}x` },
    { text: "a\u0000b" },
    { text: "a\u001bb" },
    { text: 7 },
    { text: null },
    { format: UNKNOWN },
    { format: "html" },
    { format: null },
    { type: "" },
    { type: "Big" },
    { type: "a".repeat(41) },
    { type: 7 },
    { category: "a b" },
    { category: "a".repeat(41) },
    { category: null },
    { scheduled: DUE },
    { state: "open" },
    { state: UNKNOWN },
    { state: UNKNOWN, scheduled: DUE },
    { scheduled: "tomorrow", state: "open" },
    { scheduled: DUE.getTime(), state: "open" },
    { assignee: "a/b" },
    { assignee: 7 },
    { assignee: "" },
    { mentions: ids(21) },
    { mentions: "boss" },
    { mentions: [7] },
    { mentions: ["a/b"] },
    { pinned: "yes" },
    { pinned: null },
  ],
};

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

const adding: readonly Case[] = twins(
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

const open = aStoredComment({ state: "open", scheduled: DUE, assignee: "manager" });
const todoPath = "customers/c1/comments/t1";

const changingCases: readonly Case[] = [
  ...twins(
    "manager",
    [
      ["words of his own comment", change("m1", { text: "Called" })],
      ["a date makes a comment a to-do", change("m1", { scheduled: DUE, state: "open" })],
      ["a to-do without its date is a comment", change("t1", { scheduled: null, state: "comment" })],
      ["a tick", change("t1", { state: "done" })],
      ["a tick taken back", change("d1", { state: "open" })],
      ["a pin", change("m1", { pinned: true })],
      [
        "words of long ago that name nobody anew",
        change("m1", { text: "Called" }),
        { [m1]: aStoredComment({ mentions: ["boss"], mentionedAt: aSecondAgo }) },
      ],
      ["words and a pin at once", change("m1", { text: "Called", pinned: true })],
      ["a pin on a completed to-do keeps who completed it", change("d1", { pinned: true })],
      ["his own comment deleted", change("m1", { state: "deleted", text: "" })],
      ["his own completed to-do deleted", change("d1", { state: "deleted", text: "", scheduled: null })],
      [
        "his own comment of every kind deleted: what it was stays",
        changing(
          "c1",
          "m1",
          "manager",
          { state: "deleted", text: "", scheduled: null, mentions: [], pinned: false },
          {},
          everything,
        ),
        { [m1]: everything },
      ],
      ...shapes.good
        .filter((fields) => JSON.stringify(fields) !== "{}")
        .map(
          (fields) =>
            [`his comment with ${JSON.stringify(fields).slice(0, 60)}`, change("m1", fields)] as const,
        ),
    ],
    [
      ...shapes.bad
        .filter(
          (fields) =>
            Object.hasOwn(fields, "text") ||
            Object.hasOwn(fields, "mentions") ||
            Object.hasOwn(fields, "type"),
        )
        .map(
          (fields) =>
            [`his comment with ${JSON.stringify(fields).slice(0, 60)}`, change("m1", fields)] as const,
        ),
      ["a change without its entry", change("m1", { text: "Called" }, { without: "entry" })],
      ["an entry without its change", change("m1", { text: "Called" }, { without: "record" })],
      [
        "a change with a false old text",
        change("m1", { text: "Called" }, { entry: { before: { text: "Never said" } } }),
      ],
      [
        "a change with a false new text",
        change("m1", { text: "Called" }, { entry: { after: { text: "Never said" } } }),
      ],
      ["a change told as a creation", change("m1", { text: "Called" }, { entry: { action: "created" } })],
      ["a tick told as a change", change("t1", { state: "done" }, { entry: { action: "changed" } })],
      [
        "an unticking told as a completion",
        change("d1", { state: "open" }, { entry: { action: "completed" } }),
      ],
      [
        "a deletion told as a change",
        change("m1", { state: "deleted", text: "" }, { entry: { action: "changed" } }),
      ],
      ["a tick by somebody else", change("t1", { state: "done" }, { patch: { doneBy: "boss" } })],
      ["a tick of yesterday", change("t1", { state: "done" }, { patch: { doneAt: aSecondAgo } })],
      [
        "a tick that names nobody",
        change("t1", { state: "done" }, { patch: { doneBy: null, doneAt: null } }),
      ],
      [
        "an unticking that still names somebody",
        change("d1", { state: "open" }, { patch: { doneBy: "boss" } }),
      ],
      ["an unticking that keeps the time", change("d1", { state: "open" }, { patch: { doneAt: START } })],
      ["a pin that takes the credit", change("d1", { pinned: true }, { patch: { doneBy: "manager" } })],
      ["a pin that moves the time", change("d1", { pinned: true }, { patch: { doneAt: aSecondAgo } })],
      ["words of a completed to-do", change("d1", { text: "Never happened" })],
      ["a tick on a comment without a date", change("m1", { state: "done" })],
      ["people named a second ago", change("m1", { text: "Called" }, { patch: { mentionedAt: aSecondAgo } })],
      [
        "a mention moved to another time",
        change("m1", { text: "Called" }, { patch: { mentionedAt: null } }),
        { [m1]: aStoredComment({ mentions: ["boss"], mentionedAt: aSecondAgo }) },
      ],
      ["another author", change("m1", { text: "Called" }, { patch: { author: "boss" } })],
      ["another partner", change("m1", { text: "Called" }, { patch: { partnerId: "B" } })],
      ["another time of creation", change("m1", { text: "Called" }, { patch: { createdAt: NOW } })],
      [
        "an unknown field",
        change(
          "m1",
          { text: "Called" },
          { patch: { [UNKNOWN]: 1 }, entry: { after: { text: "Called", [UNKNOWN]: 1 } } },
        ),
      ],
      ["an update of yesterday", change("m1", { text: "Called" }, { patch: { updatedAt: aSecondAgo } })],
      ["a deletion that keeps the text", change("m1", { state: "deleted", text: "Still here" })],
      ["a deletion that keeps the date", change("t1", { state: "deleted", text: "" })],
      [
        "a deletion that keeps the mentions",
        change("m1", { state: "deleted", text: "", mentions: ["boss"] }),
      ],
      ...Object.entries({ format: "markup", type: longest, category: "call", assignee: longest }).map(
        ([field, value]) =>
          [
            `a deletion that changes ${field}`,
            change("m1", { state: "deleted", text: "", [field]: value }),
          ] as const,
      ),
      ["a deletion that keeps the pin", change("m1", { state: "deleted", text: "", pinned: true })],
      [
        "a deleted comment brought back",
        change("x1", { state: "comment", text: "Back" }, { entry: { action: "changed" } }),
      ],
      ["a deleted comment pinned", change("x1", { pinned: true, text: "x" })],
      ["an unknown state", change("m1", { state: UNKNOWN })],
      ["an unknown state of a to-do", change("t1", { state: UNKNOWN })],
      [
        "a pin with an unknown field",
        change(
          "m1",
          { pinned: true },
          { patch: { [UNKNOWN]: 1 }, entry: { after: { pinned: true, [UNKNOWN]: 1 } } },
        ),
      ],
      ["an unknown field that is not told", change("m1", { pinned: true }, { patch: { [UNKNOWN]: 1 } })],
      [
        "words with an unknown field that is not told",
        change("m1", { text: "Called" }, { patch: { [UNKNOWN]: 1 } }),
      ],
      ["a real deletion", writing({ path: m1, remove: true })],
      [
        "a tick on what a colleague ticked meanwhile",
        change("t1", { state: "done" }),
        { [todoPath]: aStoredComment({ ...open, state: "done", doneBy: "boss", doneAt: START }) },
      ],
      ["a comment of another partner's customer", changing("c2", "m1", "manager", { pinned: true })],
      ["a comment of a deleted customer", changing("gone", "m1", "manager", { pinned: true })],
      [
        "a field taken away",
        change(
          "m1",
          { text: "Called" },
          { patch: { category: GONE }, entry: { before: { text: "Call back", category: "info" } } },
        ),
      ],
      [
        "a comment whose customer went to another partner, under the old one",
        change("m1", { pinned: true }),
        { "customers/c1": aStoredCustomer({ partnerId: "B" }) },
      ],
    ],
  ),
  // Whose words: the author's, or with the permission; ticking is for everybody who may comment.
  ...twins(
    "reader",
    [
      [
        "a colleague's to-do ticked with the right to comment",
        changing("c1", "t1", "reader", { state: "done" }),
        rights(["customers.comments.add"]),
      ],
      [
        "a colleague's words pinned with the right to comment",
        changing("c1", "m1", "reader", { pinned: true }),
        rights(["customers.comments.add"]),
      ],
      [
        "a colleague's words with that right",
        changing("c1", "m1", "reader", { text: "Corrected" }),
        rights(["customers.comments.editOthers"]),
      ],
      [
        "his own words with that right",
        changing("c1", "m1", "reader", { text: "Corrected" }, {}, aStoredComment({ author: "reader" })),
        { ...rights(["customers.comments.editOwn"]), [m1]: aStoredComment({ author: "reader" }) },
      ],
      ["a comment with the right to comment", commenting("c1", "reader"), rights(["customers.comments.add"])],
    ],
    [
      [
        "a colleague's words put among the news with the right to comment",
        changing("c1", "m1", "reader", { pinned: true }, { patch: { mentionedAt: NOW } }),
        rights(["customers.comments.add"]),
      ],
      [
        "a tick without the right to comment",
        changing("c1", "t1", "reader", { state: "done" }),
        rights(["customers.comments.editOthers", "customers.comments.editOwn"]),
      ],
      [
        "a colleague's words with the right to his own",
        changing("c1", "m1", "reader", { text: "Corrected" }),
        rights(["customers.comments.editOwn", "customers.comments.add"]),
      ],
      [
        "a colleague's words deleted with the right to his own",
        changing("c1", "m1", "reader", { state: "deleted", text: "" }),
        rights(["customers.comments.editOwn", "customers.comments.add"]),
      ],
      [
        "his own words with only the right to others'",
        changing("c1", "m1", "reader", { text: "Corrected" }, {}, aStoredComment({ author: "reader" })),
        { ...rights(["customers.comments.editOthers"]), [m1]: aStoredComment({ author: "reader" }) },
      ],
      [
        "a comment with the right to edit alone",
        commenting("c1", "reader"),
        rights(["customers.comments.editOthers"]),
      ],
      [
        "a colleague's date with the right to comment",
        changing("c1", "t1", "reader", { scheduled: new Date(DUE.getTime() + 1000) }),
        rights(["customers.comments.add"]),
      ],
    ],
  ),
  ...twins(
    "creator",
    [
      ["a comment on his own customer", commenting("c1", "creator")],
      ["a comment of his own customer read", getting(m1)],
      ["a pin on his own customer", changing("c1", "m1", "creator", { pinned: true })],
    ],
    [
      ["a comment on a colleague's customer", commenting("c2", "creator")],
      ["a comment of a colleague's customer read", getting("customers/c2/comments/m1")],
      ["a pin on a colleague's customer", changing("c2", "m1", "creator", { pinned: true })],
    ],
  ),
];

const endOfTomorrow = (DUE.getTime() + 86_400_000) as Instant;
const todosOf = (scope: PartnerScope, admin: AdminId, reach: Reached = "all") =>
  myOpenTodos(scope, reach, admin, endOfTomorrow, 10);
const mentioning = (scope: PartnerScope, admin: AdminId, reach: Reached = "all") =>
  myMentions(scope, reach, admin, 20);

const lists: readonly Case[] = twins(
  "manager",
  [
    ["his own open to-dos", listing(todosOf("A" as PartnerId, "manager" as AdminId))],
    ["what names him", listing(mentioning("A" as PartnerId, "manager" as AdminId))],
  ],
  [
    ["a colleague's open to-dos", listing(todosOf("A" as PartnerId, "boss" as AdminId))],
    ["his own to-dos of another partner", listing(todosOf("B" as PartnerId, "manager" as AdminId))],
    ["his own to-dos without naming a partner", listing(todosOf("*", "manager" as AdminId))],
    ["what names a colleague", listing(mentioning("A" as PartnerId, "boss" as AdminId))],
    ["what names him in another partner", listing(mentioning("B" as PartnerId, "manager" as AdminId))],
    ["what names him without naming a partner", listing(mentioning("*", "manager" as AdminId))],
    [
      "everything assigned to him, whatever its state",
      listing({
        ...todosOf("A" as PartnerId, "manager" as AdminId),
        where: [
          ["partnerId", "==", "A"],
          ["assignee", "==", "manager"],
        ],
      }),
    ],
    [
      "all comments of all customers",
      listing({
        collection: "comments",
        group: true,
        where: [["partnerId", "==", "A"]],
        orderBy: [],
        limit: 10,
      }),
    ],
    [
      "all activity of all customers",
      listing({
        collection: "activity",
        group: true,
        where: [["partnerId", "==", "A"]],
        orderBy: [],
        limit: 10,
      }),
    ],
  ],
);

/** A role that sees only what it added itself: naming him elsewhere opens nothing to him. */
const creator = "creator" as AdminId;
const ofHisOwn: readonly Case[] = twins(
  "creator",
  [
    ["his open to-dos at his own customers", listing(todosOf("*", creator, "own"))],
    ["what names him at his own customers", listing(mentioning("*", creator, "own"))],
  ],
  [
    ["his open to-dos at anybody's customers", listing(todosOf("*", creator))],
    ["what names him at anybody's customers", listing(mentioning("*", creator))],
    [
      "what names him at a colleague's customers",
      listing({
        ...mentioning("*", creator),
        where: [
          ["addedBy", "==", "boss"],
          ["mentions", "array-contains", creator],
        ],
      }),
    ],
    [
      "what names a colleague at his own customers",
      listing({
        ...mentioning("*", creator),
        where: [
          ["addedBy", "==", creator],
          ["mentions", "array-contains", "boss"],
        ],
      }),
    ],
  ],
);

/** Entries by themselves: nobody makes, changes or removes one without the change it tells. */
const entries: readonly Case[] = twins(
  "boss",
  [["an entry read", getting("customers/c1/activity/e1")]],
  [
    ["an entry of its own, named by no record", writing({ path: "customers/c1/activity/e9", set: entry() })],
    [
      "an entry under the id its record names, without a change",
      writing({ path: "customers/c1/activity/e7", set: entry() }),
      { "customers/c1": aStoredCustomer({ lastActivity: "e7" }) },
    ],
    [
      "an entry about a comment, without a change",
      writing({ path: "customers/c1/activity/e7", set: { ...entry(), kind: "comment", record: "m1" } }),
      { [m1]: aStoredComment({ lastActivity: "e7" }) },
    ],
    ["an entry changed", writing({ path: "customers/c1/activity/e1", update: { cause: "because" } })],
    ["an entry removed", writing({ path: "customers/c1/activity/e1", remove: true })],
    [
      "two entries for one change",
      writing(...stepsOf(changing("c1", "m1", "boss", { text: "Called" })), {
        path: "customers/c1/activity/e10",
        set: entry(),
      }),
    ],
    [
      "two entries for one change, both about its record",
      writing(...stepsOf(changing("c1", "m1", "boss", { text: "Called" })), {
        path: "customers/c1/activity/e10",
        set: { ...entry(), kind: "comment", record: "m1" },
      }),
    ],
  ],
);

/** What somebody wrote himself he may ask for by its id; it tells a device whose answer was lost that it arrived. */
const ownEntry = (name: string, fields: Fields = {}) =>
  [
    name,
    getting("customers/c1/activity/own"),
    { "customers/c1/activity/own": { ...entry(), actor: "creatorA", ...fields } },
  ] as const;
const ownEntries: readonly Case[] = twins(
  "creatorA",
  [ownEntry("his own entry, without the right to the timeline")],
  [
    ownEntry("a colleague's entry", { actor: "creator" }),
    ownEntry("his own entry at another partner", { partnerId: "B" }),
    [
      "all entries of his own",
      listing({
        collection: "customers/c1/activity",
        where: [
          ["partnerId", "==", "A"],
          ["actor", "==", "creatorA"],
        ],
        orderBy: [],
        limit: 10,
      }),
    ],
  ],
);

function entry(): Fields {
  return {
    time: NOW,
    actor: "boss",
    source: "administrator",
    kind: "customer",
    record: "c1",
    action: "changed",
    before: {},
    after: {},
    partnerId: "A",
  };
}

function stepsOf(attempt: Attempt) {
  return attempt.op === "write" ? attempt.steps : [];
}

export const COMMENT_CASES: readonly Case[] = [
  ...adding,
  ...changingCases,
  ...lists,
  ...ofHisOwn,
  ...entries,
  ...ownEntries,
];
