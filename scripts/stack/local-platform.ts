import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deleteApp, initializeApp } from "firebase-admin/app";
import { getAuth } from "firebase-admin/auth";
import { getFirestore } from "firebase-admin/firestore";
import { getStorage } from "firebase-admin/storage";
import { firebaseAccounts } from "../../functions/src/platform/accounts.ts";
import { storageFiles } from "../../functions/src/platform/files.ts";
import type { Platform } from "../../functions/src/platform/platform.ts";
import { makeLines } from "../../functions/src/platform/lines.ts";
import { cryptographic } from "../../functions/src/platform/random.ts";
import { makeSealer } from "../../functions/src/platform/seal.ts";
import { PROJECT } from "./emulators.ts";
import type { Ports } from "./ports.ts";

/** What the identity service takes. */
const PER_LOOKUP = 100;

const silent = { info: () => {}, warn: () => {}, failed: () => {} };

export interface LocalPlatform extends Platform {
  /** Those of them who have no sign-in account, asked a hundred at a time. */
  withoutAccount(uids: readonly string[]): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
}

/** The functions' own platform, joined to the local emulators: seeding and repair use the product's code. */
export function localPlatform(ports: Ports, dataDir: string): LocalPlatform {
  process.env["FIRESTORE_EMULATOR_HOST"] = `127.0.0.1:${ports.firestore}`;
  process.env["FIREBASE_AUTH_EMULATOR_HOST"] = `127.0.0.1:${ports.auth}`;
  // Google's libraries would look for a Google machine around them, which takes seconds where there is a firewall.
  process.env["METADATA_SERVER_DETECTION"] = "none";
  process.env["FIREBASE_STORAGE_EMULATOR_HOST"] = `127.0.0.1:${ports.storage}`;
  const app = initializeApp(
    { projectId: PROJECT, storageBucket: `${PROJECT}.appspot.com` },
    `local-${ports.firestore}`,
  );
  const auth = getAuth(app);
  const key =
    /^PORTAL_PASSWORD_KEY=(.+)$/m.exec(readFileSync(join(dataDir, "secrets.env"), "utf8"))?.[1] ?? "";
  const sealer = makeSealer(key, cryptographic);
  return {
    db: getFirestore(app),
    accounts: firebaseAccounts(
      async () => auth,
      () => "demo",
      silent,
    ),
    files: storageFiles(async () => getStorage(app).bucket()),
    clock: () => Date.now() as ReturnType<Platform["clock"]>,
    random: cryptographic,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    inLine: makeLines(),
    sealer: () => sealer,
    defaultZone: "Etc/UTC",
    log: silent,
    async withoutAccount(uids) {
      const missing = new Set<string>();
      for (let from = 0; from < uids.length; from += PER_LOOKUP) {
        const asked = uids.slice(from, from + PER_LOOKUP).map((uid) => ({ uid }));
        for (const who of (await auth.getUsers(asked)).notFound) if ("uid" in who) missing.add(who.uid);
      }
      return missing;
    },
    close: () => deleteApp(app),
  };
}
