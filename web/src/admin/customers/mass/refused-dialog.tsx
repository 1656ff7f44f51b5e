import { For, Show, type Component } from "solid-js";
import { A } from "@solidjs/router";
import type { Job } from "@trunkline/domain/jobs/job";
import { Button } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";

/** Whom a long run left as they were, and why. */
export const RefusedDialog: Component<{ readonly job: Job | undefined; readonly onClose: () => void }> = (
  props,
) => (
  <Dialog
    open={props.job !== undefined}
    onClose={() => props.onClose()}
    title="Refused customers"
    description="All others were done."
    actions={<Button onClick={() => props.onClose()}>Close</Button>}
  >
    <ul class="list-refused">
      <For each={props.job?.failed}>
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
);
