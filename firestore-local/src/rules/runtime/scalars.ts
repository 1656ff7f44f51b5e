import { GeoPoint, Reference, Timestamp } from "../../engine/value.ts";
import { Duration, epochNanos } from "../values/duration.ts";
import { Path, pathOfReference } from "../values/path.ts";
import { Failure, isMap, type Outcome, type RulesValue } from "../values/value.ts";
import { define } from "./arguments.ts";

const DAY = 86_400;
const EARTH_RADIUS_METERS = 6_371_010;
const EPOCH = new Timestamp(0, 0);
const time = (value: RulesValue): Timestamp => (value instanceof Timestamp ? value : EPOCH);
const calendar = (value: RulesValue): Date => new Date(time(value).seconds * 1000);
const NO_TIME = new Duration(0n);
const span = (value: RulesValue): Duration => (value instanceof Duration ? value : NO_TIME);
const NO_BYTES = new Uint8Array();
const bytes = (value: RulesValue): Uint8Array => (value instanceof Uint8Array ? value : NO_BYTES);
const ORIGIN = new GeoPoint(0, 0);
const point = (value: RulesValue | undefined): GeoPoint => (value instanceof GeoPoint ? value : ORIGIN);

/** The path a value stands for; a reference field is a path too. */
export function toPath(value: RulesValue): Path | null {
  if (value instanceof Path) return value;
  return value instanceof Reference ? pathOfReference(value) : null;
}

function midnight(value: RulesValue): Timestamp {
  return new Timestamp(Math.floor(time(value).seconds / DAY) * DAY, 0);
}

function dayOfYear(value: RulesValue): bigint {
  const date = calendar(value);
  const newYear = new Date(0);
  newYear.setUTCFullYear(date.getUTCFullYear(), 0, 1);
  return BigInt(Math.floor((date.getTime() - newYear.getTime()) / (DAY * 1000)) + 1);
}

/** Methods of rules.Timestamp, all in UTC. Months and days start at 1, weekdays at Monday = 1. */
export const TIMESTAMP_METHODS = define("timestamp", {
  date: [[[]], midnight],
  time: [[[]], (value) => new Duration(epochNanos(time(value)) - epochNanos(midnight(value)))],
  year: [[[]], (value) => BigInt(calendar(value).getUTCFullYear())],
  month: [[[]], (value) => BigInt(calendar(value).getUTCMonth() + 1)],
  day: [[[]], (value) => BigInt(calendar(value).getUTCDate())],
  dayOfWeek: [[[]], (value) => BigInt(calendar(value).getUTCDay() || 7)],
  dayOfYear: [[[]], dayOfYear],
  hours: [[[]], (value) => BigInt(calendar(value).getUTCHours())],
  minutes: [[[]], (value) => BigInt(calendar(value).getUTCMinutes())],
  seconds: [[[]], (value) => BigInt(calendar(value).getUTCSeconds())],
  nanos: [[[]], (value) => BigInt(time(value).nanos)],
  toMillis: [
    [[]],
    (value) => BigInt(time(value).seconds) * 1000n + BigInt(Math.floor(time(value).nanos / 1_000_000)),
  ],
});

/** Methods of rules.Duration. */
export const DURATION_METHODS = define("duration", {
  seconds: [[[]], (value) => span(value).seconds],
  nanos: [[[]], (value) => span(value).nanos],
});

/** Methods of rules.Bytes. Base64 is the padded URL-safe kind and hex is upper case, as production writes them. */
export const BYTES_METHODS = define("bytes", {
  size: [[[]], (value) => BigInt(bytes(value).length)],
  toBase64: [
    [[]],
    (value) => Buffer.from(bytes(value)).toString("base64").replaceAll("+", "-").replaceAll("/", "_"),
  ],
  toHexString: [[[]], (value) => Buffer.from(bytes(value)).toString("hex").toUpperCase()],
});

/** Great-circle distance in meters. */
function distance(from: GeoPoint, to: GeoPoint): number {
  const radians = Math.PI / 180;
  const a = Math.sin(((to.latitude - from.latitude) * radians) / 2) ** 2;
  const b = Math.sin(((to.longitude - from.longitude) * radians) / 2) ** 2;
  const h = a + Math.cos(from.latitude * radians) * Math.cos(to.latitude * radians) * b;
  return 2 * EARTH_RADIUS_METERS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Methods of rules.LatLng. */
export const LATLNG_METHODS = define("latlng", {
  latitude: [[[]], (value) => point(value).latitude],
  longitude: [[[]], (value) => point(value).longitude],
  distance: [[["latlng"]], (value, [other]) => distance(point(value), point(other))],
});

/** Fills `{name}` segments from a map of strings. */
function bind(value: RulesValue, bindings: RulesValue): Outcome {
  const segments: string[] = [];
  for (const segment of toPath(value)?.segments ?? []) {
    const name = /^[{$][({]?(\w+)[)}]*$/.exec(segment)?.[1];
    const bound = name !== undefined && isMap(bindings) ? bindings.get(name) : undefined;
    if (bound !== undefined && typeof bound !== "string")
      return new Failure(`Binding ${name} is not a string.`);
    segments.push(bound ?? segment);
  }
  return new Path(segments);
}

/** Methods of rules.Path. */
export const PATH_METHODS = define("path", {
  bind: [[["map"]], (value, [bindings]) => bind(value, bindings ?? null)],
});
