/*
 * How the page looks on this device. Runs before the first paint (../first-paint.ts), so without any library.
 */

export type Theme = "system" | "light" | "dark";
export type Density = "dense" | "comfortable";

const THEME = "trunkline-theme";
const DENSITY = "trunkline-density";

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that keeps nothing shows the choice until the page goes.
  }
}

/** The chosen theme; follows the system until somebody chooses. */
export function readTheme(): Theme {
  const value = stored(THEME);
  return value === "light" || value === "dark" ? value : "system";
}

export function readDensity(): Density {
  return stored(DENSITY) === "comfortable" ? "comfortable" : "dense";
}

/** Shows and remembers a theme on this device. */
export function setTheme(theme: Theme): void {
  store(THEME, theme);
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

/** Shows and remembers how close rows stand on this device. */
export function setDensity(wanted: Density): void {
  store(DENSITY, wanted);
  document.documentElement.dataset["density"] = wanted;
}

/** Applies what was chosen before; called before the first paint. */
export function applyLook(): void {
  setTheme(readTheme());
  setDensity(readDensity());
}
