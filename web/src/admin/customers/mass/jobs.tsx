import { Show, Suspense, lazy, type Component } from "solid-js";
import type { JobsPort } from "../../../data/ports.tsx";
import { createLiveList } from "../../../lib/live/create-live.ts";

// Fetched when there is a run to show.
const JobBars = lazy(async () => ({ default: (await import("./job-bars.tsx")).JobBars }));

/** One's own long runs, where there are any. */
export const Jobs: Component<{ readonly port: JobsPort; readonly now: number }> = (props) => {
  const jobs = createLiveList(() => props.port.mine());
  return (
    <Show when={jobs.rows().length > 0}>
      <Suspense>
        <JobBars jobs={jobs.rows()} now={props.now} />
      </Suspense>
    </Show>
  );
};
