import { Match, Show, Suspense, Switch, createSignal, lazy, onCleanup, type Component } from "solid-js";
import type { Customer } from "@trunkline/domain/customer/record";
import { addressLine } from "@trunkline/domain/geo/typed";
import { seesNothing, whenNear } from "../../lib/in-sight.ts";
import { Panel, type Fold } from "../../ui/page.tsx";
import { Skeleton } from "../../ui/states.tsx";
import { maySee } from "../config/access.tsx";
import { useWorkspace } from "../workspace.tsx";
import { useMapsConfig } from "./settings.ts";
import "./map.css";

const CustomerPlace = lazy(() => import("./customer-place.tsx"));

interface MapsSectionProps {
  readonly customer: Customer;
  readonly fold: Fold;
}

/** How far below the screen the map may be when it begins to load. */
const AHEAD = "240px";

/** Where the customer is (12 §3.4): the map, or what it is missing. Code and outlines come when it is looked at. */
export const MapsSection: Component<MapsSectionProps> = (props) => {
  const workspace = useWorkspace();
  const config = useMapsConfig();
  const [near, setNear] = createSignal(seesNothing());
  // A right of its own: a technician on the spot sets the place without editing anything else (15 §3.1).
  const mayPlace = () => workspace.may("customers.view.geo", props.customer);
  const nowhere = () => props.customer.geo === null && addressLine(props.customer) === "";

  const watch = (element: HTMLElement): void => {
    if (near()) return;
    const stop = whenNear(element, AHEAD, () => {
      setNear(true);
      stop();
    });
    onCleanup(stop);
  };

  return (
    <Panel title="Maps" fold={props.fold}>
      <Show when={!props.fold.folded}>
        <div class="place" ref={(element) => watch(element)}>
          <Switch fallback={<Skeleton lines={6} label="Loading the map" />}>
            <Match when={config()?.engine === "off"}>
              <p class="quiet-line">
                Maps are switched off in{" "}
                <Show when={maySee(workspace, "system")} fallback="Config → Main → Maps">
                  <a href="/config/maps">Config → Main → Maps</a>
                </Show>
                .
              </p>
            </Match>
            <Match when={nowhere() && !mayPlace()}>
              <p class="quiet-line">Neither coordinates nor an address are set.</p>
            </Match>
            <Match when={near() && config()}>
              {(known) => (
                <Suspense fallback={<Skeleton lines={6} label="Loading the map" />}>
                  <CustomerPlace customer={props.customer} config={known()} mayPlace={mayPlace()} />
                </Suspense>
              )}
            </Match>
          </Switch>
        </div>
      </Show>
    </Panel>
  );
};
