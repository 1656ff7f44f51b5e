import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.ts";
import type { Ports } from "./ports.ts";

/** The folder, relative to the repository, from which a running stack serves a site. */
export function servedFolder(ports: Ports, site: string): string {
  return `node_modules/.cache/trunkline-sites/${ports.admin}/${site}`;
}

/**
 * Copies the built sites for one running stack and tells them where its emulators listen
 * (docs/decisions/local-configuration.md). A copy each, so that a test run beside `npm start` does not talk to the
 * other's emulators.
 */
export function copySites(ports: Ports): void {
  const addresses = {
    host: "127.0.0.1",
    firestore: ports.firestore,
    auth: ports.auth,
    storage: ports.storage,
  };
  for (const site of ["admin", "portal"]) {
    const folder = join(root, servedFolder(ports, site));
    rmSync(folder, { recursive: true, force: true });
    cpSync(join(root, "web/dist", site), folder, { recursive: true });
    writeFileSync(join(folder, "emulators.json"), JSON.stringify(addresses));
  }
}
