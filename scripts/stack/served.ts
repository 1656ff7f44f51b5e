import { cpSync, existsSync, globSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.ts";
import type { Ports } from "./ports.ts";

const SITES = ["admin", "portal"] as const;

/**
 * The folder, relative to the repository, from which one running stack serves a site or its functions. A copy for
 * each, so that tests beside `npm start` replace neither its pages nor its functions nor their secret. Not below a
 * dot folder or node_modules: the functions emulator sees no change there, and `npm run dev` waits for one.
 */
export function servedFolder(ports: Ports, what: string): string {
  return `dist/${ports.admin}/${what}`;
}

/** Copies what was built for one stack: pages that know where its emulators listen, functions that have its secrets. */
export function copyBuilt(ports: Ports, secrets: string): void {
  rmSync(join(root, servedFolder(ports, "")), { recursive: true, force: true });
  copySites(ports);
  copyFunctions(join(root, servedFolder(ports, "functions")), secrets);
}

/** Removes a stack's copies when it has ended. */
export function removeCopies(ports: Ports): void {
  rmSync(join(root, servedFolder(ports, "")), { recursive: true, force: true });
}

// docs/decisions/local-configuration.md
function copySites(ports: Ports): void {
  const addresses = {
    host: "127.0.0.1",
    firestore: ports.firestore,
    auth: ports.auth,
    storage: ports.storage,
  };
  for (const site of SITES) {
    const folder = join(root, servedFolder(ports, site));
    cpSync(join(root, "web/dist", site), folder, { recursive: true });
    writeFileSync(join(folder, "emulators.json"), JSON.stringify(addresses));
  }
}

function copyFunctions(folder: string, secrets: string): void {
  const source = join(root, "functions");
  mkdirSync(folder, { recursive: true });
  for (const name of ["package.json", "dist", ...globSync(".env*", { cwd: source })])
    cpSync(join(source, name), join(folder, name), { recursive: true });
  // Packages that npm could not put at the top, where they are found from here as well.
  const own = join(source, "node_modules");
  if (existsSync(own)) symlinkSync(own, join(folder, "node_modules"), "dir");
  writeFileSync(join(folder, ".secret.local"), secrets, { mode: 0o600 });
}
