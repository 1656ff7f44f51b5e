import { readSession } from "@trunkline/domain/admin/session";
import type { AdminId } from "@trunkline/domain/ids/ids";
import { credentialPath, sessionPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import { busy } from "../doorway/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { pendingChange, readCredential } from "./account.ts";

/**
 * Reads what ending an administrator's sessions needs; the returned function writes it, after all reads of the
 * transaction, and gives the new version. Throws `aborted` while an earlier change of his account is not carried over:
 * this one would take its place, and a new password with it. So `settle` comes first, and again afterwards.
 */
export async function readSessionEnd(
  tx: Transaction,
  platform: Platform,
  uid: AdminId,
): Promise<(disabled: boolean) => number> {
  const { db } = platform;
  const [sessionRef, credentialRef] = [db.doc(sessionPath(uid)), db.doc(credentialPath(uid))];
  const session = readSession(uid, (await tx.get(sessionRef)).data());
  const credential = readCredential((await tx.get(credentialRef)).data());
  if (!session.ok || credential === undefined)
    throw new Error("An administrator has no session or no account");
  if (credential.pending !== null) throw busy();
  const sv = session.value.sv + 1;
  return (disabled) => {
    tx.update(sessionRef, { sv });
    tx.update(credentialRef, pendingChange(platform, uid, { disabled, revoke: true }));
    return sv;
  };
}
