import { onCleanup, type Accessor } from "solid-js";
import type { Point } from "@trunkline/domain/geo/mercator";
import { panned, zoomed, type MapView, type Size } from "@trunkline/domain/geo/view";

interface GestureOptions {
  readonly view: Accessor<MapView>;
  readonly size: Accessor<Size>;
  readonly go: (view: MapView) => void;
  /** A press that moved nothing. */
  readonly onTap: (at: Point) => void;
  /** Whether the wheel is the map's, and not the page's that scrolls. */
  readonly takesWheel: (event: WheelEvent) => boolean;
}

/** A press that went farther was meant to move the map. */
const STILL = 5;
/** Pixels of a wheel's turn that double the size. */
const WHEEL_DOUBLES = 300;
/** A pinch on a touchpad comes as a wheel with Ctrl, in small steps. */
const PINCH_DOUBLES = 60;
const LINE_PIXELS = 20;

/** The point of an event within the element that listens. */
export function pointOf(event: MouseEvent, element: Element): Point {
  const box = element.getBoundingClientRect();
  return { x: event.clientX - box.left, y: event.clientY - box.top };
}

function middleOf(points: readonly Point[]): Point {
  const sum = points.reduce((a, b) => ({ x: a.x + b.x, y: a.y + b.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}

function spread([a, b]: readonly Point[]): number {
  return a === undefined || b === undefined ? 0 : Math.hypot(a.x - b.x, a.y - b.y);
}

/** Drag, pinch, wheel and tap over an element that shows a map. */
export function listenToGestures(surface: HTMLElement, options: GestureOptions): void {
  const fingers = new Map<number, Point>();
  let pressed: Point | undefined;

  const down = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    surface.setPointerCapture?.(event.pointerId);
    const at = pointOf(event, surface);
    fingers.set(event.pointerId, at);
    pressed = fingers.size === 1 ? at : undefined;
  };
  const move = (event: PointerEvent): void => {
    if (!fingers.has(event.pointerId)) return;
    const at = pointOf(event, surface);
    if (pressed !== undefined && Math.hypot(at.x - pressed.x, at.y - pressed.y) < STILL) return;
    pressed = undefined;
    const before = [...fingers.values()];
    fingers.set(event.pointerId, at);
    const after = [...fingers.values()];
    const [from, to] = [middleOf(before), middleOf(after)];
    const moved = panned(options.view(), from.x - to.x, from.y - to.y);
    const [near, far] = [spread(before), spread(after)];
    options.go(
      near > 0 && far > 0 ? zoomed(moved, moved.zoom + Math.log2(far / near), options.size(), to) : moved,
    );
  };
  const up = (event: PointerEvent): void => {
    const tapped = fingers.delete(event.pointerId) && pressed !== undefined;
    pressed = undefined;
    if (tapped) options.onTap(pointOf(event, surface));
  };
  const cancel = (event: PointerEvent): void => {
    fingers.delete(event.pointerId);
    pressed = undefined;
  };
  const wheel = (event: WheelEvent): void => {
    if (!options.takesWheel(event)) return;
    event.preventDefault();
    const pixels = event.deltaY * (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_PIXELS : 1);
    const steps = pixels / (event.ctrlKey ? PINCH_DOUBLES : WHEEL_DOUBLES);
    const view = options.view();
    options.go(zoomed(view, view.zoom - steps, options.size(), pointOf(event, surface)));
  };

  surface.addEventListener("pointerdown", down);
  surface.addEventListener("pointermove", move);
  surface.addEventListener("pointerup", up);
  surface.addEventListener("pointercancel", cancel);
  // Not passive: the page must not scroll under a map that goes nearer.
  surface.addEventListener("wheel", wheel, { passive: false });
  onCleanup(() => {
    surface.removeEventListener("pointerdown", down);
    surface.removeEventListener("pointermove", move);
    surface.removeEventListener("pointerup", up);
    surface.removeEventListener("pointercancel", cancel);
    surface.removeEventListener("wheel", wheel);
  });
}

const ARROWS: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** The direction of an arrow key, or undefined for another one. */
export function arrowOf(event: KeyboardEvent): Point | undefined {
  return event.altKey || event.ctrlKey || event.metaKey ? undefined : ARROWS[event.key];
}
