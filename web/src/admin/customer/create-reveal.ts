import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { ShowPasswordAnswer } from "@trunkline/domain/calls/customers";
import type { Clock } from "../../lib/clock.ts";
import { minutesText } from "../../lib/minutes-text.ts";
import { notify } from "../../ui/toast.tsx";
import { answerOr } from "../config/ask.ts";

/** How long a shown password stays in sight (10 §4.1). */
const SHOWN_MS = 30_000;

/** A password that the server keeps and shows on request. Nothing of it is in this browser unless it is in sight. */
export interface Reveal {
  readonly shown: Accessor<string | undefined>;
  readonly busy: Accessor<boolean>;
  /** The server keeps no copy of it. */
  readonly noCopy: Accessor<boolean>;
  /** The person's own password is asked for: he signed in too long ago (10 §4.7). */
  readonly asking: Accessor<{ readonly wrong: boolean } | undefined>;
  show(own: string | null): Promise<void>;
  hide(): void;
  /** The question for one's own password is given up. */
  giveUp(): void;
}

/**
 * Shows it for half a minute, and no longer than the right to see it lasts. `setAt` is when the record says that it was
 * set (epoch milliseconds): a newer one is another password.
 */
export function createReveal(
  ask: (own: string | null) => Promise<ShowPasswordAnswer>,
  may: Accessor<boolean>,
  clock: Accessor<Clock>,
  setAt: Accessor<number | null>,
): Reveal {
  const [shown, setShown] = createSignal<{ readonly password: string; readonly setAt: number }>();
  const [busy, setBusy] = createSignal(false);
  const [noCopy, setNoCopy] = createSignal(false);
  const [asking, setAsking] = createSignal<{ readonly wrong: boolean }>();
  const hide = () => setShown(undefined);

  createEffect(() => {
    if (shown() === undefined) return;
    onCleanup(clock().after(SHOWN_MS, hide));
  });
  createEffect(() => {
    if (shown() !== undefined && !may()) hide();
  });
  // Of the same password the record may tell later than the server answered: only a newer one hides the one in sight.
  createEffect(() => {
    const now = shown();
    if (now !== undefined && (setAt() ?? 0) > now.setAt) hide();
  });
  createEffect(on(setAt, () => setNoCopy(false), { defer: true }));

  const show = async (own: string | null) => {
    setBusy(true);
    const answer = await answerOr("The password was not shown", ask(own));
    setBusy(false);
    if (answer === undefined) return;
    if (answer.kind !== "sign-in-too-old" && answer.kind !== "wrong-password") setAsking(undefined);
    switch (answer.kind) {
      case "shown":
        setShown({ password: answer.password, setAt: answer.setAt ?? setAt() ?? 0 });
        return;
      case "sign-in-too-old":
        setAsking({ wrong: false });
        return;
      case "wrong-password":
        setAsking({ wrong: true });
        return;
      case "no-copy":
        setNoCopy(true);
        return;
      case "limit":
        refuse(
          `Too many passwords were shown or tries made. Possible again in ${minutesText(answer.minutes)}.`,
        );
        return;
      case "switched-off":
        refuse("Showing passwords is switched off.");
        return;
      case "not-allowed":
      case "not-found":
        refuse("You may not see this password.");
    }
  };
  return {
    shown: () => shown()?.password,
    busy,
    noCopy,
    asking,
    show,
    hide,
    giveUp: () => setAsking(undefined),
  };
}

function refuse(text: string): void {
  notify({ tone: "warn", title: "The password was not shown", text });
}
