import { toUnit, worldSize, wrapLongitude } from "@trunkline/domain/geo/mercator";
import { graticuleStep, multiples } from "@trunkline/domain/geo/scale";
import { fromScreen, toScreen, type MapView, type Size } from "@trunkline/domain/geo/view";
import type { Country, Ring } from "./atlas.ts";
import { clipped } from "./clip.ts";
import type { Landmark } from "./types.ts";

/** The colours of a map, as the styles of its canvas say. */
export interface Ink {
  readonly land: string;
  readonly sea: string;
  readonly border: string;
  readonly grid: string;
  readonly text: string;
  readonly font: string;
}

/** Points closer than this would only be drawn upon each other. */
const APART = 0.75;
const LEAST_GRID = 110;
/** From here on the outlines alone do not say any more where one is. */
const OVERVIEW_FROM = 8;
const OVERVIEW: Size = { width: 132, height: 92 };
const OVERVIEW_ZOOM = 4;
/** A narrower map has no room for it. */
const OVERVIEW_LEAST = 300;
/** Space for the source of the outlines below it. */
const OVERVIEW_ABOVE = 28;

/** What there is to draw besides the view. */
export interface Scene {
  readonly countries: readonly Country[];
  readonly landmarks: readonly Landmark[];
}

/** Draws what a view shows: land, borders, latitude and longitude, names; near by also where in the country it is. */
export function drawMap(
  ink: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  { countries, landmarks }: Scene,
  colours: Ink,
): void {
  ink.lineJoin = "round";
  ink.lineWidth = 1;
  ink.font = colours.font;
  drawLand(ink, size, view, countries, colours);
  drawGrid(ink, size, view, colours);
  drawNames(ink, size, view, countries, colours);
  for (const landmark of landmarks) drawLandmark(ink, size, view, landmark, colours);
  if (view.zoom >= OVERVIEW_FROM && size.width >= OVERVIEW_LEAST)
    drawOverview(ink, size, view, countries, colours);
}

function drawLand(
  ink: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  countries: readonly Country[],
  colours: Ink,
): void {
  const world = worldSize(view.zoom);
  const middle = toUnit(view);
  const left = middle.x - size.width / 2 / world;
  const top = middle.y - size.height / 2 / world;
  const right = left + size.width / world;
  const bottom = top + size.height / world;

  ink.fillStyle = colours.sea;
  ink.fillRect(0, 0, size.width, size.height);

  for (const { rings } of countries) {
    for (const ring of rings) {
      if (ring.bottom < top || ring.top > bottom) continue;
      // The world repeats to the east and west.
      for (let copy = Math.ceil(left - ring.right); copy <= Math.floor(right - ring.left); copy += 1) {
        outline(ink, ring, left - copy, top, world, size);
        ink.fillStyle = colours.land;
        ink.fill();
        ink.strokeStyle = colours.border;
        ink.stroke();
      }
    }
  }
}

function outline(
  ink: CanvasRenderingContext2D,
  ring: Ring,
  left: number,
  top: number,
  world: number,
  size: Size,
): void {
  ink.beginPath();
  const far =
    ring.right - ring.left > (4 * size.width) / world || ring.bottom - ring.top > (4 * size.height) / world;
  const { xs, ys } = far ? clipped(ring, left, top, size.width / world, size.height / world) : ring;
  let beforeX = Number.NaN;
  let beforeY = Number.NaN;
  for (let index = 0; index < xs.length; index += 1) {
    const x = ((xs[index] ?? 0) - left) * world;
    const y = ((ys[index] ?? 0) - top) * world;
    if (Math.abs(x - beforeX) < APART && Math.abs(y - beforeY) < APART) continue;
    ink.lineTo(x, y);
    beforeX = x;
    beforeY = y;
  }
  ink.closePath();
}

