import type { Geo } from "../customer/record.ts";
import type { Point } from "./mercator.ts";
import { fromUnit, MAX_ZOOM, MIN_ZOOM, toUnit, within, worldSize } from "./mercator.ts";

/** What a map shows: its middle and how near. */
export interface MapView extends Geo {
  readonly zoom: number;
}

/** The map's area on the screen, in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The whole world, when nothing nearer is known. */
export const WORLD: MapView = { lat: 25, lng: 10, zoom: 1 };
/** Houses of a street. */
export const PLACE_ZOOM = 16;
/** A town and what is around it. */
export const AREA_ZOOM = 11;

/** A view that can be shown. */
export function viewOf(place: Geo, zoom: number): MapView {
  const { lat, lng } = fromUnit(toUnit(place));
  return { lat, lng, zoom: within(zoom, MIN_ZOOM, MAX_ZOOM) };
}

/** Where a place is on the screen; of the world's copies the one nearest to the middle. */
export function toScreen(view: MapView, size: Size, place: Geo): Point {
  const middle = toUnit(view);
  const { x, y } = toUnit(place);
  const across = x - middle.x;
  const world = worldSize(view.zoom);
  return {
    x: size.width / 2 + (across - Math.round(across)) * world,
    y: size.height / 2 + (y - middle.y) * world,
  };
}

/** The place under a point of the screen. */
export function fromScreen(view: MapView, size: Size, { x, y }: Point): Geo {
  const middle = toUnit(view);
  const world = worldSize(view.zoom);
  return fromUnit({
    x: middle.x + (x - size.width / 2) / world,
    y: middle.y + (y - size.height / 2) / world,
  });
}

/** The view with its middle moved by pixels. */
export function panned(view: MapView, dx: number, dy: number): MapView {
  return viewOf(fromScreen(view, { width: 0, height: 0 }, { x: dx, y: dy }), view.zoom);
}

/** The view nearer or farther, with the place under `at` staying there. */
export function zoomed(view: MapView, zoom: number, size: Size, at: Point): MapView {
  const next = within(zoom, MIN_ZOOM, MAX_ZOOM);
  const shift = 1 - 2 ** (view.zoom - next);
  const middle = { x: (at.x - size.width / 2) * shift, y: (at.y - size.height / 2) * shift };
  return { ...panned(view, middle.x, middle.y), zoom: next };
}

/** True when the place can be seen, with some room around it. */
export function isInView(view: MapView, size: Size, place: Geo, room = 24): boolean {
  const { x, y } = toScreen(view, size, place);
  return x >= room && y >= room && x <= size.width - room && y <= size.height - room;
}
