/*
 * The worker that takes the site's place for good: built instead of worker.ts where vite.config.ts says so, it forgets
 * what was kept and unregisters itself. Pages then come from the network again (docs/deploy.md).
 */

declare const self: ServiceWorkerGlobalScope;

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("trunkline-")) await caches.delete(name);
  await self.registration.unregister();
}

export {};
