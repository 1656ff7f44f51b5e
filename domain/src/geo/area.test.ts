import { expect, test } from "vitest";
import { readMapsConfig, type MapsConfig } from "../config/maps.ts";
import { areaView } from "./area.ts";
import { countryView } from "./countries.ts";

const settings = (part: Partial<MapsConfig>): MapsConfig => {
  const read = readMapsConfig(part);
  if (!read.ok) throw new Error(read.error.problems.join());
  return read.value;
};

test("12 §3.4.2: the area is the location's, else the default view, else the country's", () => {
  const centres = { l1: { lat: 59.9, lng: 10.7 } };
  const defaultView = { lat: 50, lng: 14, zoom: 7 };
  expect(areaView(settings({ centres, defaultView }), "l1", "NO")).toMatchObject({ zoom: 11 });
  expect(areaView(settings({ centres, defaultView }), "l2", "NO").lat).toBeCloseTo(50);
  expect(areaView(settings({ centres }), "l2", "NO")).toEqual(countryView("NO"));
});
