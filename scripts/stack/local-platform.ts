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

const silent = { info: () => {}, warn: () => {}, failed: () => {} };

export interface LocalPlatform extends Platform {
  /** Everybody who has a sign-in account, asked a thousand at a time. */
  accountIds(): Promise<ReadonlySet<string>>;
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
    async accountIds() {
      const ids = new Set<string>();
      for (let token: string | undefined; ;) {
        const page = await auth.listUsers(1000, token);
        for (const { uid } of page.users) ids.add(uid);
        token = page.pageToken;
        if (token === undefined) return ids;
      }
    },
    close: () => deleteApp(app),
  };
}
