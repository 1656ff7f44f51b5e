import { describe, expect, test } from "vitest";
import type { AdminId, CommentId, PartnerId } from "../ids/ids.ts";
import type { Instant } from "../time/instant.ts";
import { dayIn, timeIn } from "../time/zone.ts";
import { aComment, aTimestamp, aViewer } from "../testing/builders.ts";
import { readComment } from "./comment.ts";
import type { CommentDraft } from "./edit.ts";
import {
  checkComment,
  commentAction,
  commentRights,
  doneFields,
  editedComment,
  namesAnew,
  newComment,
  QUICK,
} from "./edit.ts";
import { badgeOf, panelOrder } from "./order.ts";
import { shortcutAt, SHORTCUTS } from "./shortcuts.ts";

const now = Date.parse("2026-09-07T13:00:00Z") as Instant;
const draft: CommentDraft = { ...QUICK, text: " Visit ", scheduled: null, assignee: null, mentions: [] };
const anna = "anna" as AdminId;
const later = (now + 86_400_000) as Instant;

describe("writing", () => {
  test("a comment is trimmed and required, and 5000 characters long at most (12 §4.2)", () => {
    expect(checkComment(draft, now, null)).toEqual({ ok: true, value: { ...draft, text: "Visit" } });
    expect(checkComment({ ...draft, text: " \n" }, now, null)).toMatchObject({
      ok: false,
      error: { text: { kind: "required" } },
    });
    expect(checkComment({ ...draft, text: "x".repeat(5001) }, now, null)).toMatchObject({
      ok: false,
      error: { text: { kind: "too-long" } },
    });
    expect(checkComment({ ...draft, text: "a\u0000" }, now, null)).toMatchObject({
      ok: false,
      error: { text: { kind: "bad-characters" } },
    });
  });

  test("a date in the past is refused, but an entry whose date has passed can still be edited", () => {
    const past = (now - 1) as Instant;
    expect(checkComment({ ...draft, scheduled: past }, now, null)).toMatchObject({
      ok: false,
      error: { scheduled: { kind: "before" } },
    });
    expect(checkComment({ ...draft, scheduled: past }, now, past).ok).toBe(true);
    expect(checkComment({ ...draft, scheduled: now }, now, null).ok).toBe(true);
  });

  test("more than twenty people cannot be mentioned", () => {
    const mentions = Array.from({ length: 21 }, (_, index) => `a${index}` as AdminId);
    expect(checkComment({ ...draft, mentions }, now, null)).toMatchObject({
      ok: false,
      error: { mentions: { kind: "too-many" } },
    });
  });

  test("a to-do is its author's unless another is named; a comment is nobody's (12 §4.5)", () => {
    const todo = { ...draft, scheduled: later };
    expect(newComment(todo, anna).assignee).toBe("anna");
    expect(newComment({ ...todo, assignee: "bob" as AdminId }, anna).assignee).toBe("bob");
    expect(newComment({ ...draft, assignee: "bob" as AdminId }, anna).assignee).toBeNull();
    expect(editedComment(aComment({ author: "carl" as AdminId }), todo).assignee).toBe("carl");
  });

  test("only who was not named before is told anew", () => {
    const [bob, carl] = ["bob", "carl"] as AdminId[] as [AdminId, AdminId];
    expect([namesAnew([], []), namesAnew([bob], []), namesAnew([bob], [bob])]).toEqual([false, false, false]);
    expect(namesAnew([bob], [bob, carl])).toBe(true);
  });

  test("with a date it is a to-do, without one a comment (12 §4.3)", () => {
    expect(newComment(draft, anna).state).toBe("comment");
    expect(newComment({ ...draft, scheduled: later }, anna).state).toBe("open");
    expect(editedComment(aComment(), { ...draft, scheduled: later }).state).toBe("open");
    expect(editedComment(aComment({ state: "open" }), draft).state).toBe("comment");
    expect(
      editedComment(aComment({ state: "done", pinned: true }), { ...draft, scheduled: later }),
    ).toMatchObject({ state: "done", pinned: true });
  });
});

describe("completing", () => {
  test("who ticked and when is kept; unticking forgets it; a later edit leaves it", () => {
    const bob = "bob" as AdminId;
    const open = { state: "open", doneBy: null, doneAt: null } as const;
    const done = { state: "done", doneBy: bob, doneAt: now } as const;
    expect(doneFields<Instant>(open, "done", bob, now)).toEqual({ doneBy: "bob", doneAt: now });
    expect(doneFields<Instant>(done, "open", bob, now)).toEqual({ doneBy: null, doneAt: null });
    expect(doneFields<Instant>(done, "done", "carl" as AdminId, later)).toEqual({
      doneBy: "bob",
      doneAt: now,
    });
  });

  test("the activity says created, changed, completed, reopened or deleted", () => {
    expect([
      commentAction(undefined, "open"),
      commentAction("comment", "open"),
      commentAction("open", "done"),
      commentAction("done", "open"),
      commentAction("done", "deleted"),
      commentAction("done", "done"),
    ]).toEqual(["created", "changed", "completed", "reopened", "deleted", "changed"]);
  });
});

