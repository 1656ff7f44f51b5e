import type {
  beginSecondFactor as beginCall,
  BeginSecondFactorAnswer,
  confirmSecondFactor as confirmCall,
  ConfirmSecondFactorAnswer,
  SecondFactorState,
} from "@trunkline/domain/calls/second-factor";
import type { InputOf } from "@trunkline/domain/calls/call";
import { adminPath, secondFactorPath } from "@trunkline/domain/paths";
import type { AdminCaller } from "../../doorway/who.ts";
import type { Platform } from "../../platform/platform.ts";
import { settleQuietly } from "../account.ts";
import { readSessionEnd } from "../end-sessions.ts";
import { countCode } from "../password-check.ts";
import { makeRecoveryCodes, makeSecret, readTyped, recoveryHash, secretUri } from "./code.ts";
import { checkOwnPassword, logFactor, newToken } from "./own.ts";
import { decideCode, factorIn, readFactor, sealSecret, writeFactor } from "./record.ts";

const OFFER_LASTS_MS = 15 * 60 * 1000;

/** Whether the caller's second factor is on, and how many recovery codes he has left. */
export async function secondFactorState(
  platform: Platform,
  { uid }: AdminCaller,
): Promise<SecondFactorState> {
  const factor = readFactor((await platform.db.doc(secondFactorPath(uid)).get()).data());
  const on = factor?.state === "on";
  return { kind: "state", on, recoveryLeft: on ? factor.recovery.length : 0 };
}

/** Offers a new secret; signing in goes on without a code until the app's first one confirms it. */
export async function beginSecondFactor(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof beginCall>,
): Promise<BeginSecondFactorAnswer> {
  const checked = await checkOwnPassword(platform, caller, input.password);
  if (checked.kind !== "right") return checked;
  await checked.takeBack();
  const { uid } = caller;
  const secret = makeSecret(platform.random);
  return platform.db.runTransaction(async (tx): Promise<BeginSecondFactorAnswer> => {
    const factor = await factorIn(tx, platform, uid);
    const admin = await tx.get(platform.db.doc(adminPath(uid)));
    if (factor?.state === "on") return { kind: "already-on" };
    const version = (factor?.version ?? 0) + 1;
    writeFactor(tx, platform, uid, {
      state: "offered",
      version,
      sealed: sealSecret(platform, uid, version, secret),
      until: platform.clock() + OFFER_LASTS_MS,
      lastStep: 0,
      recovery: [],
    });
    logFactor(tx, platform, caller, "beginSecondFactor", "done");
    return { kind: "begun", uri: secretUri(secret, String(admin.get("login"))), secret };
  });
}

/**
 * Switches on with the first code, in one transaction with the end of every session; this one goes on with a new token.
 * Should the answer be lost on its way, the app still signs in and makes new recovery codes.
 */
export async function confirmSecondFactor(
  platform: Platform,
  caller: AdminCaller,
  { code }: InputOf<typeof confirmCall>,
): Promise<ConfirmSecondFactorAnswer> {
  const { uid } = caller;
  const counted = await countCode(platform, uid, caller.address);
  if (counted.kind === "locked") return counted;
  await settleQuietly(platform, uid);
  const recoveryCodes = makeRecoveryCodes(platform.random);
  const outcome = await platform.db.runTransaction(async (tx) => {
    const factor = await factorIn(tx, platform, uid);
    if (factor?.state === "on") return "already-on";
    if (factor?.state !== "offered" || factor.until < platform.clock()) return "expired";
    const end = await readSessionEnd(tx, platform, uid);
    const verdict =
      readTyped(code)?.by === "app" ? decideCode(platform, uid, factor, code) : ({ kind: "wrong" } as const);
    if (verdict.kind === "wrong") {
      logFactor(tx, platform, caller, "confirmSecondFactor", "wrong-code");
      return "wrong-code";
    }
    const recovery = recoveryCodes.map((one) => recoveryHash(uid, one));
    writeFactor(tx, platform, uid, { ...verdict.after, state: "on", until: 0, recovery });
    tx.update(platform.db.doc(adminPath(uid)), { secondFactor: true });
    logFactor(tx, platform, caller, "confirmSecondFactor", "done");
    return end(false);
  });
  if (outcome !== "wrong-code") await counted.takeBack();
  if (typeof outcome === "string") return { kind: outcome };
  return { kind: "signed-in", token: await newToken(platform, uid, outcome), recoveryCodes };
}
