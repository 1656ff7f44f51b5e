import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./build.ts";

/**
 * Secrets of the local project, made once and kept with its data: a portal password sealed by yesterday's start
 * must still open today. Written where the functions emulator looks for them.
 */
export function writeLocalSecrets(dataDir: string): void {
  const kept = join(dataDir, "secrets.env");
  if (!existsSync(kept)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(kept, `PORTAL_PASSWORD_KEY=${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
  }
  writeFileSync(join(root, "functions/.secret.local"), readFileSync(kept), { mode: 0o600 });
}
