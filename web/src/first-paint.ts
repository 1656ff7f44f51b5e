import { wasSignedIn } from "./data/device.ts";
import { readHandover } from "./lib/handover.ts";
import { applyLook } from "./ui/look.ts";

/*
 * Stands in the page and runs before the first paint, small and on its own: the page is painted with its style and in
 * its theme, whoever is already known does not see the sign-in form that stands in the page, and the application, whose
 * running keeps a slow processor busy for longer than a line takes, begins when that form is on the screen
 * (docs/decisions/first-paint.md).
 */

/** By then the first page of whoever is known stands. */
const CALM_MS = 10_000;
/** Asked for by the application as soon as it runs (data/config.ts). */
const CONFIGURATION = "/__/firebase/init.json";

applyLook();
const known = wasSignedIn() || readHandover(location.hash) !== undefined;
if (known) document.documentElement.dataset["known"] = "";

// Pressed too early, the form is sent when the application has come (ui/still.ts); a live one is around its inputs.
for (const kind of ["click", "keydown"]) addEventListener(kind, noteSent);

// Written by the build: the page's style and where it comes from, the application with what it imports, and what it
// fetches for whoever is known; and what keeps the site for a time without a connection.
const {
  style = "",
  sheet = "",
  first = "",
  behind = "",
  offline = "",
} = document.currentScript?.dataset ?? {};
const [application, ...imported] = first.split(" ");
if (application !== undefined && application !== "") {
  // The policy of the site allows no style within a page, but what a script of ours makes.
  const look = new CSSStyleSheet();
  look.replaceSync(style);
  document.adoptedStyleSheets.push(look);
  // Somebody waits for what comes next. Otherwise asking for it would delay the form, and most of all on a repeat visit,
  // when everything is on this device already.
  const ahead = [CONFIGURATION, sheet, application, ...imported];
  if (known) for (const address of [...ahead, ...behind.split(" ")]) fetchAhead(address);
  else if (!isKept()) for (const address of ahead) fetchAhead(address);
  painted()
    .then(() => styledBy(sheet, look))
    .then(() => import(application))
    .catch(failed);
  addEventListener("load", () => setTimeout(() => void import(offline), known ? CALM_MS : 0));
}

/** Whether the service worker has what this page needs; browsers without one, and plain HTTP, know of none. */
function isKept(): boolean {
  return "serviceWorker" in navigator && navigator.serviceWorker.controller !== null;
}

/**
 * Brings the same style by its address, before any of the application's own, which all stand behind it: what a script
 * makes would win over them.
 */
function styledBy(address: string, look: CSSStyleSheet): Promise<void> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.crossOrigin = "";
  link.href = address;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  link.addEventListener("load", () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== look);
    resolve();
  });
  link.addEventListener("error", () => reject(new Error(`${address} did not come`)));
  document.head.append(link);
  return promise;
}

/** When the form is on the screen; at once where nobody waits for it: a tab in the background is not painted. */
function painted(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (known || document.visibilityState === "hidden") resolve();
  // A frame is asked for when the page stands, and is over when the one after it begins.
  else requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
  return promise;
}

function noteSent(event: Event): void {
  const pressed = event.target as Element;
  const sends = event instanceof KeyboardEvent ? event.key === "Enter" && "input" : "[type=submit]";
  if (sends !== false && pressed.closest(`main:not(:has(form)) ${sends}`))
    document.documentElement.dataset["sent"] = "";
}

function fetchAhead(address: string): void {
  const link = document.createElement("link");
  link.rel = address.endsWith(".js") ? "modulepreload" : "preload";
  if (address.endsWith(".css")) link.as = "style";
  if (address.endsWith(".json")) link.as = "fetch";
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
