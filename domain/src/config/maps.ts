import * as z from "zod/mini";
import type { FieldProblem } from "../customer/problem.ts";
import { MAX_ZOOM, MIN_ZOOM } from "../geo/mercator.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

/** What draws the maps: nothing, the outlines the product brings along, or Google (12 §3.4.3). */
export const MAP_ENGINES = ["off", "keyless", "google"] as const;
export type MapEngine = (typeof MAP_ENGINES)[number];

export const MAP_ENGINE_LABELS: Readonly<Record<MapEngine, string>> = {
  off: "Off",
  keyless: "Map without a key",
  google: "Google Maps",
};

const latitude = z.number().check(z.minimum(-90), z.maximum(90));
const longitude = z.number().check(z.minimum(-180), z.maximum(180));

const Stored = z.object({
  engine: z._default(z.enum(MAP_ENGINES), "keyless"),
  /** A browser key: every administrator's browser gets it; Google binds it to the site (docs/deploy.md). */
  googleKey: z._default(z.string(), ""),
  googleMapId: z._default(z.string(), ""),
  /** Whether addresses are looked for; Google's terms allow what it finds on its own map only. */
  geocoding: z._default(z.boolean(), false),
  /** Null: the company's country. */
  defaultView: z._default(z.nullable(z.object({ lat: latitude, lng: longitude, zoom: z.number() })), null),
  /** The middle of a location's area, by its id. */
  centres: z._default(z.record(z.string(), z.object({ lat: latitude, lng: longitude })), {}),
});

/** `config/maps`: the settings of 12 §3.4.3. */
export type MapsConfig = Readonly<z.output<typeof Stored>>;

/** Reads `config/maps`; a document that is not there yet (undefined) reads as the defaults. */
export function readMapsConfig(data: unknown): Result<MapsConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord("config/maps", parsed.error);
}

// Google's keys have 39 characters today; what is refused are addresses, sentences and half a key.
const KEY = /^[A-Za-z0-9_.-]{30,100}$/;
const MAP_ID = /^[A-Za-z0-9_-]{0,64}$/;

/** What keeps settings of maps from being stored, by setting; empty when nothing does. */
export function checkMapsConfig(config: MapsConfig): Record<string, FieldProblem> {
  const problems: Record<string, FieldProblem> = {};
  if (config.engine === "google" && config.googleKey === "") problems["googleKey"] = { kind: "required" };
  if (config.googleKey !== "" && !KEY.test(config.googleKey)) problems["googleKey"] = { kind: "bad-format" };
  if (!MAP_ID.test(config.googleMapId)) problems["googleMapId"] = { kind: "bad-format" };
  const zoom = config.defaultView?.zoom ?? MIN_ZOOM;
  if (!(zoom >= MIN_ZOOM && zoom <= MAX_ZOOM)) {
    problems["defaultZoom"] = { kind: "out-of-range", min: MIN_ZOOM, max: MAX_ZOOM };
  }
  return problems;
}

/** Whether an address can be looked for: only on Google's map, with a key (12 §3.4.2). */
export function canGeocode(config: MapsConfig): boolean {
  return config.engine === "google" && config.googleKey !== "" && config.geocoding;
}
