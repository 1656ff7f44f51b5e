import {
  ErrorBoundary,
  Show,
  Suspense,
  createEffect,
  createMemo,
  createSignal,
  lazy,
  on,
  type Component,
} from "solid-js";
import type { MapsConfig } from "@trunkline/domain/config/maps";
import type { FrameFailure } from "@trunkline/domain/geo/frame";
import TriangleAlert from "lucide-solid/icons/triangle-alert";
import { report } from "../../lib/report.ts";
import { Banner } from "../../ui/banner.tsx";
import type { MapProps } from "../../ui/map/types.ts";
import { ErrorState, Skeleton } from "../../ui/states.tsx";
import { useWorkspace } from "../workspace.tsx";
import type { Find, FramePort } from "./frame-host.ts";

const KeylessMap = lazy(() => import("../../ui/map/keyless-map.tsx"));
const GoogleMap = lazy(() => import("./google-map.tsx"));

const FAILURES: Readonly<Record<FrameFailure, string>> = {
  unreachable: "Google Maps cannot be reached.",
  key: "Google Maps refused the key in Config → Main → Maps.",
  broken: "Google Maps stopped working.",
};

interface MapAreaProps extends MapProps {
  readonly config: MapsConfig;
  readonly onFinder?: ((find: Find | undefined) => void) | undefined;
  readonly portOf?: ((frame: HTMLIFrameElement) => FramePort) | undefined;
}

/** The configured map; when Google's does not come, the one that needs nobody stands in. */
export const MapArea: Component<MapAreaProps> = (props) => {
  const workspace = useWorkspace();
  const [failure, setFailure] = createSignal<FrameFailure>();
  const google = () => props.config.engine === "google" && failure() === undefined;
  createEffect(on([() => props.config.engine, () => props.config.googleKey], () => setFailure(undefined)));
  createEffect(() => failure() !== undefined && props.onFinder?.(undefined));
  const landmarks = createMemo(() =>
    Object.entries(workspace.directory()?.locations ?? {}).flatMap(([id, { name }]) => {
      const place = props.config.centres[id];
      return place === undefined ? [] : [{ place, name }];
    }),
  );
  const shared = () => ({
    landmarks: landmarks(),
    view: props.view,
    marker: props.marker,
    onPlace: props.onPlace,
    onView: props.onView,
    greedy: props.greedy,
  });
  return (
    <ErrorBoundary
      fallback={(cause: unknown) => {
        report(cause);
        return (
          <ErrorState compact title="The map cannot be shown">
            Everything else works. Reload the page to try again.
          </ErrorState>
        );
      }}
    >
      <Show when={props.config.engine === "google" && failure()}>
        {(why) => (
          <Banner tone="warn" boxed icon={<TriangleAlert size={16} aria-hidden="true" />}>
            {FAILURES[why()]} The map without a key stands in.
          </Banner>
        )}
      </Show>
      <Suspense fallback={<Skeleton lines={6} label="Loading the map" />}>
        <Show when={google()} fallback={<KeylessMap {...shared()} />}>
          {/* A page that has loaded Google's code keeps its key: another key is another page. */}
          <Show when={props.config.googleKey} keyed>
            {(key) => (
              <GoogleMap
                {...shared()}
                apiKey={key}
                mapId={props.config.googleMapId}
                onFailure={setFailure}
                onFinder={props.onFinder}
                {...(props.portOf === undefined ? {} : { portOf: props.portOf })}
              />
            )}
          </Show>
        </Show>
      </Suspense>
    </ErrorBoundary>
  );
};
