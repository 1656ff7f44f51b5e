import {
  Show,
  createEffect,
  createMemo,
  createSignal,
  onCleanup,
  onMount,
  untrack,
  type Component,
} from "solid-js";
import { metresPerPixel } from "@trunkline/domain/geo/mercator";
import { scaleBar } from "@trunkline/domain/geo/scale";
import { formatGeo, rounded } from "@trunkline/domain/geo/typed";
import {
  fromScreen,
  isInView,
  panned,
  viewOf,
  zoomed,
  type MapView,
  type Size,
} from "@trunkline/domain/geo/view";
import Minus from "lucide-solid/icons/minus";
import Plus from "lucide-solid/icons/plus";
import { sameValue } from "../../lib/same-value.ts";
import { IconButton } from "../icon-button.tsx";
import { loadAtlas, type Country } from "./atlas.ts";
import { drawMap, type Ink } from "./draw.ts";
import { arrowOf, listenToGestures } from "./gestures.ts";
import { createDark } from "./look.ts";
import { MapMarker } from "./marker.tsx";
import type { MapProps } from "./types.ts";
import "./map.css";

const SCALE_PIXELS = 110;
/** Part of the map that an arrow key moves it by. */
const STRIDE = 6;

/** The canvas says its colours as styles of its own, so that they follow the theme like everything else. */
function inkOf(canvas: HTMLCanvasElement): Ink {
  const style = getComputedStyle(canvas);
  return {
    land: style.backgroundColor,
    sea: style.borderTopColor,
    border: style.outlineColor,
    grid: style.textDecorationColor,
    text: style.color,
    font: `${style.fontSize} ${style.fontFamily}`,
  };
}

/** A map that needs no key: outlines of the countries, latitude and longitude, a scale down to houses (12 §3.4.3). */
export const KeylessMap: Component<MapProps> = (props) => {
  let frame!: HTMLDivElement;
  let surface!: HTMLDivElement;
  let canvas!: HTMLCanvasElement;
  const [size, setSize] = createSignal<Size>({ width: 640, height: 320 });
  const [countries, setCountries] = createSignal<readonly Country[]>([]);
  const [bare, setBare] = createSignal(false);
  const wanted = createMemo(() => props.view, undefined, { equals: sameValue });
  const [view, setView] = createSignal<MapView>(untrack(wanted));
  const dark = createDark();
  const canPlace = () => props.onPlace !== undefined;
  const go = (next: MapView): void => {
    setView(next);
    props.onView?.(next);
  };
  const zoomBy = (steps: number) =>
    go(zoomed(view(), view().zoom + steps, size(), { x: size().width / 2, y: size().height / 2 }));
  const bar = createMemo(() => scaleBar(metresPerPixel(view().lat, view().zoom), SCALE_PIXELS));

  createEffect(() => setView(wanted()));
  // A marker that was moved out of sight is followed; one that stands elsewhere from the start is not.
  createEffect((before: string | undefined) => {
    const place = props.marker?.place;
    const text = place === undefined ? "" : formatGeo(place);
    if (
      place !== undefined &&
      before !== undefined &&
      before !== text &&
      !untrack(() => isInView(view(), size(), place))
    ) {
      go(viewOf(place, untrack(view).zoom));
    }
    return text;
  });

  const load = () => {
    setBare(false);
    loadAtlas().then(setCountries, () => setBare(true));
  };
  onMount(() => {
    load();
    listenToGestures(surface, {
      view,
      size,
      go,
      onTap: (at) => props.onPlace?.(rounded(fromScreen(view(), size(), at))),
      takesWheel: (event) =>
        props.greedy === true || event.ctrlKey || event.metaKey || frame.contains(document.activeElement),
    });
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = frame;
      if (width > 0 && height > 0) setSize({ width, height });
    };
    measure();
    if (typeof ResizeObserver === "undefined") return;
    const watcher = new ResizeObserver(measure);
    watcher.observe(frame);
    onCleanup(() => watcher.disconnect());
  });

  let asked: number | undefined;
  createEffect(() => {
    // Whatever it is drawn from; drawn at most once a frame.
    const drawn = {
      view: view(),
      size: size(),
      scene: { countries: countries(), landmarks: props.landmarks ?? [] },
      dark: dark(),
    };
    if (asked !== undefined) cancelAnimationFrame(asked);
    asked = requestAnimationFrame(() => {
      const ink = canvas.getContext("2d");
      if (ink === null) return;
      const density = devicePixelRatio;
      canvas.width = Math.round(drawn.size.width * density);
      canvas.height = Math.round(drawn.size.height * density);
      ink.setTransform(density, 0, 0, density, 0, 0);
      drawMap(ink, drawn.size, drawn.view, drawn.scene, inkOf(canvas));
    });
  });
  onCleanup(() => asked !== undefined && cancelAnimationFrame(asked));

  const onKey = (event: KeyboardEvent): void => {
    const way = arrowOf(event);
    if (way !== undefined)
      go(panned(view(), (way.x * size().width) / STRIDE, (way.y * size().height) / STRIDE));
    else if (event.key === "+" || event.key === "=") zoomBy(1);
    else if (event.key === "-") zoomBy(-1);
    else if (event.key === "Enter" && canPlace()) props.onPlace?.(rounded(view()));
    else return;
    event.preventDefault();
  };

  return (
    <div class="map" role="group" aria-label="Map" ref={frame}>
      <div
        class="map-surface"
        ref={surface}
        data-greedy={props.greedy === true ? "" : undefined}
        data-places={canPlace() ? "" : undefined}
        role="application"
        tabIndex={0}
        aria-label={
          canPlace()
            ? "Map. Arrow keys move it, plus and minus zoom, Enter sets the place in the middle."
            : "Map. Arrow keys move it, plus and minus zoom."
        }
        onKeyDown={onKey}
        onDblClick={() => !canPlace() && zoomBy(1)}
      >
        <canvas class="map-canvas" ref={canvas} aria-hidden="true" />
      </div>
      <Show when={props.marker}>
        {(marker) => (
          <MapMarker
            marker={marker()}
            view={view()}
            size={size()}
            frame={() => frame}
            onPlace={props.onPlace}
          />
        )}
      </Show>
      <Show when={canPlace()}>
        <span class="map-cross" aria-hidden="true" />
      </Show>
      <div class="map-zoom">
        <IconButton
          small
          look="default"
          label="Nearer"
          icon={<Plus size={16} aria-hidden="true" />}
          onClick={() => zoomBy(1)}
        />
        <IconButton
          small
          look="default"
          label="Farther"
          icon={<Minus size={16} aria-hidden="true" />}
          onClick={() => zoomBy(-1)}
        />
      </div>
      <div class="map-foot">
        <span class="map-scale" style={{ "inline-size": `${Math.round(bar().pixels)}px` }}>
          {bar().label}
        </span>
        <span class="map-source">
          <Show when={bare()} fallback="Outlines: Natural Earth">
            Outlines not loaded{" "}
            <button type="button" class="map-again" onClick={load}>
              Try again
            </button>
          </Show>
        </span>
      </div>
    </div>
  );
};

export default KeylessMap;
