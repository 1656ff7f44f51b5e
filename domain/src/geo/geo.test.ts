import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { countryView } from "./countries.ts";
import {
  fromUnit,
  MAX_LATITUDE,
  MAX_ZOOM,
  metresPerPixel,
  MIN_ZOOM,
  toUnit,
  wrapLongitude,
} from "./mercator.ts";
import { graticuleStep, multiples, scaleBar } from "./scale.ts";
import { addressLine, formatGeo, openStreetMapLink, typedGeo } from "./typed.ts";
import { fromScreen, isInView, panned, toScreen, viewOf, WORLD, zoomed } from "./view.ts";

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const latitude = degrees(-MAX_LATITUDE, MAX_LATITUDE);
const longitude = degrees(-180, 179.999_999);
const zoom = degrees(MIN_ZOOM, MAX_ZOOM);
const size = { width: 640, height: 360 };

describe("the projection", () => {
  test("goes there and back, everywhere on the map", () => {
    fc.assert(
      fc.property(latitude, longitude, (lat, lng) => {
        const back = fromUnit(toUnit({ lat, lng }));
        expect(back.lat).toBeCloseTo(lat, 7);
        expect(back.lng).toBeCloseTo(lng, 7);
      }),
    );
  });

  test("has 0,0 in its middle, the north above and the west at the left", () => {
    expect(toUnit({ lat: 0, lng: 0 })).toEqual({ x: 0.5, y: 0.5 });
    expect(toUnit({ lat: MAX_LATITUDE, lng: -180 }).x).toBe(0);
    expect(toUnit({ lat: MAX_LATITUDE, lng: -180 }).y).toBeCloseTo(0, 10);
    // The published corner of Web Mercator's tile 8/137/84.
    expect(toUnit({ lat: 52.482_780_222_078_205, lng: 12.656_25 }).x * 256).toBeCloseTo(137, 9);
    expect(toUnit({ lat: 52.482_780_222_078_205, lng: 12.656_25 }).y * 256).toBeCloseTo(84, 9);
  });

  test("draws places beyond its ends at the edge, the poles too", () => {
    for (const lat of [90, 88.2]) expect(toUnit({ lat, lng: 7 }).y).toBeCloseTo(0, 10);
    for (const lat of [-90, -86]) expect(toUnit({ lat, lng: 7 }).y).toBeCloseTo(1, 10);
    expect(fromUnit({ x: 0.5, y: -3 }).lat).toBeCloseTo(MAX_LATITUDE, 9);
  });

  test.each([
    [180, -180],
    [181, -179],
    [-181, 179],
    [540, -180],
    [-180, -180],
    [179.5, 179.5],
  ])("longitude %d is %d", (lng, wrapped) => {
    expect(wrapLongitude(lng)).toBe(wrapped);
  });

  test("a pixel is 156 km at the equator from afar, and less to the north and nearer", () => {
    expect(metresPerPixel(0, 0)).toBeCloseTo(156_543.03, 1);
    expect(metresPerPixel(60, 0)).toBeCloseTo(156_543.03 / 2, 1);
    expect(metresPerPixel(0, 19)).toBeCloseTo(0.2986, 3);
  });
});

describe("a view", () => {
  test("shows a place where a click finds it again, at every zoom", () => {
    fc.assert(
      fc.property(latitude, longitude, zoom, degrees(0, 640), degrees(0, 360), (lat, lng, near, x, y) => {
        const view = viewOf({ lat, lng }, near);
        const place = fromScreen(view, size, { x, y });
        const at = toScreen(view, size, place);
        // Beyond the northern and southern end there is nothing to find.
        fc.pre(Math.abs(place.lat) < MAX_LATITUDE - 1e-6);
        const copies = (at.x - x) / (256 * 2 ** near);
        expect(copies - Math.round(copies)).toBeCloseTo(0, 6);
        expect(at.y).toBeCloseTo(y, 2);
      }),
    );
  });

  test("shows what lies just beyond the date line just beside it", () => {
    const fiji = viewOf({ lat: -17, lng: 179.9 }, 8);
    const east = toScreen(fiji, size, { lat: -17, lng: -179.9 });
    expect(east.x).toBeGreaterThan(320);
    expect(east.x).toBeLessThan(400);
    expect(fromScreen(fiji, size, east).lng).toBeCloseTo(-179.9, 9);
    expect(panned(fiji, 200, 0).lng).toBeLessThan(-178);
  });

  test("keeps the place under the pointer while it goes nearer", () => {
    fc.assert(
      // From farther away the middle would lie beyond the map's northern end.
      fc.property(degrees(2, MAX_ZOOM), degrees(0, 640), degrees(0, 360), (near, x, y) => {
        const view = viewOf({ lat: 50, lng: 14 }, 6);
        const before = fromScreen(view, size, { x, y });
        const after = fromScreen(zoomed(view, near, size, { x, y }), size, { x, y });
        expect(after.lat).toBeCloseTo(before.lat, 6);
        expect(after.lng).toBeCloseTo(before.lng, 6);
      }),
    );
  });

  test("goes no nearer and no farther than it can draw, and no farther north than the map", () => {
    expect(zoomed(WORLD, 40, size, { x: 0, y: 0 }).zoom).toBe(MAX_ZOOM);
    expect(zoomed(WORLD, -4, size, { x: 320, y: 180 }).zoom).toBe(MIN_ZOOM);
    expect(panned(viewOf({ lat: 85, lng: 0 }, 3), 0, -5000).lat).toBeCloseTo(MAX_LATITUDE, 9);
  });

  test("knows what it shows", () => {
    const oslo = viewOf({ lat: 59.91, lng: 10.75 }, 12);
    expect(isInView(oslo, size, { lat: 59.91, lng: 10.76 })).toBe(true);
    expect(isInView(oslo, size, { lat: 59.91, lng: 11.9 })).toBe(false);
  });
});

