/* The static routing of service workers: not in the compiler's library yet, and not in every browser. */

interface Condition {
  readonly urlPattern?: string;
  readonly requestMode?: "navigate";
  readonly requestMethod?: "GET";
  readonly not?: Condition;
}
interface Route {
  readonly condition: Condition;
  readonly source: "network" | "cache" | { readonly cacheName: string };
}
export interface InstallEvent extends ExtendableEvent {
  addRoutes?(routes: readonly Route[]): Promise<void>;
}

/**
 * What needs no running worker: the page at the site's own address, files by their names, and whatever is never kept.
 * What is not kept comes from the network.
 */
export function routesOf(cacheName: string, origin: string): readonly Route[] {
  return [
    { condition: { not: { urlPattern: `${origin}/*` } }, source: "network" },
    { condition: { urlPattern: "/api/*" }, source: "network" },
    { condition: { urlPattern: "/", requestMode: "navigate", requestMethod: "GET" }, source: { cacheName } },
    { condition: { urlPattern: "/assets/*", requestMethod: "GET" }, source: "cache" },
  ];
}
