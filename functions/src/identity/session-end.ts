import { readSession, type AdminClaims, type CustomerClaims } from "@trunkline/domain/admin/session";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { refreshSession as refreshCall, signOut as signOutCall } from "@trunkline/domain/calls/identity";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { sessionPath } from "@trunkline/domain/paths";
import { HttpsError } from "firebase-functions/https";
import type { PublicCaller } from "../doorway/call.ts";
import { countTurn } from "../doorway/frequency.ts";
import { callerOf, type SignedInCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { logOperation, logPortal } from "./journal.ts";

/** Notes that this device signed out; `everywhere` ends all sessions of the identity: new version, no refresh. */
export async function signOut(
  platform: Platform,
  caller: SignedInCaller,
  { everywhere }: InputOf<typeof signOutCall>,
): Promise<AnswerOf<typeof signOutCall>> {
  // An operator who leaves the portal ends his visit, never the customer's own sessions.
  const ends = everywhere && !(caller.kind === "customer" && caller.as !== null);
  await platform.db.runTransaction(async (tx) => {
    const ref = platform.db.doc(sessionPath(caller.uid as AdminId));
    const session = readSession(caller.uid, (await tx.get(ref)).data());
    // A device that only notes that it left stays signed in here: it must not fill the log.
    const turn = await countTurn(tx, platform, `signOut_${caller.uid}`, { most: 20, minutes: 60 });
    if (ends && session.ok) tx.update(ref, { sv: session.value.sv + 1 });
    if (turn.kind === "counted") turn.write();
    if (ends || turn.kind === "counted") logEnd(tx, platform, caller, ends ? "everywhere" : "here");
  });
  if (ends) await platform.accounts.revoke(caller.uid);
  return { kind: "done" };
}

function logEnd(
  tx: Parameters<typeof logOperation>[0],
  platform: Platform,
  caller: SignedInCaller,
  result: string,
): void {
  if (caller.kind === "admin") {
    logOperation(tx, platform, { actor: caller.uid, ip: caller.address, action: "signOut", result });
    return;
  }
  const partnerId = caller.session.partner === "*" ? null : caller.session.partner;
  logPortal(tx, platform, {
    customerId: caller.uid,
    partnerId,
    ip: caller.address,
    action: "sign-out",
    result,
    ...(caller.as === null ? {} : { behalf: caller.as.admin }),
  });
}

/** A new token for a session that is still good; `closed` for any other, whatever the reason. */
export async function refreshSession(
  platform: Platform,
  { token, address }: PublicCaller,
  _input: InputOf<typeof refreshCall>,
): Promise<AnswerOf<typeof refreshCall>> {
  try {
    const caller = await callerOf(platform.db, token, platform.clock(), address);
    if (caller.kind === "customer" && caller.as !== null) return { kind: "closed" };
    const { sv } = caller.session;
    const claims: AdminClaims | CustomerClaims =
      caller.kind === "admin" ? { kind: "admin", sv, at: caller.signedInAt } : { kind: "customer", sv };
    return { kind: "signed-in", token: await platform.accounts.customToken(caller.uid, claims) };
  } catch (cause) {
    if (cause instanceof HttpsError) return { kind: "closed" };
    throw cause;
  }
}
