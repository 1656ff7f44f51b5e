import { For, Show, Suspense, createEffect, createSignal, lazy, type Component } from "solid-js";
import type { Job } from "@trunkline/domain/jobs/job";
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

const nameOf = (job: Job) => NAMES[job.kind] ?? "Long run";
const textOf = (job: Job) => {
  const failed = job.failed.length === 0 ? "" : `, ${job.failed.length} refused`;
  return job.state === "done"
    ? `${nameOf(job)}: ${job.done - job.failed.length} of ${job.total} done${failed}`
    : `${nameOf(job)}: ${job.done} of ${job.total}${failed} …`;
};

/** One's own long runs: progress while they run, and who was refused and why; they go on when the page is left. */
export const JobBars: Component<{ readonly jobs: readonly Job[]; readonly now: number }> = (props) => {
  const dismissed = createDismissed();
  const [looking, setLooking] = createSignal<string>();
  const shown = () =>
    props.jobs
      .filter((job) => !dismissed.ids().has(job.id))
      .filter((job) => job.state === "running" || props.now - (job.createdAt ?? props.now) < SHOWN_MS);
  // Whose end was seen, and with nobody refused, needs no dismissing by hand.
  createEffect(() => {
    if (document.visibilityState !== "visible") return;
    for (const job of shown())
      if (job.state === "done" && job.failed.length === 0) dismissed.notAgain(job.id);
  });
  const looked = () => props.jobs.find((job) => job.id === looking());
  return (
    <>
      <For each={shown()}>
        {(job) => (
          <div class="list-bar list-job" role="status">
            <progress max={job.total} value={job.done} aria-label={nameOf(job)} />
            <span class="number">{textOf(job)}</span>
            <Show when={job.failed.length > 0}>
              <Button small onClick={() => setLooking(job.id)}>
                Show refused
              </Button>
            </Show>
            <Show when={job.state === "done"}>
              <Button small look="plain" onClick={() => dismissed.dismiss(job.id)}>
                Dismiss
              </Button>
            </Show>
          </div>
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
