/** What an address of the site is to the worker. */
export type Place = "page" | "asset" | "configuration" | "elsewhere";

/** Folders and addresses that the site does not answer with its page (firebase.json: rewrites and redirects). */
const NOT_THE_PAGE = /^\/(api|assets|map-frame|portal|__)(\/|$)/;
/** Public: which project the site belongs to, and in the local start where its emulators listen. */
export const CONFIGURATION: readonly string[] = ["/__/firebase/init.json", "/emulators.json"];

/** Sorts an address; whatever is not named here goes to the network as if there were no worker. */
export function place({ origin, pathname }: URL, own: string): Place {
  if (origin !== own) return "elsewhere";
  if (pathname.startsWith("/assets/") || pathname === "/favicon.svg") return "asset";
  if (CONFIGURATION.includes(pathname)) return "configuration";
  return isPage(pathname) ? "page" : "elsewhere";
}

/** Whether the site answers with its page: no file, and none of the folders. */
export function isPage(pathname: string): boolean {
  return !NOT_THE_PAGE.test(pathname) && !/\.\w+$/.test(pathname);
}

/** The list of everything else, as the build wrote it. */
export function addressesOf(list: unknown): readonly string[] {
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}
