import { For, Show, createSignal, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { Job } from "@trunkline/domain/jobs/job";
import type { JobsPort } from "../../../data/ports.tsx";
import { createLiveList } from "../../../lib/live/create-live.ts";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";

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
export const Jobs: Component<{ readonly port: JobsPort; readonly now: number }> = (props) => {
  const jobs = createLiveList(() => props.port.mine());
  const [dismissed, setDismissed] = createSignal<ReadonlySet<string>>(new Set());
  const [looking, setLooking] = createSignal<string>();
  const shown = () =>
    jobs
      .rows()
      .filter((job) => !dismissed().has(job.id))
      .filter((job) => job.state === "running" || props.now - (job.createdAt ?? props.now) < SHOWN_MS);
  const looked = () => jobs.rows().find((job) => job.id === looking());
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
              <Button small look="plain" onClick={() => setDismissed(new Set([...dismissed(), job.id]))}>
                Dismiss
              </Button>
            </Show>
          </div>
        )}
      </For>
      <Dialog
        open={looked() !== undefined}
        onClose={() => setLooking(undefined)}
        title="Refused customers"
        description="All others were done."
        actions={<Button onClick={() => setLooking(undefined)}>Close</Button>}
      >
        <ul class="list-refused">
          <For each={looked()?.failed}>
            {(one) => (
              <li>
                <Show when={one.number > 0} fallback={<span>Customer out of reach</span>}>
                  <A href={`/customers/${one.number}`}>Customer {one.number}</A>
                </Show>
                : {one.reason}
              </li>
            )}
          </For>
        </ul>
      </Dialog>
    </>
  );
};
