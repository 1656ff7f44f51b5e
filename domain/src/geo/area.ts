import type { MapsConfig } from "../config/maps.ts";
import { countryView } from "./countries.ts";
import type { MapView } from "./view.ts";
import { AREA_ZOOM, viewOf } from "./view.ts";

/** What a map shows of a customer whose place is not known: his location, else the default view (12 §3.4.2). */
export function areaView(config: MapsConfig, locationId: string, country: string): MapView {
  const centre = config.centres[locationId];
  if (centre !== undefined) return viewOf(centre, AREA_ZOOM);
  const { defaultView } = config;
  return defaultView === null ? countryView(country) : viewOf(defaultView, defaultView.zoom);
}
