import type { Case, Fields } from "../attempt.ts";
import { getting, GONE, NOW, UNKNOWN, writing } from "../attempt.ts";
import type { Spoil } from "../tellings.ts";
import { changing, commenting } from "../tellings.ts";
import { aStoredComment, aStoredCustomer, DUE, START } from "../world.ts";
import { aSecondAgo, shapes } from "./comment-values.ts";
import { readerMay } from "./reader.ts";
import { twins } from "./twins.ts";

const change = (comment: string, patch: Fields, spoil: Spoil = {}) =>
  changing("c1", comment, "manager", patch, spoil);
const longest = "x".repeat(5000);
const rights = (permissions: readonly string[]) => readerMay(["customers.view", ...permissions]);
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
const open = aStoredComment({ state: "open", scheduled: DUE, assignee: "manager" });
const todoPath = "customers/c1/comments/t1";

/** Words, ticks, pins and deletions of comments there are: what each may touch, and whose words one may change. */
export const CHANGED_COMMENTS: readonly Case[] = [
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
