import type { Day } from "../time/day.ts";
import type { Instant } from "../time/instant.ts";
import { dayIn } from "../time/zone.ts";
import type { Comment } from "./comment.ts";

const RANK = { open: 0, comment: 1, done: 2, deleted: 3 } as const;

// An entry whose creation the server has not confirmed yet is the newest of all.
const newest = (comment: Comment) => comment.createdAt ?? Number.MAX_SAFE_INTEGER;

/**
 * The panel's order (12 §4.6): pinned first, then open to-dos by date, comments newest first, completed to-dos newest
 * first. Deleted entries are left out.
 */
export function panelOrder(comments: readonly Comment[]): readonly Comment[] {
  return comments.filter((comment) => comment.state !== "deleted").sort(compare);
}

function compare(a: Comment, b: Comment): number {
  if (a.pinned !== b.pinned) return a.pinned ? -1 : 1;
  if (a.state !== b.state) return RANK[a.state] - RANK[b.state];
  const by = a.state === "open" ? (a.scheduled ?? 0) - (b.scheduled ?? 0) : newest(b) - newest(a);
  return by !== 0 ? by : a.id < b.id ? -1 : 1;
}

/** The badge of a to-do's date (12 §4.8): green before its day, orange on it, red when the time has passed. */
export function badgeOf(
  todo: Pick<Comment, "scheduled" | "state">,
  now: Instant,
  zone: string,
): "green" | "orange" | "red" | "struck" | null {
  if (todo.scheduled === null || todo.state === "comment" || todo.state === "deleted") return null;
  if (todo.state === "done") return "struck";
  const due: Day = dayIn(zone, todo.scheduled);
  const today = dayIn(zone, now);
  if (due > today) return "green";
  return due === today ? "orange" : "red";
}
