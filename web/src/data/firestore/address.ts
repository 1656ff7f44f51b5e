import type { SiteConfig } from "../config.ts";

/** Where the database is. The address itself answers anything at all, without a read being counted. */
export function databaseAddress(config: SiteConfig): string {
  const { emulators } = config;
  return emulators === undefined
    ? "https://firestore.googleapis.com/"
    : `http://${emulators.host}:${emulators.firestore}/`;
}