describe("the scale", () => {
  test.each([
    [1.2, 100, 100, "100 m"],
    [0.3, 120, 20, "20 m"],
    [156_543, 100, 10_000_000, "10000 km"],
    [3.1, 90, 200, "200 m"],
  ])("%d metres a pixel and %d pixels give a bar of %d metres", (metres, most, length, label) => {
    const bar = scaleBar(metres, most);
    expect([bar.metres, bar.label]).toEqual([length, label]);
    expect(bar.pixels).toBeLessThanOrEqual(most);
    expect(bar.pixels).toBeCloseTo(length / metres, 6);
  });

  test("lines stand at round degrees, never too close", () => {
    expect(graticuleStep(256 / 360, 80)).toBe(30);
    expect(graticuleStep(100, 80)).toBe(1);
    expect(graticuleStep(1_000_000, 80)).toBe(0.0001);
    expect(multiples(0.1, 0.25, 0.6)).toEqual([0.3, 0.4, 0.5, 0.6]);
    expect(multiples(30, -31, 31)).toEqual([-30, 0, 30]);
    expect(multiples(30, 1, 2)).toEqual([]);
  });
});

describe("typed coordinates", () => {
  test.each([
    ["52.520008,13.404954", { lat: 52.520008, lng: 13.404954 }],
    [" 52.5 , -13.4 ", { lat: 52.5, lng: -13.4 }],
    ["52.5; 13.4", { lat: 52.5, lng: 13.4 }],
    ["+1 -2", { lat: 1, lng: -2 }],
    ["52.5200084,13.4049545", { lat: 52.520008, lng: 13.404955 }],
    ["-0.0000001,0", { lat: 0, lng: 0 }],
    ["-90,180", { lat: -90, lng: 180 }],
    ["  ", null],
  ])("%s is read", (text, place) => {
    expect(typedGeo(text)).toEqual({ ok: true, value: place });
  });

  test.each([
    ["91,0", "latitude"],
    ["-90.000001,0", "latitude"],
    ["0,180.000001", "longitude"],
    ["NaN,0", "not-a-pair"],
    ["Infinity,0", "not-a-pair"],
    ["here", "not-a-pair"],
    ["52.5", "not-a-pair"],
    ["52,5,13,4", "not-a-pair"],
    ["1e3,0", "not-a-pair"],
    [`${"9".repeat(40)},0`, "latitude"],
  ])("%s is refused", (text, problem) => {
    expect(typedGeo(text)).toEqual({ ok: false, error: problem });
  });

  test("what is shown is read back as the same place", () => {
    fc.assert(
      fc.property(degrees(-90, 90), degrees(-180, 180), (lat, lng) => {
        const shown = formatGeo({ lat, lng });
        const read = typedGeo(shown);
        expect(read.ok && read.value !== null && formatGeo(read.value)).toBe(shown);
        expect(shown).not.toContain("e");
      }),
    );
  });
});

test("an address is what there is of street, city and ZIP code", () => {
  expect(addressLine({ street: "13 High St", city: "Berlin", zip: "10115" })).toBe(
    "13 High St, Berlin, 10115",
  );
  expect(addressLine({ street: " ", city: "Berlin", zip: "" })).toBe("Berlin");
  expect(addressLine({ street: "", city: "", zip: "" })).toBe("");
});

test("the street map is opened at the place", () => {
  expect(openStreetMapLink({ lat: 52.5, lng: -13.4 })).toBe(
    "https://www.openstreetmap.org/?mlat=52.5&mlon=-13.4#map=18/52.5/-13.4",
  );
});

test("a country is shown by its letters, on both sides of the date line; letters of none show the world", () => {
  expect(countryView("no").lat).toBeGreaterThan(60);
  expect(countryView("FJ").lng).toBeGreaterThan(170);
  expect(countryView("AU").zoom).toBeLessThan(5);
  expect(countryView("XX")).toEqual(WORLD);
  expect(countryView("")).toEqual(WORLD);
});
