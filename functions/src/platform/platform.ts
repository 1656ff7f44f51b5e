import type { Clock, Instant } from "@trunkline/domain/time/instant";
import type { Firestore } from "firebase-admin/firestore";
import { firebaseAccounts, type Accounts } from "./accounts.ts";
import { storageFiles, type Files } from "./files.ts";
import { cloudLog, type Log } from "./log.ts";
import { makeLines, type InLine } from "./lines.ts";
import { PORTAL_PASSWORD_KEY, TIME_ZONE, WEB_API_KEY } from "./params.ts";
import { cryptographic, type Random } from "./random.ts";
import { makeSealer, type Sealer } from "./seal.ts";

/** Everything a handler needs from outside; its first argument, so that a test passes its own. */
export interface Platform {
  readonly db: Firestore;
  readonly accounts: Accounts;
  readonly files: Files;
  readonly clock: Clock;
  readonly random: Random;
  /** Resolves so many milliseconds later. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly inLine: InLine;
  /** The key is looked at on first use: only functions that list the secret may ask. */
  readonly sealer: () => Sealer;
  /** The zone of the days while config/general names none. */
  readonly defaultZone: string;
  readonly log: Log;
}

let made: Promise<Platform> | undefined;

/** The real platform, made at the first call: the Admin SDK takes a while to load, and discovery never needs it. */
export function platform(): Promise<Platform> {
  made ??= make();
  return made;
}

async function make(): Promise<Platform> {
  const [{ initializeApp }, { getFirestore }] = await Promise.all([
    import("firebase-admin/app"),
    import("firebase-admin/firestore"),
  ]);
  const app = initializeApp();
  const auth = async () => (await import("firebase-admin/auth")).getAuth(app);
  const bucket = async () => (await import("firebase-admin/storage")).getStorage(app).bucket();
  let sealer: Sealer | undefined;
  return {
    db: getFirestore(app),
    accounts: firebaseAccounts(auth, () => WEB_API_KEY.value(), cloudLog),
    files: storageFiles(bucket),
    clock: () => Date.now() as Instant,
    random: cryptographic,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    inLine: makeLines(),
    sealer: () => (sealer ??= makeSealer(PORTAL_PASSWORD_KEY.value(), cryptographic)),
    defaultZone: TIME_ZONE.value(),
    log: cloudLog,
  };
}
