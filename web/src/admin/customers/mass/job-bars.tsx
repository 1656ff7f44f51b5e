import {
  For,
  Show,
  Suspense,
  createEffect,
  createMemo,
  createSignal,
  lazy,
  on,
  onCleanup,
  type Component,
} from "solid-js";
import type { Job } from "@trunkline/domain/jobs/job";
import { browserClock, type Clock } from "../../../lib/clock.ts";
import { Button } from "../../../ui/button.tsx";
import { createDismissed } from "./create-dismissed.ts";

// Fetched when somebody looks at them.
const RefusedDialog = lazy(async () => ({ default: (await import("./refused-dialog.tsx")).RefusedDialog }));

const NAMES: Readonly<Record<string, string>> = {
  "mass-change": "Change",
  "mass-labels": "Labels",
  "mass-delete": "Delete",
};
/** A run that ended longer ago than this is history and leaves the bar. */
const SHOWN_MS = 60 * 60 * 1000;

/** A run that ended well leaves by itself, as any notice does. */
const READ_MS = 8_000;

const endedWell = (job: Job) => job.state === "done" && job.failed.length === 0;
const nameOf = (job: Job) => NAMES[job.kind] ?? "Long run";
const textOf = (job: Job) => {
  const failed = job.failed.length === 0 ? "" : `, ${job.failed.length} refused`;
  return job.state === "done"
    ? `${nameOf(job)}: ${job.done - job.failed.length} of ${job.total} done${failed}`
    : `${nameOf(job)}: ${job.done} of ${job.total}${failed} …`;
};

interface JobBarProps {
  readonly job: Job;
  readonly onLook: () => void;
  readonly onDismiss: () => void;
  readonly clock: Clock;
}

const JobBar: Component<JobBarProps> = (props) => {
  const [bar, setBar] = createSignal<HTMLElement>();
  const over = createMemo(() => endedWell(props.job));
  const [again, setAgain] = createSignal(0);
  const leave = () => {
    // Not while nobody can have read it, and not from under the hand.
    if (document.visibilityState !== "visible" || bar()?.matches(":hover, :focus-within") === true)
      setAgain((count) => count + 1);
    else props.onDismiss();
  };
  createEffect(
    on([over, again], ([ended]) => {
      if (ended) onCleanup(props.clock.after(READ_MS, leave));
    }),
  );
  return (
    <div class="list-bar list-job" role="status" ref={setBar}>
      <progress max={props.job.total} value={props.job.done} aria-label={nameOf(props.job)} />
      <span class="number">{textOf(props.job)}</span>
      <Show when={props.job.failed.length > 0}>
        <Button small onClick={() => props.onLook()}>
          Show refused
        </Button>
      </Show>
      <Show when={props.job.state === "done"}>
        <Button small look="plain" onClick={() => props.onDismiss()}>
          Dismiss
        </Button>
      </Show>
    </div>
  );
};

interface JobBarsProps {
  readonly jobs: readonly Job[];
  readonly now: number;
  readonly clock?: Clock;
}

/** One's own long runs: progress while they run, and who was refused and why; they go on when the page is left. */
export const JobBars: Component<JobBarsProps> = (props) => {
  const dismissed = createDismissed();
  const [looking, setLooking] = createSignal<string>();
  const shown = () =>
    props.jobs
      .filter((job) => !dismissed.ids().has(job.id))
      .filter((job) => job.state === "running" || props.now - (job.createdAt ?? props.now) < SHOWN_MS);
  // Whose end was seen, and with nobody refused, needs no dismissing by hand.
  createEffect(() => {
    if (document.visibilityState !== "visible") return;
    for (const job of shown()) if (endedWell(job)) dismissed.notAgain(job.id);
  });
  const looked = () => props.jobs.find((job) => job.id === looking());
  return (
    <>
      <For each={shown()}>
        {(job) => (
          <JobBar
            job={job}
            clock={props.clock ?? browserClock}
            onLook={() => setLooking(job.id)}
            onDismiss={() => dismissed.dismiss(job.id)}
          />
        )}
      </For>
      <Show when={looking() !== undefined}>
        <Suspense>
          <RefusedDialog job={looked()} onClose={() => setLooking("")} />
        </Suspense>
      </Show>
    </>
  );
};
