import type { Attempt, Case, Fields } from "../attempt.ts";
import { getting, listing, NOW, writing } from "../attempt.ts";
import { changing } from "../tellings.ts";
import { aStoredComment, aStoredCustomer } from "../world.ts";
import { twins } from "./twins.ts";

const m1 = "customers/c1/comments/m1";

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

/** Entries of the activity by themselves. */
export const ENTRY_CASES: readonly Case[] = [...entries, ...ownEntries];
