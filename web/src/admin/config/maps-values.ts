import type { InputOf } from "@trunkline/domain/calls/call";
import type { saveMapsConfig } from "@trunkline/domain/calls/settings";
import { checkMapsConfig, type MapEngine, type MapsConfig } from "@trunkline/domain/config/maps";
import { problemText } from "@trunkline/domain/customer/problem";
import type { Geo } from "@trunkline/domain/customer/record";
import { formatGeo, geoProblemText, typedGeo } from "@trunkline/domain/geo/typed";
import type { MapView } from "@trunkline/domain/geo/view";
import type { Changes } from "../../lib/form.ts";
import type { Typed } from "./setting.tsx";

/** The settings of maps as the form holds them: coordinates are text while they are typed. */
export interface MapsValues {
  readonly engine: MapEngine;
  readonly googleKey: string;
  readonly googleMapId: string;
  readonly geocoding: boolean;
  readonly defaultPlace: string;
  readonly defaultZoom: Typed;
  readonly centres: Readonly<Record<string, string>>;
}

export const MAPS_FIELDS = [
  "engine",
  "googleKey",
  "googleMapId",
  "geocoding",
  "defaultPlace",
  "defaultZoom",
  "centres",
] as const satisfies readonly (keyof MapsValues)[];

type Settings = InputOf<typeof saveMapsConfig>["settings"];

/** What is stored, as the form shows it; no default view leaves both of its fields empty. */
export function mapsValues({ defaultView, centres, ...plain }: MapsConfig): MapsValues {
  return {
    ...plain,
    defaultPlace: defaultView === null ? "" : formatGeo(defaultView),
    defaultZoom: defaultView === null ? null : defaultView.zoom,
    centres: Object.fromEntries(Object.entries(centres).map(([id, place]) => [id, formatGeo(place)])),
  };
}

function placeOf(text: string): Geo | null {
  const typed = typedGeo(text);
  return typed.ok ? typed.value : null;
}

function defaultViewOf({ defaultPlace, defaultZoom }: MapsValues): MapView | null {
  const place = placeOf(defaultPlace);
  return place === null
    ? null
    : { ...place, zoom: typeof defaultZoom === "number" ? defaultZoom : Number.NaN };
}

function centresOf(centres: MapsValues["centres"]): Record<string, Geo> {
  const places = Object.entries(centres).map(([id, text]) => [id, placeOf(text)] as const);
  return Object.fromEntries(places.filter((entry): entry is [string, Geo] => entry[1] !== null));
}

/** The sentence at coordinates that are none. */
export function placeProblem(text: string): string | undefined {
  const typed = typedGeo(text);
  return typed.ok ? undefined : geoProblemText(typed.error);
}

/** The sentence for each setting that cannot be stored as it stands. */
export function mapsProblems(values: MapsValues): Partial<Record<keyof MapsValues, string>> {
  const { engine, googleKey, googleMapId, geocoding } = values;
  const whole: MapsConfig = {
    engine,
    googleKey: googleKey.trim(),
    googleMapId: googleMapId.trim(),
    geocoding,
    defaultView: defaultViewOf(values),
    centres: {},
  };
  const texts: Partial<Record<keyof MapsValues, string>> = Object.fromEntries(
    Object.entries(checkMapsConfig(whole)).map(([name, problem]) => [name, problemText(problem)]),
  );
  const place = placeProblem(values.defaultPlace);
  if (place !== undefined) texts.defaultPlace = place;
  // A zoom alone says where nothing is.
  if (placeOf(values.defaultPlace) === null && place === undefined && values.defaultZoom !== null)
    texts.defaultPlace = "Say where, or leave the zoom empty too.";
  if (Object.values(values.centres).some((text) => placeProblem(text) !== undefined))
    texts.centres = "Some centres are no coordinates.";
  return texts;
}

/** What a Save sends: the settings that were touched, in stored shape. */
export function mapsSettings(changes: Changes<MapsValues>, values: MapsValues): Settings {
  const { engine, googleKey, googleMapId, geocoding, centres } = changes;
  return {
    ...(engine === undefined ? {} : { engine: engine.value }),
    ...(googleKey === undefined ? {} : { googleKey: googleKey.value.trim() }),
    ...(googleMapId === undefined ? {} : { googleMapId: googleMapId.value.trim() }),
    ...(geocoding === undefined ? {} : { geocoding: geocoding.value }),
    ...(changes.defaultPlace === undefined && changes.defaultZoom === undefined
      ? {}
      : { defaultView: defaultViewOf(values) }),
    ...(centres === undefined
      ? {}
      : { centres: centresOf(centres.value) as NonNullable<Settings["centres"]> }),
  };
}
