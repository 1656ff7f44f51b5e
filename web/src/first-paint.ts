import { wasSignedIn } from "./data/device.ts";
import { readHandover } from "./lib/handover.ts";
import { applyLook } from "./ui/look.ts";

/*
 * Runs before the first paint, small and on its own: the page is painted in its theme, whoever is already known does
 * not see the sign-in form that stands in the page, and the application, whose running keeps a slow processor busy for
 * longer than a line takes, begins when that form is on the screen (docs/decisions/first-paint.md).
 */

applyLook();
const known = wasSignedIn() || readHandover(location.hash) !== undefined;
if (known) document.documentElement.dataset["known"] = "";

// Pressed too early, the form is sent when the application has come (ui/still.ts); a live one is around its inputs.
for (const kind of ["click", "keydown"]) addEventListener(kind, noteSent);

// Written by the build: the application with what it imports, and what it fetches for whoever is known.
const { first = "", then = "" } = document.currentScript?.dataset ?? {};
const [application, ...imported] = first.split(" ");
if (application !== undefined && application !== "") {
  for (const address of [application, ...imported]) fetchAhead(address);
  if (known) for (const address of then.split(" ")) fetchAhead(address);
  begin(() => void import(application).catch(failed));
}

/** At once where nobody waits for the form: a tab in the background is not painted. */
function begin(run: () => void): void {
  if (known || document.visibilityState === "hidden") run();
  // A frame is asked for when the page's style is there, and is over when the one after it begins.
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
}

function noteSent(event: Event): void {
  const pressed = event.target as Element;
  const sends = event instanceof KeyboardEvent ? event.key === "Enter" && "input" : "[type=submit]";
  if (sends !== false && pressed.closest(`main:not(:has(form)) ${sends}`))
    document.documentElement.dataset["sent"] = "";
}

function fetchAhead(address: string): void {
  const link = document.createElement("link");
  const style = address.endsWith(".css");
  link.rel = style ? "preload" : "modulepreload";
  if (style) link.as = "style";
  link.crossOrigin = "";
  link.href = address;
  document.head.append(link);
}

/** Cut off, or an update took the script away: the form that stands there can do nothing. */
function failed(cause: unknown): void {
  delete document.documentElement.dataset["known"];
  const place = document.querySelector("[aria-live]");
  if (place !== null) place.textContent = "The page was not loaded completely. Reload it to sign in.";
  throw cause;
}
