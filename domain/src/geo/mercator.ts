import type { Geo } from "../customer/record.ts";

/*
 * Web Mercator, as every map on the web draws the world: a square whose side is 1, with 0,0 in the north-west. It ends
 * short of the poles; a place beyond is drawn at the edge and keeps its own coordinates.
 */

/** The latitude where the square ends. */
export const MAX_LATITUDE = 85.051_128_779_806_59;

/** The side of the world in pixels at zoom 0; it doubles with each step. */
export const TILE = 256;
export const MIN_ZOOM = 1;
/** Houses are told apart. */
export const MAX_ZOOM = 19;

const EQUATOR_METRES = 40_075_016.686;
const RADIAN = Math.PI / 180;

/** A point: of the unit square, or of the screen in pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export function within(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}

/** A longitude between −180 (with) and 180 (without), however often the world was gone round. */
export function wrapLongitude(lng: number): number {
  return lng >= -180 && lng < 180 ? lng : lng - 360 * Math.floor((lng + 180) / 360);
}

/** Where a place lies in the unit square. */
export function toUnit({ lat, lng }: Geo): Point {
  const sine = Math.sin(within(lat, -MAX_LATITUDE, MAX_LATITUDE) * RADIAN);
  return { x: lng / 360 + 0.5, y: 0.5 - Math.atanh(sine) / (2 * Math.PI) };
}

/** The place of a point; points beside the square are places of the world's next copy. */
export function fromUnit({ x, y }: Point): Geo {
  const lat = Math.atan(Math.sinh((0.5 - within(y, 0, 1)) * 2 * Math.PI)) / RADIAN;
  return { lat, lng: wrapLongitude((x - 0.5) * 360) };
}

/** The side of the world in pixels. */
export function worldSize(zoom: number): number {
  return TILE * 2 ** zoom;
}

/** Metres on the ground of one pixel; a map stretches towards the poles. */
export function metresPerPixel(lat: number, zoom: number): number {
  return (EQUATOR_METRES * Math.cos(within(lat, -MAX_LATITUDE, MAX_LATITUDE) * RADIAN)) / worldSize(zoom);
}
