import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { GeoPoint } from "../../engine/value.ts";
import { Duration, timestampAt } from "../values/duration.ts";
import { Failure, type Outcome, type RulesValue } from "../values/value.ts";
import { define, type Overloads } from "./arguments.ts";
import { clampToInt } from "./conversions.ts";

const SECOND = 1_000_000_000n;
const UNITS: Readonly<Record<string, bigint>> = {
  w: 604_800n * SECOND,
  d: 86_400n * SECOND,
  h: 3_600n * SECOND,
  m: 60n * SECOND,
  s: SECOND,
  ms: 1_000_000n,
  ns: 1n,
};

const int = (value: RulesValue | undefined): bigint => (typeof value === "bigint" ? value : 0n);
const float = (value: RulesValue | undefined): number => Number(value);

function durationValue(magnitude: RulesValue | undefined, unit: RulesValue | undefined): Outcome {
  const nanos = typeof unit === "string" && Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
  return nanos === undefined
    ? new Failure(`Invalid duration unit: [${String(unit)}].`)
    : new Duration(int(magnitude) * nanos);
}

function dateOf(year: bigint, month: bigint, day: bigint): Outcome {
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const exists =
    date.getUTCFullYear() === Number(year) &&
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day);
  return exists
    ? timestampAt(BigInt(date.getTime()) * 1_000_000n)
    : new Failure(`Invalid date: year ${year}, month ${month}, day ${day}.`);
}

function latLng(latitude: number, longitude: number): Outcome {
  if (Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180) return new GeoPoint(latitude, longitude);
  return new Failure(
    `Latitude should be in [-90,90] range and longitude should be in [-180,180] range. latitude: ${latitude}, longitude: ${longitude}.`,
  );
}

function input(value: RulesValue | undefined): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(typeof value === "string" ? value : "", "utf8");
}

/** Checksums are four bytes, lowest first, as production returns them. */
function littleEndian(sum: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, sum, true);
  return bytes;
}

function crc32c(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0x82f63b78 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const digest = (algorithm: string): [readonly (readonly string[])[], Overloads["apply"]] => [
  [["string"], ["bytes"]],
  (_, [value]) => new Uint8Array(createHash(algorithm).update(input(value)).digest()),
];

/** Rounds half up, as production does. */
function round(value: number): bigint {
  return clampToInt(Math.floor(value + 0.5));
}

/** The functions that live under a name: `math.abs(x)`. */
export const NAMESPACES: ReadonlyMap<string, ReadonlyMap<string, Overloads>> = new Map([
  [
    "math",
    define("math", {
      abs: [
        [["int"], ["float"]],
        (_, [value]) =>
          typeof value === "bigint" ? BigInt.asIntN(64, value < 0n ? -value : value) : Math.abs(float(value)),
      ],
      ceil: [[["float"]], (_, [value]) => Math.ceil(float(value))],
      floor: [[["float"]], (_, [value]) => Math.floor(float(value))],
      round: [[["float"]], (_, [value]) => round(float(value))],
      sqrt: [[["float"]], (_, [value]) => Math.sqrt(float(value))],
      pow: [[["float", "float"]], (_, [base, exponent]) => float(base) ** float(exponent)],
      isNaN: [[["float"]], (_, [value]) => Number.isNaN(float(value))],
      isInfinite: [[["float"]], (_, [value]) => Math.abs(float(value)) === Number.POSITIVE_INFINITY],
    }),
  ],
  [
    "hashing",
    define("hashing", {
      crc32: [[["string"], ["bytes"]], (_, [value]) => littleEndian(crc32(input(value)))],
      crc32c: [[["string"], ["bytes"]], (_, [value]) => littleEndian(crc32c(input(value)))],
      md5: digest("md5"),
      sha256: digest("sha256"),
    }),
  ],
  [
    "duration",
    define("duration", {
      value: [[["int", "string"]], (_, [magnitude, unit]) => durationValue(magnitude, unit)],
      abs: [
        [["duration"]],
        (_, [value]) =>
          value instanceof Duration && value.total < 0n ? new Duration(-value.total) : (value ?? null),
      ],
      time: [
        [["int", "int", "int", "int"]],
        (_, [hours, minutes, seconds, nanos]) =>
          new Duration((int(hours) * 3600n + int(minutes) * 60n + int(seconds)) * SECOND + int(nanos)),
      ],
    }),
  ],
  [
    "timestamp",
    define("timestamp", {
      date: [[["int", "int", "int"]], (_, [year, month, day]) => dateOf(int(year), int(month), int(day))],
      value: [[["int"]], (_, [millis]) => timestampAt(int(millis) * 1_000_000n)],
    }),
  ],
  [
    "latlng",
    define("latlng", {
      value: [[["float", "float"]], (_, [latitude, longitude]) => latLng(float(latitude), float(longitude))],
    }),
  ],
]);
