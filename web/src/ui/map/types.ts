import type { Geo } from "@trunkline/domain/customer/record";
import type { MapView } from "@trunkline/domain/geo/view";
import type { Tone } from "../badge.tsx";

/** A place marked on a map; its colour says the same as its name. */
export interface Marker {
  readonly place: Geo;
  readonly tone: Tone;
  readonly name: string;
}

/** A named place that helps to find one's way. */
export interface Landmark {
  readonly place: Geo;
  readonly name: string;
}

export interface MapProps {
  /** What the map shows first, and again whenever this changes; people move it afterwards. */
  readonly view: MapView;
  readonly marker: Marker | undefined;
  readonly landmarks?: readonly Landmark[] | undefined;
  /** Present where the place may be set: called for every click, every step of a key, the end of a drag. */
  readonly onPlace?: ((place: Geo) => void) | undefined;
  /** Hears where the map was moved. */
  readonly onView?: ((view: MapView) => void) | undefined;
  /** A map in a page leaves wheel and fingers to the page until somebody is at it; one in a dialog takes them. */
  readonly greedy?: boolean | undefined;
}
