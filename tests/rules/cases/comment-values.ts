import type { Fields } from "../attempt.ts";
import { NOW, UNKNOWN } from "../attempt.ts";
import { DUE, START } from "../world.ts";

const longest = "x".repeat(5000);
const ids = (count: number) => Array.from({ length: count }, (_, index) => `a${index}`);

/** A moment that has passed already. */
export const aSecondAgo = new Date(START.getTime() - 1000);

/** Good and bad values of a comment's fields, new or changed. */
export const shapes: { readonly good: readonly Fields[]; readonly bad: readonly Fields[] } = {
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
