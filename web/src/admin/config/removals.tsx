import { For, Show, type Component } from "solid-js";
import { usePorts } from "../../data/ports.tsx";
import { createLiveList } from "../../lib/live/create-live.ts";
import { Banner } from "../../ui/banner.tsx";
import { useWorkspace } from "../workspace.tsx";
import { recordsText } from "./ask.ts";

/**
 * Deleted labels, or fields, that are still being taken off the records (10 §7.6, §8.21): how far each is. The server goes
 * on by itself, whoever leaves the page. Its numbers are of all partners, and so for administrators of all of them.
 */
export const Removals: Component<{ readonly what: "label" | "field" }> = (props) => {
  const workspace = useWorkspace();
  return (
    <Show when={workspace.viewer().session.partner === "*"}>
      <UnderWay what={props.what} />
    </Show>
  );
};

const UnderWay: Component<{ readonly what: "label" | "field" }> = (props) => {
  const ports = usePorts();
  const removals = createLiveList(() => ports.jobs.removals());
  const shown = () => removals.rows().filter(({ kind, total }) => kind === props.what && total > 0);
  return (
    <For each={shown()}>
      {(one) => (
        <Banner
          boxed
          end={
            <>
              {/* The bar says the same; a line that is read out at each page of records would not end. */}
              <span class="number" aria-hidden="true">
                {one.done.toLocaleString("en")} done{" "}
              </span>
              <progress max={one.total} value={one.done} aria-label={`Removing ${one.title}`} />
            </>
          }
        >
          “<bdi>{one.title}</bdi>” is being removed from {recordsText(one.total)}. You can leave this page.
        </Banner>
      )}
    </For>
  );
};
