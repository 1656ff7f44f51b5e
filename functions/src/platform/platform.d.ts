import type { Clock } from "@trunkline/domain/time/instant";
import type { Firestore } from "firebase-admin/firestore";
import { type Accounts } from "./accounts.ts";
import { type Log } from "./log.ts";
import { type InLine } from "./lines.ts";
import { type Random } from "./random.ts";
import { type Sealer } from "./seal.ts";
/** Everything a handler needs from outside; its first argument, so that a test passes its own. */
export interface Platform {
  readonly db: Firestore;
  readonly accounts: Accounts;
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
/** The real platform, made at the first call: the Admin SDK takes a while to load, and discovery never needs it. */
export declare function platform(): Promise<Platform>;
