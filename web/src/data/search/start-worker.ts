// oxlint-disable-next-line import/default -- the query makes the build give the address instead
import workerUrl from "./worker.ts?worker&url";
import type { FromWorker, ToWorker } from "./protocol.ts";

/** The search worker as the page sees it. */
export interface SearchWorker {
  send(message: ToWorker, handedOver?: readonly ArrayBuffer[]): void;
  stop(): void;
}

interface TrustedScripts {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
}

// The policy of the site names it; made once, since a second one of the name would be refused.
const trustedTypes = (globalThis as { readonly trustedTypes?: TrustedScripts }).trustedTypes;
const policy = trustedTypes?.createPolicy("trunkline-worker", {
  createScriptURL(url) {
    if (url !== workerUrl) throw new TypeError("Only the search worker is started by its address");
    return url;
  },
});

/** Starts the worker; it loads its own code from the site. */
export function startSearchWorker(
  hear: (message: FromWorker) => void,
  broken: (cause: unknown) => void,
): SearchWorker {
  const worker = new Worker(policy?.createScriptURL(workerUrl) ?? workerUrl, {
    type: "module",
    name: "search",
  });
  worker.addEventListener("message", (event: MessageEvent<FromWorker>) => hear(event.data));
  worker.addEventListener("error", (event) => broken(event.error ?? event.message));
  return {
    send: (message, handedOver = []) => worker.postMessage(message, [...handedOver]),
    stop: () => worker.terminate(),
  };
}
