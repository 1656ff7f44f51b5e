import { Show, createSignal, type Accessor, type Component } from "solid-js";
import type { Geo } from "@trunkline/domain/customer/record";
import type { Point } from "@trunkline/domain/geo/mercator";
import { formatGeo, rounded } from "@trunkline/domain/geo/typed";
import { fromScreen, toScreen, type MapView, type Size } from "@trunkline/domain/geo/view";
import { arrowOf, pointOf } from "./gestures.ts";
import type { Marker } from "./types.ts";

interface MarkerProps {
  readonly marker: Marker;
  readonly view: MapView;
  readonly size: Size;
  /** The element in which points are counted. */
  readonly frame: Accessor<HTMLElement | undefined>;
  readonly onPlace?: ((place: Geo) => void) | undefined;
}

const STEP = 10;
/** With Shift: house numbers. */
const FINE_STEP = 1;

const Pin: Component = () => (
  <svg width="28" height="36" viewBox="0 0 28 36" aria-hidden="true">
    <path
      d="M14 1C6.8 1 1 6.7 1 13.8 1 23 14 35 14 35s13-12 13-21.2C27 6.7 21.2 1 14 1Z"
      fill="currentColor"
      class="map-pin-edge"
    />
    <circle cx="14" cy="13.5" r="5" class="map-pin-eye" />
  </svg>
);

/** The marker of a place; where it may be set, it is dragged, or moved with the arrow keys. */
export const MapMarker: Component<MarkerProps> = (props) => {
  const [dragged, setDragged] = createSignal<Point>();
  const stored = () => toScreen(props.view, props.size, props.marker.place);
  const at = () => dragged() ?? stored();
  const position = () => ({ transform: `translate(${at().x}px, ${at().y}px)` });
  let grip: Point | undefined;

  const placeAt = (point: Point): void => {
    props.onPlace?.(rounded(fromScreen(props.view, props.size, point)));
  };
  const follow = (event: PointerEvent): Point | undefined => {
    const frame = props.frame();
    if (grip === undefined || frame === undefined) return undefined;
    const point = pointOf(event, frame);
    return { x: point.x - grip.x, y: point.y - grip.y };
  };
  const keep = (event: PointerEvent): void => {
    const point = dragged() === undefined ? undefined : follow(event);
    grip = undefined;
    setDragged(undefined);
    if (point !== undefined) placeAt(point);
  };
  return (
    <Show
      when={props.onPlace !== undefined}
      fallback={
        <span
          class="map-marker"
          data-tone={props.marker.tone}
          role="img"
          aria-label={`${props.marker.name}, ${formatGeo(props.marker.place)}`}
          style={position()}
        >
          <Pin />
        </span>
      }
    >
      <button
        type="button"
        class="map-marker"
        data-tone={props.marker.tone}
        aria-label={`${props.marker.name}, ${formatGeo(props.marker.place)}. Arrow keys move it, with Shift in small steps.`}
        style={position()}
        onPointerDown={(event) => {
          const frame = props.frame();
          if (event.button !== 0 || frame === undefined) return;
          event.currentTarget.setPointerCapture?.(event.pointerId);
          const point = pointOf(event, frame);
          grip = { x: point.x - stored().x, y: point.y - stored().y };
        }}
        onPointerMove={(event) => setDragged(follow(event))}
        onPointerUp={keep}
        onPointerCancel={() => {
          grip = undefined;
          setDragged(undefined);
        }}
        onKeyDown={(event) => {
          const way = arrowOf(event);
          if (way === undefined) return;
          event.preventDefault();
          const step = event.shiftKey ? FINE_STEP : STEP;
          placeAt({ x: stored().x + way.x * step, y: stored().y + way.y * step });
        }}
      >
        <Pin />
      </button>
    </Show>
  );
};
