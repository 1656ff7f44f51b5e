import { Show, createEffect, createMemo, createSignal, onCleanup, untrack, type Component } from "solid-js";
import type { FrameFailure } from "@trunkline/domain/geo/frame";
import { sameValue } from "../../lib/same-value.ts";
import { createDark } from "../../ui/map/look.ts";
import type { MapProps } from "../../ui/map/types.ts";
import { Skeleton } from "../../ui/states.tsx";
import { useWorkspace } from "../workspace.tsx";
import { createFrameHost, windowPort, type Find, type FramePort } from "./frame-host.ts";
import "../../ui/map/map.css";

interface GoogleMapProps extends MapProps {
  readonly apiKey: string;
  readonly mapId: string;
  readonly onFailure: (why: FrameFailure) => void;
  /** Hears how addresses are looked for as soon as the map stands. */
  readonly onFinder?: ((find: Find | undefined) => void) | undefined;
  readonly portOf?: (frame: HTMLIFrameElement) => FramePort;
}

/** The page that the admin site serves for Google's map. */
const ADDRESS = "/map-frame/index.html";

/** The colour of a tone as `rgb(…)`, since the frame knows no tokens; asked anew when the look changes. */
function colourOf(element: HTMLElement, tone: string, _dark: boolean): string {
  element.dataset["tone"] = tone;
  const { color } = getComputedStyle(element);
  return /^rgb\(\d+, \d+, \d+\)$/.test(color) ? color : "#4b5563";
}

/** Google's map, in a frame of its own (12 §3.4.3). */
export const GoogleMap: Component<GoogleMapProps> = (props) => {
  const workspace = useWorkspace();
  const dark = createDark();
  const [frame, setFrame] = createSignal<HTMLIFrameElement>();
  let swatch!: HTMLSpanElement;
  const view = createMemo(() => props.view, undefined, { equals: sameValue });
  return (
    <div class="map" role="group" aria-label="Map">
      <span class="map-marker map-swatch" ref={swatch} aria-hidden="true" />
      <iframe
        class="map-frame"
        title="Google Maps"
        sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"
        src={ADDRESS}
        ref={(element) => queueMicrotask(() => setFrame(element))}
      />
      <Show when={frame()} keyed>
        {(element) => {
          const host = createFrameHost({
            port: untrack(() => (props.portOf ?? windowPort)(element)),
            start: () => ({
              kind: "start",
              key: props.apiKey,
              mapId: props.mapId,
              language: workspace.general()?.language ?? "en",
              dark: dark(),
              greedy: props.greedy === true,
              view: view(),
            }),
            marker: () => ({
              kind: "marker",
              place: props.marker?.place ?? null,
              colour: colourOf(swatch, props.marker?.tone ?? "quiet", dark()),
              movable: props.onPlace !== undefined,
            }),
            view,
            onPlaced: (place) => props.onPlace?.(place),
            onView: (shown) => props.onView?.(shown),
          });
          createEffect(() => {
            const phase = host.phase();
            if (phase === "unreachable" || phase === "key" || phase === "broken") props.onFailure(phase);
            props.onFinder?.(phase === "ready" ? host.find : undefined);
          });
          onCleanup(() => props.onFinder?.(undefined));
          return (
            <Show when={host.phase() !== "ready"}>
              <div class="map-wait">
                <Skeleton lines={3} label="Loading Google Maps" />
              </div>
            </Show>
          );
        }}
      </Show>
    </div>
  );
};

export default GoogleMap;
