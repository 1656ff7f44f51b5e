import type { SiteConfig } from "../config.ts";

/** An address of the database that answers anything at all, without a read being counted. */
export function probeAddress(config: SiteConfig): string {
  const { emulators } = config;
  return emulators === undefined
    ? "https://firestore.googleapis.com/"
    : `http://${emulators.host}:${emulators.firestore}/`;
}
