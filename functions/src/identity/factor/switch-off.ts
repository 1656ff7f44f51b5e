import { readAdmin } from "@trunkline/domain/admin/record";
import type {
  newRecoveryCodes as newCodesCall,
  RecoveryCodesAnswer,
  removeSecondFactor as removeCall,
  RemoveSecondFactorAnswer,
  resetSecondFactor as resetCall,
  ResetSecondFactorAnswer,
} from "@trunkline/domain/calls/second-factor";
import type { InputOf } from "@trunkline/domain/calls/call";
import { adminPath } from "@trunkline/domain/paths";
import { notAllowed, notFound } from "../../doorway/errors.ts";
import type { AdminCaller } from "../../doorway/who.ts";
import type { Platform } from "../../platform/platform.ts";
import { settleQuietly } from "../account.ts";
import { readSessionEnd } from "../end-sessions.ts";
import { logOperation } from "../journal.ts";
import { makeRecoveryCodes, recoveryHash } from "./code.ts";
import { checkOwnPassword, logFactor, newToken } from "./own.ts";
import { decideCode, factorIn, writeFactor, type Factor } from "./record.ts";

/** What remains of a factor that is switched off: its version, so that no later one has the same. */
function switchedOff({ version }: Factor): Factor {
  return { state: "off", version, sealed: null, until: 0, lastStep: 0, recovery: [] };
}

/** Switches the caller's second factor off with password and code; every other session ends. */
export async function removeSecondFactor(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof removeCall>,
): Promise<RemoveSecondFactorAnswer> {
  const { uid } = caller;
  const checked = await checkOwnPassword(platform, caller, input.password);
  if (checked.kind !== "right") return checked;
  await settleQuietly(platform, uid);
  const outcome = await platform.db.runTransaction(async (tx) => {
    const factor = await factorIn(tx, platform, uid);
    if (factor?.state !== "on") return "not-on";
    const end = await readSessionEnd(tx, platform, uid);
    const verdict = decideCode(platform, uid, factor, input.code);
    logFactor(tx, platform, caller, "removeSecondFactor", verdict.kind === "right" ? "done" : "wrong-code");
    if (verdict.kind === "wrong") return "wrong-code";
    writeFactor(tx, platform, uid, switchedOff(factor));
    tx.update(platform.db.doc(adminPath(uid)), { secondFactor: false });
    return end(false);
  });
  // A wrong code beside a right password counts as a guess, as it does at sign-in.
  if (outcome !== "wrong-code") await checked.takeBack();
  if (typeof outcome === "string") return { kind: outcome };
  return { kind: "signed-in", token: await newToken(platform, uid, outcome) };
}

/** Ten new recovery codes, with password and code; the old ones are worth nothing from then on. */
export async function newRecoveryCodes(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof newCodesCall>,
): Promise<RecoveryCodesAnswer> {
  const { uid } = caller;
  const checked = await checkOwnPassword(platform, caller, input.password);
  if (checked.kind !== "right") return checked;
  const recoveryCodes = makeRecoveryCodes(platform.random);
  const outcome = await platform.db.runTransaction(async (tx) => {
    const factor = await factorIn(tx, platform, uid);
    if (factor?.state !== "on") return "not-on";
    const verdict = decideCode(platform, uid, factor, input.code);
    logFactor(tx, platform, caller, "newRecoveryCodes", verdict.kind === "right" ? "done" : "wrong-code");
    if (verdict.kind === "wrong") return "wrong-code";
    const recovery = recoveryCodes.map((one) => recoveryHash(uid, one));
    writeFactor(tx, platform, uid, { ...verdict.after, recovery });
    return "done";
  });
  if (outcome !== "wrong-code") await checked.takeBack();
  return outcome === "done" ? { kind: "done", recoveryCodes } : { kind: outcome };
}

/** Switches another administrator's second factor off; super-administrators of all partners only (15 §1.11). */
export async function resetSecondFactor(
  platform: Platform,
  caller: AdminCaller,
  { adminId }: InputOf<typeof resetCall>,
): Promise<ResetSecondFactorAnswer> {
  if (caller.session.partner !== "*") return notAllowed;
  if (adminId === caller.uid) return { kind: "yourself" };
  const { db } = platform;
  await settleQuietly(platform, adminId);
  const answer = await db.runTransaction(async (tx): Promise<ResetSecondFactorAnswer> => {
    const [own, other] = await tx.getAll(db.doc(adminPath(caller.uid)), db.doc(adminPath(adminId)));
    const actor = readAdmin(caller.uid, own?.data());
    if (!actor.ok || actor.value.roleId !== "super-administrator") return notAllowed;
    const admin = readAdmin(adminId, other?.data());
    if (!admin.ok || admin.value.state === "deleted") return notFound;
    const factor = await factorIn(tx, platform, adminId);
    if (factor?.state !== "on") return { kind: "not-on" };
    const end = await readSessionEnd(tx, platform, adminId);
    writeFactor(tx, platform, adminId, switchedOff(factor));
    tx.update(db.doc(adminPath(adminId)), { secondFactor: false });
    end(admin.value.state !== "active");
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "resetSecondFactor",
      result: "done",
      attributes: { admin: adminId },
    });
    return { kind: "done" };
  });
  if (answer.kind === "done") await settleQuietly(platform, adminId);
  return answer;
}
