import { describe, expect, test } from "vitest";
import { canGeocode, checkMapsConfig, readMapsConfig, type MapsConfig } from "./maps.ts";

const settings = (part: Partial<MapsConfig> = {}): MapsConfig => {
  const read = readMapsConfig(part);
  if (!read.ok) throw new Error(read.error.problems.join());
  return read.value;
};
const KEY = `AIza${"x".repeat(35)}`;

test("nothing stored is the map that needs no key", () => {
  const read = readMapsConfig(undefined);
  expect(read).toMatchObject({ ok: true, value: { engine: "keyless", googleKey: "", geocoding: false } });
  expect(checkMapsConfig(settings())).toEqual({});
});

test("settings of another shape are no settings", () => {
  for (const bad of [
    { engine: "bing" },
    { googleKey: 7 },
    { defaultView: { lat: 91, lng: 0, zoom: 3 } },
    { centres: { l1: { lat: 0, lng: 200 } } },
  ]) {
    expect(readMapsConfig(bad).ok).toBe(false);
  }
});

test.each([
  [{ engine: "google" }, { googleKey: { kind: "required" } }],
  [{ engine: "google", googleKey: "AIza" }, { googleKey: { kind: "bad-format" } }],
  [{ googleKey: `https://maps.example/?key=${KEY}` }, { googleKey: { kind: "bad-format" } }],
  [{ googleMapId: "a b" }, { googleMapId: { kind: "bad-format" } }],
  [{ defaultView: { lat: 0, lng: 0, zoom: 25 } }, { defaultZoom: { kind: "out-of-range", min: 1, max: 19 } }],
  [
    { defaultView: { lat: 0, lng: 0, zoom: Number.NaN } },
    { defaultZoom: { kind: "out-of-range", min: 1, max: 19 } },
  ],
  [{ engine: "google", googleKey: KEY, geocoding: true }, {}],
] as const)("%j: %j", (part, problems) => {
  const whole = { ...settings(), ...part } as MapsConfig;
  expect(checkMapsConfig(whole)).toEqual(problems);
});

describe("addresses are looked for", () => {
  test("on Google's map, with a key and switched on", () => {
    expect(canGeocode(settings({ engine: "google", googleKey: KEY, geocoding: true }))).toBe(true);
    expect(canGeocode(settings({ engine: "google", googleKey: KEY }))).toBe(false);
    expect(canGeocode(settings({ engine: "google", geocoding: true }))).toBe(false);
    expect(canGeocode(settings({ engine: "keyless", googleKey: KEY, geocoding: true }))).toBe(false);
  });
});