describe("who may", () => {
  const customer = { partnerId: "main" as PartnerId, addedBy: "zoe" };
  const writer = aViewer("anna", "*", [
    "customers.view",
    "customers.comments.add",
    "customers.comments.editOwn",
  ]);
  const boss = aViewer("boss", "*", [...writer.session.permissions, "customers.comments.editOthers"]);

  test("everybody who may comment ticks; words are their author's, or need the permission (12 §4.11)", () => {
    const todo = aComment({ state: "open", scheduled: later, author: "bob" as AdminId });
    expect(commentRights(writer, customer, todo)).toEqual({
      tick: true,
      pin: true,
      edit: false,
      remove: false,
    });
    expect(commentRights(writer, customer, { ...todo, author: "anna" as AdminId })).toEqual({
      tick: true,
      pin: true,
      edit: true,
      remove: true,
    });
    expect(commentRights(boss, customer, todo)).toEqual({
      tick: true,
      pin: true,
      edit: true,
      remove: true,
    });
  });

  test("a completed to-do is not edited but can be deleted (12 §4.7); a comment has nothing to tick", () => {
    expect(commentRights(boss, customer, aComment({ state: "done" }))).toEqual({
      tick: true,
      pin: true,
      edit: false,
      remove: true,
    });
    expect(commentRights(boss, customer, aComment()).tick).toBe(false);
    expect(commentRights(boss, customer, aComment({ state: "deleted" }))).toEqual({
      tick: false,
      pin: false,
      edit: false,
      remove: false,
    });
  });

  test("15 example 14: nobody of another partner touches it", () => {
    const other = aViewer("boss", "north", boss.session.permissions);
    expect(commentRights(other, customer, aComment({ state: "open" }))).toEqual({
      tick: false,
      pin: false,
      edit: false,
      remove: false,
    });
  });
});

const named = (id: string, changes: Parameters<typeof aComment>[0]) =>
  aComment({ id: id as CommentId, ...changes });

describe("the panel", () => {
  test("open to-dos by date, comments newest first, completed newest first, pinned above all (12 §4.6)", () => {
    const all = [
      named("done-old", { state: "done", createdAt: 1 as Instant }),
      named("comment-old", { createdAt: 2 as Instant }),
      named("late", { state: "open", scheduled: 90 as Instant }),
      named("gone", { state: "deleted" }),
      named("comment-new", { createdAt: 3 as Instant }),
      named("soon", { state: "open", scheduled: 10 as Instant }),
      named("done-new", { state: "done", createdAt: 9 as Instant }),
      named("pin", { pinned: true, createdAt: 1 as Instant }),
      named("just-typed", { createdAt: null }),
    ];
    expect(panelOrder(all).map((one) => one.id)).toEqual([
      "pin",
      "soon",
      "late",
      "just-typed",
      "comment-new",
      "comment-old",
      "done-new",
      "done-old",
    ]);
  });

  test("the badge is green before the day, orange on it, red after, struck when done; by the company's day", () => {
    const todo = { state: "open", scheduled: Date.parse("2026-09-08T13:15:00Z") as Instant } as const;
    const zone = "Europe/Prague";
    const badge = (iso: string) => badgeOf(todo, Date.parse(iso) as Instant, zone);
    // In Prague the 8th begins at 22:00 UTC of the 7th.
    expect([
      badge("2026-09-07T21:59:00Z"),
      badge("2026-09-07T22:00:00Z"),
      badge("2026-09-08T21:59:00Z"),
      badge("2026-09-08T22:00:00Z"),
    ]).toEqual(["green", "orange", "orange", "red"]);
    expect(badgeOf({ ...todo, state: "done" }, now, zone)).toBe("struck");
    expect(badgeOf({ state: "comment", scheduled: null }, now, zone)).toBeNull();
  });

  test("the date picker's shortcuts keep the time of day, also over a clock change", () => {
    const zone = "Europe/Prague";
    const saturday = Date.parse("2026-10-24T08:30:00Z") as Instant;
    const shown = SHORTCUTS.map(
      (one) =>
        `${dayIn(zone, shortcutAt(one, saturday, zone))} ${timeIn(zone, shortcutAt(one, saturday, zone))}`,
    );
    expect(shown).toEqual([
      "2026-10-24 11:30",
      "2026-10-25 10:30",
      "2026-10-26 10:30",
      "2026-10-31 10:30",
      "2026-11-01 10:30",
      "2026-11-24 10:30",
    ]);
  });

  test("on a Monday, next Monday is a week away", () => {
    expect(
      dayIn("UTC", shortcutAt("next-monday", Date.parse("2026-11-23T09:00:00Z") as Instant, "UTC")),
    ).toBe("2026-11-30");
  });
});

test("an old comment is read with defaults, and one without an author is bad", () => {
  const stored = {
    state: "open",
    text: "x",
    author: "anna",
    partnerId: "main",
    scheduled: aTimestamp(5000),
    createdAt: null,
    updatedAt: null,
    lastActivity: "e1",
  };
  const read = readComment("c1", "m1", stored);
  expect(read.ok && read.value).toMatchObject({
    id: "m1",
    customerId: "c1",
    scheduled: 5000,
    format: "plain",
    type: "comment",
    mentions: [],
    pinned: false,
    doneBy: null,
  });
  expect(readComment("c1", "m1", { ...stored, author: "" }).ok).toBe(false);
});
