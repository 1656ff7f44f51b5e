import { createSignal, type Accessor } from "solid-js";
import { readDensity, setDensity as keepDensity, type Density } from "./look.ts";

export { readDensity, readTheme, setTheme, type Density, type Theme } from "./look.ts";

const [density, shareDensity] = createSignal(readDensity());

/** How close rows stand now, for what measures them. */
export const shownDensity: Accessor<Density> = density;

/** Shows and remembers how close rows stand on this device. */
export function setDensity(wanted: Density): void {
  keepDensity(wanted);
  shareDensity(wanted);
}
