import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.ts";
import type { Ports } from "./ports.ts";

/** Tells the two sites where the emulators listen (docs/decisions/local-configuration.md). */
export function writeEmulatorAddresses(ports: Ports): void {
  const addresses = {
    host: "127.0.0.1",
    firestore: ports.firestore,
    auth: ports.auth,
    storage: ports.storage,
  };
  for (const site of ["admin", "portal"]) {
    const folder = join(root, "web/dist", site);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "emulators.json"), JSON.stringify(addresses));
  }
}
