import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportAccounts } from "./emulators.ts";
import { repairAccounts } from "./repair.ts";
import type { LocalPlatform } from "./local-platform.ts";
import type { Ports } from "./ports.ts";
import { seedOf } from "./seed.ts";

/** Keeps the sign-in accounts between starts: the Auth emulator itself forgets everything when it ends. */
export interface AccountKeeper {
  /** The folder of the last export, or null. */
  latest(): string | null;
  /** Repairs what a kill lost, then exports after each change. `detail` hears of repaired accounts. */
  start(platform: LocalPlatform, detail: (line: string) => void): Promise<void>;
  /** Exports what is not exported yet. */
  close(): Promise<void>;
}

/** Long enough for the changes of one action to fall into one export. */
const DEBOUNCE_MS = 500;

/** A keeper with its files under `dataDir`. */
export function accountKeeper(dataDir: string, ports: Ports): AccountKeeper {
  const kept = join(dataDir, "accounts");
  const next = join(dataDir, "accounts.next");
  // There while changes may not be exported yet; still there at the next start after a kill.
  const marker = join(dataDir, "accounts.behind");
  let timer: NodeJS.Timeout | undefined;
  let exporting = Promise.resolve();
  let stopListening: (() => void) | undefined;

  async function exportAll(): Promise<void> {
    rmSync(next, { recursive: true, force: true });
    await exportAccounts(ports, next);
    rmSync(kept, { recursive: true, force: true });
    renameSync(next, kept);
    rmSync(marker, { force: true });
  }
  // One after the other: two exports would write into one folder.
  function save(): Promise<void> {
    exporting = exporting.then(exportAll);
    return exporting;
  }

  return {
    latest: () => (existsSync(join(kept, "firebase-export-metadata.json")) ? kept : null),
    async start(platform, detail) {
      if (existsSync(marker) || !existsSync(kept)) {
        const demo = new Map(
          [...(seedOf(dataDir)?.accounts() ?? [])].map(({ uid, password }) => [uid, password]),
        );
        await repairAccounts(platform, demo, detail);
        await save();
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      let first = true;
      stopListening = platform.db
        .collection("credentials")
        .orderBy("settledAt", "desc")
        .limit(1)
        .onSnapshot(() => {
          if (first) {
            first = false;
            resolve();
            return;
          }
          writeFileSync(marker, "");
          clearTimeout(timer);
          timer = setTimeout(() => void save(), DEBOUNCE_MS);
        }, reject);
      await promise;
    },
    async close() {
      stopListening?.();
      clearTimeout(timer);
      if (existsSync(marker)) await save();
      await exporting;
    },
  };
}
