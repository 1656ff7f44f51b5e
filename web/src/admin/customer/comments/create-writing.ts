import { createEffect, createSignal, on, onMount, untrack, type Accessor } from "solid-js";
import type { CommentDraft } from "@trunkline/domain/comment/edit";
import { keptFields, readKept } from "../../comments/kept.ts";
import type { WritingKey } from "../../comments/outgoing.ts";
import { useOutgoing } from "../../comments/use-outgoing.ts";
import { useWorkspace } from "../../workspace.tsx";

/** What is being written in one form; it survives a reload, and what the server refuses comes back to it. */
export interface Writing {
  readonly value: Accessor<CommentDraft>;
  set(part: Partial<CommentDraft>): void;
  /** Starts anew; nothing is kept. */
  reset(): void;
}

/** The state of a form of comments; `onFound` hears that something was there from before, or came back. */
export function createWriting(key: WritingKey, start: () => CommentDraft, onFound: () => void): Writing {
  const { drafts } = useWorkspace();
  const outgoing = useOutgoing();
  const [value, setValue] = createSignal(start());

  onMount(async () => {
    const kept = readKept((await drafts.load(key))?.fields);
    const untouched = untrack(() => value().text === start().text);
    if (kept.text === undefined || kept.text === "" || !untouched) return;
    setValue((now) => ({ ...now, ...kept }));
    onFound();
  });
  createEffect(() => {
    const back = outgoing.returned(key);
    if (back === undefined) return;
    setValue(back);
    outgoing.take(key);
    onFound();
  });
  createEffect(
    // The first run only registers: an empty form must not take away what was kept.
    on(
      value,
      (now) => drafts.keep(key, { fields: now.text === start().text ? {} : keptFields(now, start()) }),
      {
        defer: true,
      },
    ),
  );

  return {
    value,
    set: (part) => void setValue((now) => ({ ...now, ...part })),
    reset: () => void setValue(start()),
  };
}
