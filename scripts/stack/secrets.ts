import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Secrets of the local project in the form the functions emulator reads, made once and kept with its data: a portal
 * password sealed by yesterday's start must still open today.
 */
export function localSecrets(dataDir: string): string {
  const kept = join(dataDir, "secrets.env");
  if (!existsSync(kept)) {
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(kept, `PORTAL_PASSWORD_KEY=${randomBytes(32).toString("base64")}\n`, { mode: 0o600 });
  }
  return readFileSync(kept, "utf8");
}
