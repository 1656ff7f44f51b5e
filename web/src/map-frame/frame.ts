/// <reference types="google.maps" />
import { readToFrame, type FromFrame, type ToFrame } from "@trunkline/domain/geo/frame";
import { rounded } from "@trunkline/domain/geo/typed";

/** The way to the page around the frame. */
interface Port {
  readonly send: (message: FromFrame) => void;
  readonly hear: (listener: (data: unknown) => void) => void;
}

/** What of Google's loader is used. */
export interface Maps {
  readonly options: (key: string, language: string) => void;
  readonly load: <Name extends "maps" | "marker" | "geocoding">(
    name: Name,
  ) => Promise<google.maps.ImportLibraryMap[Name]>;
  readonly onRefused: (refused: () => void) => void;
}

interface Frame {
  readonly element: HTMLElement;
  readonly port: Port;
  readonly maps: Maps;
}

/** Google's own, for maps without one; advanced markers ask for some map ID. */
const ANY_MAP_ID = "DEMO_MAP_ID";

type Start = Extract<ToFrame, { kind: "start" }>;
type Placing = Extract<ToFrame, { kind: "marker" }>;
type Finding = Extract<ToFrame, { kind: "find" }>;

/** Answers the page's messages with Google's map. */
export function runFrame({ element, port, maps }: Frame): void {
  let prepared = false;
  let map: google.maps.Map | undefined;
  let marker: google.maps.marker.AdvancedMarkerElement | undefined;
  let placing: Placing | undefined;

  const placed = (at: google.maps.LatLng | google.maps.LatLngLiteral | null | undefined): void => {
    if (at === null || at === undefined || placing?.movable !== true) return;
    port.send({ kind: "placed", place: literal(at) });
  };

  const start = async ({ key, mapId, language, dark, greedy, view }: Start): Promise<void> => {
    if (!prepared) maps.options(key, language);
    prepared = true;
    const [{ Map }] = await Promise.all([maps.load("maps"), maps.load("marker")]);
    marker = undefined;
    const made = new Map(element, {
      center: { lat: view.lat, lng: view.lng },
      zoom: view.zoom,
      mapId: mapId === "" ? ANY_MAP_ID : mapId,
      colorScheme: dark ? "DARK" : "LIGHT",
      gestureHandling: greedy ? "greedy" : "cooperative",
      clickableIcons: false,
      fullscreenControl: false,
      streetViewControl: false,
    });
    made.addListener("click", (event: google.maps.MapMouseEvent) => placed(event.latLng));
    made.addListener("idle", () => {
      const center = made.getCenter();
      const zoom = made.getZoom();
      if (center !== undefined && zoom !== undefined) {
        port.send({ kind: "view", view: { ...literal(center), zoom } });
      }
    });
    map = made;
    port.send({ kind: "ready" });
    if (placing !== undefined) await mark(placing);
  };

  const mark = async (wanted: Placing): Promise<void> => {
    placing = wanted;
    const { AdvancedMarkerElement } = await maps.load("marker");
    // Another wish came meanwhile, or the map is still to come and will ask again.
    if (placing !== wanted || map === undefined) return;
    if (marker !== undefined) marker.map = null;
    marker = undefined;
    if (wanted.place === null) return;
    const made = new AdvancedMarkerElement({
      map,
      position: wanted.place,
      content: pin(wanted.colour),
      gmpDraggable: wanted.movable,
    });
    made.addListener("dragend", () =>
      placed(made.position as google.maps.LatLng | google.maps.LatLngLiteral),
    );
    marker = made;
  };

  const find = async ({ request, address }: Finding): Promise<void> => {
    try {
      const { Geocoder } = await maps.load("geocoding");
      const { results } = await new Geocoder().geocode({ address });
      const at = results[0]?.geometry.location;
      port.send({ kind: "found", request, place: at === undefined ? null : literal(at) });
    } catch (cause) {
      const why = codeOf(cause);
      if (why === "ZERO_RESULTS") port.send({ kind: "found", request, place: null });
      else port.send({ kind: "not-found", request, why: reasonOf(why) });
    }
  };

  maps.onRefused(() => port.send({ kind: "failed", why: "key" }));
  port.hear((data) => {
    const message = readToFrame(data);
    switch (message?.kind) {
      case "start":
        start(message).catch(() => port.send({ kind: "failed", why: "unreachable" }));
        break;
      case "marker":
        placing = message;
        if (map !== undefined) mark(message).catch(() => port.send({ kind: "failed", why: "broken" }));
        break;
      case "view":
        map?.setCenter({ lat: message.view.lat, lng: message.view.lng });
        map?.setZoom(message.view.zoom);
        break;
      case "find":
        void find(message);
        break;
      case undefined:
        break;
    }
  });
  port.send({ kind: "hello" });
}

function literal(at: google.maps.LatLng | google.maps.LatLngLiteral): google.maps.LatLngLiteral {
  const lat = typeof at.lat === "function" ? at.lat() : at.lat;
  const lng = typeof at.lng === "function" ? at.lng() : at.lng;
  return rounded({ lat, lng });
}

function codeOf(cause: unknown): string {
  const code: unknown = typeof cause === "object" && cause !== null ? Reflect.get(cause, "code") : undefined;
  return typeof code === "string" ? code : "";
}

function reasonOf(code: string): "refused" | "limit" | "broken" {
  if (code === "REQUEST_DENIED") return "refused";
  return code === "OVER_QUERY_LIMIT" || code === "OVER_DAILY_LIMIT" ? "limit" : "broken";
}

const SVG = "http://www.w3.org/2000/svg";

/** The same pin as the keyless map's, in the colour of the status. */
function pin(colour: string): Element {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("width", "28");
  svg.setAttribute("height", "36");
  svg.setAttribute("viewBox", "0 0 28 36");
  const drop = document.createElementNS(SVG, "path");
  drop.setAttribute("d", "M14 1C6.8 1 1 6.7 1 13.8 1 23 14 35 14 35s13-12 13-21.2C27 6.7 21.2 1 14 1Z");
  drop.setAttribute("fill", colour);
  drop.setAttribute("stroke", "white");
  drop.setAttribute("stroke-width", "2");
  const eye = document.createElementNS(SVG, "circle");
  eye.setAttribute("cx", "14");
  eye.setAttribute("cy", "13.5");
  eye.setAttribute("r", "5");
  eye.setAttribute("fill", "white");
  svg.append(drop, eye);
  return svg;
}
