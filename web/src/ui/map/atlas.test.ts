import { expect, test } from "vitest";
import { toUnit } from "@trunkline/domain/geo/mercator";
import outlines from "world-atlas/countries-50m.json?raw";
import { countriesOf, ringOf } from "./atlas.ts";
import { clipped } from "./clip.ts";

const countries = countriesOf(JSON.parse(outlines) as Parameters<typeof countriesOf>[0]);
const one = (name: string) => {
  const found = countries.find((country) => country.name === name);
  if (found === undefined) throw new Error(`The outlines lack ${name}`);
  return found;
};

test("every country has its outlines, and none of them is torn at the date line", () => {
  expect(countries.length).toBeGreaterThan(230);
  for (const { rings } of countries) {
    for (const { xs } of rings) {
      for (let index = 1; index < xs.length - 1; index += 1) {
        const jump = Math.abs((xs[index] ?? 0) - (xs[index - 1] ?? 0));
        // The one that goes round the pole comes back along the edge of the map.
        if (jump < 0.999) expect(jump).toBeLessThan(0.2);
      }
    }
  }
});

test("Russia reaches over the date line in one piece", () => {
  const beyond = toUnit({ lat: 66, lng: -172 }).x + 1;
  expect(one("Russia").rings.some(({ left, right }) => left < 0.9 && right > beyond)).toBe(true);
});

test("Antarctica is closed along the southern edge", () => {
  const largest = one("Antarctica").rings.reduce((a, b) => (a.right - a.left > b.right - b.left ? a : b));
  expect(largest.right - largest.left).toBeCloseTo(1, 2);
  expect(largest.bottom).toBeCloseTo(1, 6);
});

test("an outline that crosses the date line goes on beside the square", () => {
  const ring = ringOf([
    [179, 0],
    [-179, 0],
    [-179, 1],
    [179, 1],
    [179, 0],
  ]);
  expect(ring.left).toBeCloseTo(359 / 360, 9);
  expect(ring.right).toBeCloseTo(361 / 360, 9);
});

test("near by only the part around the screen is drawn, and a country around the screen still fills it", () => {
  const square = { xs: Float64Array.of(0, 1, 1, 0), ys: Float64Array.of(0, 0, 1, 1) };
  const near = clipped(square, 0.5, 0.5, 0.01, 0.01);
  expect([...near.xs].every((x) => x >= 0.49 - 1e-12 && x <= 0.52 + 1e-12)).toBe(true);
  expect(Math.max(...near.xs) - Math.min(...near.xs)).toBeCloseTo(0.03, 9);
  expect(Math.max(...near.ys) - Math.min(...near.ys)).toBeCloseTo(0.03, 9);
  expect(clipped(square, 2, 2, 0.01, 0.01).xs).toHaveLength(0);
});
