/** A length that reads well on a scale bar: 1, 2 or 5 times a power of ten. */
export interface ScaleBar {
  readonly metres: number;
  readonly pixels: number;
  readonly label: string;
}

function roundBelow(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const leading = value / power;
  return (leading >= 5 ? 5 : leading >= 2 ? 2 : 1) * power;
}

/** The longest bar that reads well within so many pixels. */
export function scaleBar(metresPerPixel: number, mostPixels: number): ScaleBar {
  const metres = roundBelow(metresPerPixel * mostPixels);
  return {
    metres,
    pixels: metres / metresPerPixel,
    label: metres >= 1000 ? `${metres / 1000} km` : `${metres} m`,
  };
}

const STEPS = [
  30, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001,
] as const;

/** Degrees between two lines of the graticule, so that they stand no closer than so many pixels. */
export function graticuleStep(pixelsPerDegree: number, leastPixels: number): number {
  let step: number = STEPS[0];
  for (const next of STEPS) if (next * pixelsPerDegree >= leastPixels) step = next;
  return step;
}

/** The multiples of a step between two values. */
export function multiples(step: number, from: number, to: number): readonly number[] {
  // A hair's breadth: 0.6 / 0.1 is a little less than 6.
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.max(0, Math.floor(to / step + 1e-9) - first + 1);
  // Rounded: sums of 0.1 would be written with sixteen decimals.
  return Array.from({ length: count }, (_unused, index) => Math.round((first + index) * step * 1e6) / 1e6);
}
