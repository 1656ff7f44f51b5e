import type { Built } from "./built.ts";
import { CONFIGURATION, addressesOf, place } from "./places.ts";
import { routesOf, type InstallEvent } from "./routes.ts";

/*
 * Keeps the built files of one version of this site, so that it opens without a connection, and at once
 * (docs/decisions/service-worker.md). Nothing of any person passes through here: no call, no document, no file of a
 * customer.
 */

declare const self: ServiceWorkerGlobalScope;
/** Put in by the build. */
declare const BUILT: Built;

const PREFIX = "trunkline-";
const CACHE = `${PREFIX}${BUILT.version}`;
/** Milliseconds that a server may take before what is kept stands in for it. */
const PATIENCE_MS = 4_000;

self.addEventListener("install", (event: InstallEvent) => {
  event.waitUntil(install());
  // Where the browser can: what is kept is shown without starting this worker first.
  event.addRoutes?.(routesOf(CACHE, self.location.origin)).catch(() => undefined);
});

self.addEventListener("activate", (event) => event.waitUntil(forgetOld()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  switch (place(new URL(request.url), self.location.origin)) {
    case "asset":
      event.respondWith(kept(request));
      return;
    case "configuration":
      event.respondWith(fresh(event, request.url));
      return;
    case "page":
      if (request.mode === "navigate") event.respondWith(page(request));
      return;
    case "elsewhere":
  }
});

self.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.data === "keep") event.waitUntil(keepRest());
  else if (event.data === "which") port?.postMessage(BUILT.edition);
});

/** All or nothing: a worker that could not be filled is thrown away, and the one before it goes on. */
async function install(): Promise<void> {
  await caches.delete(CACHE);
  try {
    const cache = await caches.open(CACHE);
    await Promise.all([cache.addAll([...BUILT.first]), keepPage(cache), ...CONFIGURATION.map(keepIn(cache))]);
  } catch (cause) {
    await caches.delete(CACHE);
    throw cause;
  }
  // Pages that are open go on with their own files, whose names are theirs alone; the next one opened is new.
  await self.skipWaiting();
}

async function keepPage(cache: Cache): Promise<void> {
  const response = await fetch("/", { cache: "no-cache" });
  const hash = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  if (!response.ok || btoa(String.fromCharCode(...new Uint8Array(hash))) !== BUILT.page)
    throw new Error("The server has another version already");
  await cache.put("/", response);
}

/** The page was opened a moment ago and asked for it itself; without it the version is complete all the same. */
const keepIn = (cache: Cache) => async (address: string) => {
  const response = await fetch(address);
  if (response.ok) await cache.put(address, response);
};

/** What pages of the version before may still ask for stays until the next one. */
async function forgetOld(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  for (const name of names.filter((name) => name !== CACHE).slice(0, -1)) await caches.delete(name);
}

/** Everything else of this version, one after the other: nobody waits for it. */
async function keepRest(): Promise<void> {
  const cache = await caches.open(CACHE);
  for (const address of addressesOf(await (await fetch(BUILT.rest)).json())) {
    if ((await cache.match(address)) !== undefined) continue;
    const response = await fetch(address, { priority: "low" });
    // An update took it away; its own worker is on its way.
    if (!response.ok) return;
    await cache.put(address, response);
  }
}

const kept = async (request: Request): Promise<Response> => (await caches.match(request)) ?? fetch(request);

/** A reload asks the server, as the person wants it to; otherwise what is kept is shown at once. */
async function page(request: Request): Promise<Response> {
  const known = await (await caches.open(CACHE)).match("/");
  if (known === undefined) return fetch(request);
  return request.cache === "default" ? known : soon(fetch(request), known);
}

/** Which project the site belongs to: as the server says, and without it as it said before. */
async function fresh(event: FetchEvent, address: string): Promise<Response> {
  const cache = await caches.open(CACHE);
  const answer = fetch(address);
  event.waitUntil(
    answer.then(
      (response) => (response.ok ? cache.put(address, response.clone()) : undefined),
      () => undefined,
    ),
  );
  const known = await cache.match(address);
  return known === undefined ? (await answer).clone() : soon(answer, known);
}

/** The server's answer, unless it fails or takes too long. */
async function soon(answer: Promise<Response>, otherwise: Response): Promise<Response> {
  const { promise, resolve } = Promise.withResolvers<Response>();
  const timer = setTimeout(() => resolve(otherwise), PATIENCE_MS);
  answer
    .then((response) => resolve(response.status < 400 ? response.clone() : otherwise))
    .catch(() => resolve(otherwise))
    .finally(() => clearTimeout(timer));
  return promise;
}
