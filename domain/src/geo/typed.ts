import type { Geo } from "../customer/record.ts";
import type { Result } from "../result/result.ts";
import { ok, refuse } from "../result/result.ts";

/** Why typed coordinates are none. */
export type GeoProblem = "not-a-pair" | "latitude" | "longitude";

const PAIR = /^\s*([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)\s*(?:[,;]\s*|\s+)([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)\s*$/;

/** Coordinates typed as `lat,lng` (10 §6.1, §6.2), rounded to six decimals; nothing typed is null. */
export function typedGeo(text: string): Result<Geo | null, GeoProblem> {
  if (text.trim() === "") return ok(null);
  const pair = PAIR.exec(text);
  if (pair === null) return refuse("not-a-pair");
  const [lat, lng] = [Number(pair[1]), Number(pair[2])];
  if (Math.abs(lat) > 90) return refuse("latitude");
  if (Math.abs(lng) > 180) return refuse("longitude");
  return ok(rounded({ lat, lng }));
}

// Six decimals are about ten centimetres, and what is shown; + 0 turns -0 into 0.
const round = (degrees: number): number => Math.round(degrees * 1e6) / 1e6 + 0;

/** A place as it is stored. */
export function rounded({ lat, lng }: Geo): Geo {
  return { lat: round(lat), lng: round(lng) };
}

/** `52.520008,13.404954` (10 §6.1). */
export function formatGeo(place: Geo): string {
  const { lat, lng } = rounded(place);
  return `${lat},${lng}`;
}

const TEXT: Readonly<Record<GeoProblem, string>> = {
  "not-a-pair": "Latitude and longitude in degrees, for instance 52.520008,13.404954.",
  latitude: "The latitude lies between -90 and 90.",
  longitude: "The longitude lies between -180 and 180.",
};

/** The sentence shown at the field. */
export function geoProblemText(problem: GeoProblem): string {
  return TEXT[problem];
}

/** The parts of an address that a map can look for (10 §6.3). */
export interface Address {
  readonly street: string;
  readonly city: string;
  readonly zip: string;
}

/** `street, city, zip` without the parts that are empty; an empty text is no address. */
export function addressLine({ street, city, zip }: Address): string {
  return [street, city, zip]
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join(", ");
}

/** The place on openstreetmap.org, opened by a person who wants the street around it. */
export function openStreetMapLink(place: Geo): string {
  const [lat, lng] = formatGeo(place).split(",");
  return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lng}#map=18/${lat}/${lng}`;
}
