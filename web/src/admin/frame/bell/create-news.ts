import { createEffect, createMemo, on, type Accessor } from "solid-js";
import type { Comment } from "@trunkline/domain/comment/comment";
import type { Instant } from "@trunkline/domain/time/instant";
import { addDays } from "@trunkline/domain/time/day";
import { dayIn, startOfDay } from "@trunkline/domain/time/zone";
import { usePorts, type ShownComment } from "../../../data/ports.tsx";
import { createLiveDoc, createLiveList } from "../../../lib/live/create-live.ts";
import type { LiveState } from "../../../lib/live/source.ts";
import { useWorkspace } from "../../workspace.tsx";

/** The queries stop there; what lies behind is told as "20+". */
export const MOST_NEWS = 20;

/** What waits for the person at the bell (12 §4.9, §4.10). */
export interface News {
  /** One's own open to-dos of today and before, the longest due first. */
  readonly due: Accessor<readonly ShownComment[]>;
  /** What names oneself, the latest first, without what one wrote oneself. */
  readonly mentions: Accessor<readonly ShownComment[]>;
  readonly isNew: (comment: Comment) => boolean;
  readonly count: Accessor<number>;
  /** There are more than the queries bring. */
  readonly more: Accessor<boolean>;
  readonly state: Accessor<LiveState>;
  /** Everything that is here now was seen. */
  see(): void;
}

/** Follows both kinds of news in two bounded queries; `onDue` hears of a to-do whose moment comes while the page is open. */
export function createNews(onDue: (todo: Comment) => void): News {
  const ports = usePorts();
  const workspace = useWorkspace();
  const may = () => workspace.may("customers.view") || workspace.may("customers.view.own");
  const tomorrow = createMemo<Instant>(() => {
    const zone = workspace.general()?.timeZone ?? "UTC";
    return startOfDay(zone, addDays(dayIn(zone, workspace.now() as Instant), 1));
  });
  // Without the zone the day is not known yet; asking twice would read twice.
  const todos = createLiveList(() =>
    may() && workspace.general() !== undefined ? ports.comments.due(tomorrow()) : undefined,
  );
  const naming = createLiveList(() => (may() ? ports.comments.mentions() : undefined));
  const preferences = createLiveDoc(() => ports.preferences.mine());

  const due = createMemo(() => [...todos.rows()].sort((a, b) => (a.scheduled ?? 0) - (b.scheduled ?? 0)));
  const mentions = createMemo(() =>
    naming.rows().filter(({ author, state }) => author !== ports.uid && state !== "deleted"),
  );
  const seen = () => preferences.value()?.seenMentions ?? 0;
  // Until the preferences are here nothing is called new: better late than a number that sinks by itself.
  const isNew = ({ mentionedAt }: Comment) =>
    preferences.value() !== undefined && mentionedAt !== null && mentionedAt > seen();
  const unseen = createMemo(() => mentions().filter(isNew));

  /** Those told, or due when the page was opened: the badge tells of them. */
  let told: Set<string> | undefined;
  createEffect(
    on([due, workspace.now, todos.state], ([all, now, state]) => {
      if (state.kind === "pending") return;
      const over = all.filter(({ scheduled }) => (scheduled ?? 0) <= now);
      const known = told;
      if (known !== undefined) for (const todo of over) if (!known.has(keyOf(todo))) onDue(todo);
      told = new Set([...(known ?? []), ...over.map(keyOf)]);
    }),
  );

  return {
    due,
    mentions,
    isNew,
    count: () => due().length + unseen().length,
    more: () => todos.rows().length >= MOST_NEWS || naming.rows().length >= MOST_NEWS,
    state: todos.state,
    see() {
      const latest = Math.max(0, ...unseen().map(({ mentionedAt }) => mentionedAt ?? 0));
      if (latest > 0) void ports.preferences.keepSeenMentions(latest as Instant);
    },
  };
}

/** A to-do that is moved to another time is due again. */
function keyOf(todo: Comment): string {
  return `${todo.id}@${todo.scheduled}`;
}
