import type { AdminId } from "@trunkline/domain/ids/ids";
import { secondFactorPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import type { Platform } from "../../platform/platform.ts";
import { matchStep, readTyped, recoveryHash } from "./code.ts";

/** `secondFactors/{uid}`. The record stays when it is switched off, so that no version is ever used again. */
export interface Factor {
  readonly state: "offered" | "on" | "off";
  /** Which one of his secrets it is; the sealed text is bound to it. */
  readonly version: number;
  readonly sealed: string | null;
  /** Epoch milliseconds until which an offered secret may be confirmed. */
  readonly until: number;
  /** The step of the last code that was used; its and earlier codes are refused. */
  readonly lastStep: number;
  /** Hashes of the recovery codes that were not used. */
  readonly recovery: readonly string[];
}

/** Reads `secondFactors/{uid}`; undefined when there is none. Throws at anything else: a lock never falls open. */
export function readFactor(data: unknown): Factor | undefined {
  if (data === undefined) return undefined;
  const { state, version, sealed, until, lastStep, recovery } = data as Partial<Factor>;
  const known = state === "offered" || state === "on" || state === "off";
  if (
    !known ||
    typeof version !== "number" ||
    (typeof sealed !== "string" && sealed !== null) ||
    typeof until !== "number" ||
    typeof lastStep !== "number" ||
    !Array.isArray(recovery)
  ) {
    throw new Error("A second factor's record is not one");
  }
  return { state, version, sealed, until, lastStep, recovery };
}

/** The record as a transaction reads it. */
export async function factorIn(
  tx: Transaction,
  platform: Platform,
  uid: AdminId,
): Promise<Factor | undefined> {
  return readFactor((await tx.get(platform.db.doc(secondFactorPath(uid)))).data());
}

/** Stores the whole record. */
export function writeFactor(tx: Transaction, platform: Platform, uid: AdminId, factor: Factor): void {
  tx.set(platform.db.doc(secondFactorPath(uid)), factor);
}

/** The secret, sealed for this administrator and this version. */
export function sealSecret(platform: Platform, uid: AdminId, version: number, secret: string): string {
  return platform.sealer().seal(secret, binding(uid, version));
}

function binding(uid: AdminId, version: number) {
  return { purpose: "second-factor", owner: uid, version };
}

/** A right code, and the record after its use; written in the transaction that read it, or the code is good twice. */
export type CodeVerdict =
  | { readonly kind: "right"; readonly by: "app" | "recovery"; readonly after: Factor }
  | { readonly kind: "wrong" };

const WRONG: CodeVerdict = { kind: "wrong" };

/** Whether what was typed is a code of this factor that was not used before. */
export function decideCode(platform: Platform, uid: AdminId, factor: Factor, typed: string): CodeVerdict {
  const read = readTyped(typed);
  if (read === undefined) return WRONG;
  if (read.by === "recovery") {
    const hash = recoveryHash(uid, read.code);
    if (!factor.recovery.includes(hash)) return WRONG;
    return {
      kind: "right",
      by: "recovery",
      after: { ...factor, recovery: factor.recovery.filter((one) => one !== hash) },
    };
  }
  const secret =
    factor.sealed === null ? undefined : platform.sealer().open(factor.sealed, binding(uid, factor.version));
  if (secret === undefined) {
    platform.log.warn("the secret of a second factor does not open under the present key", { uid });
    return WRONG;
  }
  const step = matchStep(secret, read.code, platform.clock(), factor.lastStep);
  return step === undefined ? WRONG : { kind: "right", by: "app", after: { ...factor, lastStep: step } };
}