function drawGrid(ink: CanvasRenderingContext2D, size: Size, view: MapView, colours: Ink): void {
  const step = graticuleStep(worldSize(view.zoom) / 360, LEAST_GRID);
  const halfWidth = (size.width / 2 / worldSize(view.zoom)) * 360;
  const north = fromScreen(view, size, { x: 0, y: 0 }).lat;
  const south = fromScreen(view, size, { x: 0, y: size.height }).lat;
  ink.strokeStyle = colours.grid;
  ink.fillStyle = colours.text;
  ink.textAlign = "left";
  ink.textBaseline = "bottom";
  ink.beginPath();
  for (const lng of multiples(step, view.lng - halfWidth, view.lng + halfWidth)) {
    const x = Math.round(size.width / 2 + ((lng - view.lng) / 360) * worldSize(view.zoom)) + 0.5;
    ink.moveTo(x, 0);
    ink.lineTo(x, size.height);
    // Clear of the buttons.
    if (x < size.width - 90) ink.fillText(degreesText(wrapLongitude(lng), "E", "W"), x + 3, 14);
  }
  for (const lat of multiples(step, south, north)) {
    const y = Math.round(toScreen(view, size, { lat, lng: view.lng }).y) + 0.5;
    ink.moveTo(0, y);
    ink.lineTo(size.width, y);
    // Clear of the row of longitudes, and of the scale.
    if (y > 30 && y < size.height - 28) ink.fillText(degreesText(lat, "N", "S"), 4, y - 1);
  }
  ink.stroke();
}

/** `59.91° N`; neither letter at 0. */
export function degreesText(degrees: number, plus: string, minus: string): string {
  const letter = degrees > 0 ? ` ${plus}` : degrees < 0 ? ` ${minus}` : "";
  return `${Math.abs(degrees)}°${letter}`;
}

function drawNames(
  ink: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  countries: readonly Country[],
  colours: Ink,
): void {
  const world = worldSize(view.zoom);
  const middle = toUnit(view);
  ink.fillStyle = colours.text;
  ink.textAlign = "center";
  ink.textBaseline = "middle";
  for (const { name, label, width } of countries) {
    const across = label.x - middle.x;
    const x = size.width / 2 + (across - Math.round(across)) * world;
    const y = size.height / 2 + (label.y - middle.y) * world;
    if (x < 0 || x > size.width || y < 0 || y > size.height) continue;
    if (ink.measureText(name).width < width * world * 0.8) ink.fillText(name, x, y);
  }
}

function drawLandmark(
  ink: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  { place, name }: Landmark,
  colours: Ink,
): void {
  const { x, y } = toScreen(view, size, place);
  if (x < 0 || x > size.width || y < 0 || y > size.height) return;
  ink.beginPath();
  ink.arc(x, y, 3, 0, 2 * Math.PI);
  ink.fillStyle = colours.text;
  ink.fill();
  ink.textAlign = "left";
  ink.textBaseline = "middle";
  ink.fillText(name, x + 7, y);
}

/** A small map in the corner: the surroundings from afar, with a cross where the large one is. */
function drawOverview(
  ink: CanvasRenderingContext2D,
  size: Size,
  view: MapView,
  countries: readonly Country[],
  colours: Ink,
): void {
  ink.save();
  ink.translate(size.width - OVERVIEW.width - 8, size.height - OVERVIEW.height - OVERVIEW_ABOVE);
  ink.beginPath();
  ink.rect(0, 0, OVERVIEW.width, OVERVIEW.height);
  ink.clip();
  const far = { lat: view.lat, lng: view.lng, zoom: OVERVIEW_ZOOM };
  drawLand(ink, OVERVIEW, far, countries, colours);
  drawNames(ink, OVERVIEW, far, countries, colours);
  const { x, y } = { x: OVERVIEW.width / 2, y: OVERVIEW.height / 2 };
  ink.beginPath();
  ink.moveTo(x - 6, y);
  ink.lineTo(x + 6, y);
  ink.moveTo(x, y - 6);
  ink.lineTo(x, y + 6);
  ink.lineWidth = 2;
  ink.strokeStyle = colours.text;
  ink.stroke();
  ink.lineWidth = 1;
  ink.strokeStyle = colours.border;
  ink.strokeRect(0.5, 0.5, OVERVIEW.width - 1, OVERVIEW.height - 1);
  ink.restore();
}
