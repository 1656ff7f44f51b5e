import type { AdminClaims } from "@trunkline/domain/admin/session";
import type { AdminId } from "@trunkline/domain/ids/ids";
import type { Transaction } from "firebase-admin/firestore";
import type { AdminCaller } from "../../doorway/who.ts";
import type { Platform } from "../../platform/platform.ts";
import { settle } from "../account.ts";
import { logOperation } from "../journal.ts";
import { pad } from "../padding.ts";
import { countAndCheck } from "../password-check.ts";

/** Checks the caller's own password; a right one stays counted as a guess until `takeBack`. */
export async function checkOwnPassword(
  platform: Platform,
  caller: AdminCaller,
  password: string,
): Promise<
  | { readonly kind: "right"; takeBack(): Promise<void> }
  | { readonly kind: "wrong-password" }
  | { readonly kind: "locked"; readonly seconds: number }
> {
  const startedAt = platform.clock();
  const { uid, address } = caller;
  const checked = await countAndCheck(platform, { kind: "admin", uid, identifier: uid, password, address });
  if (checked.kind !== "wrong") return checked;
  await pad(platform, startedAt);
  return { kind: "wrong-password" };
}

/** The token with which the caller's session goes on, after the others were ended for good. */
export async function newToken(platform: Platform, uid: AdminId, sv: number): Promise<string> {
  // The new token would be worthless were the old sessions ended after it: the account comes first.
  if (!(await settle(platform, uid)))
    throw new Error("The end of the other sessions could not be carried over yet");
  const claims: AdminClaims = { kind: "admin", sv, at: platform.clock() };
  return platform.accounts.customToken(uid, claims);
}

/** A line of the operations log about the caller's own second factor; never a secret or a code. */
export function logFactor(
  tx: Transaction,
  platform: Platform,
  caller: AdminCaller,
  action: string,
  result: "done" | "wrong-code",
): void {
  logOperation(tx, platform, { actor: caller.uid, ip: caller.address, action, result });
}
