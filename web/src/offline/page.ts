import { isSharedComputer, wasSignedIn } from "../data/device.ts";
import { tellNewVersion } from "./new-version.ts";

/*
 * The page's side of the service worker: starts it, lets it fetch the rest when nobody waits, and tells when a newer
 * version is there. A script of its own beside the applications: it works also where one of them is broken.
 */

/** Put in by the build: whether what is typed on this site outlives a reload. */
declare const KEEPS_DRAFTS: boolean;

const WORKER = "/sw.js";
/** By then the page that was opened, or entered, stands. */
const CALM_MS = 10_000;
/** A page can be open for days. */
const LOOK_AGAIN_MS = 3_600_000;

interface TrustedScripts {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

const policy = (globalThis as { readonly trustedTypes?: TrustedScripts }).trustedTypes?.createPolicy(
  "trunkline-offline",
  {
    createScriptURL(url) {
      if (url !== WORKER) throw new TypeError("Only the site's own worker is started by its address");
      return url;
    },
  },
);

// A browser that refuses workers goes on without.
start().catch(() => undefined);

async function start(): Promise<void> {
  const before = await navigator.serviceWorker.getRegistration();
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER);
  registration.addEventListener("updatefound", () => void compare(registration));
  const look = (): void => void registration.update().catch(() => undefined);
  setInterval(look, LOOK_AGAIN_MS);
  keepWhenCalm(registration);
  // The first time it is on its way already.
  if (before !== undefined) await registration.update();
  await compare(registration);
}

/** Fetches the rest for whoever works here, once the first page has had the line for itself. */
function keepWhenCalm(registration: ServiceWorkerRegistration): void {
  let entered = performance.now() > CALM_MS && wasSignedIn();
  const timer = setInterval(() => {
    if (entered) registration.active?.postMessage("keep");
    if (entered) clearInterval(timer);
    entered = wasSignedIn();
  }, CALM_MS);
}

async function compare(registration: ServiceWorkerRegistration): Promise<void> {
  const coming = registration.installing ?? registration.waiting;
  if (coming !== null) await settled(coming);
  const { active } = registration;
  if (active === null || (await editionOf(active)) === ownEdition()) return;
  tellNewVersion(KEEPS_DRAFTS && !isSharedComputer());
}

function settled(worker: ServiceWorker): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = (): void => {
    if (worker.state === "activated" || worker.state === "redundant") resolve();
  };
  worker.addEventListener("statechange", look);
  look();
  return promise;
}

function editionOf(worker: ServiceWorker): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  port1.addEventListener("message", ({ data }) => {
    resolve(data);
    port1.close();
  });
  port1.start();
  worker.postMessage("which", [port2]);
  return promise;
}

const ownEdition = (): string | undefined =>
  document.querySelector<HTMLElement>("script[data-edition]")?.dataset["edition"];
