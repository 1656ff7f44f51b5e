import { readSession, type AdminClaims, type CustomerClaims } from "@trunkline/domain/admin/session";
import type { InputOf } from "@trunkline/domain/calls/call";
import type { changeOwnPassword as declared, OwnPasswordAnswer } from "@trunkline/domain/calls/identity";
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from "@trunkline/domain/credentials/format";
import {
  checkAdminPassword,
  checkPassword,
  SHORTEST_ADMIN_PASSWORD,
} from "@trunkline/domain/credentials/password";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { credentialPath, customerPath, portalSecretPath, sessionPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import { writeEvent } from "../customers/record.ts";
import { passwordFacts } from "../customers/sign-in.ts";
import { badInput, notForYou } from "../doorway/errors.ts";
import { takeTurnAt } from "../doorway/frequency.ts";
import type { SignedInCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { pendingChange, settle } from "./account.ts";
import { logOperation, logPortal } from "./journal.ts";
import { pad } from "./padding.ts";
import { checkPassword as verify } from "./password-check.ts";

const MOST_CHANGES = { most: 10, minutes: 60 };

/**
 * Changes the caller's own password behind the same limiter as sign-in. Every other session ends; this one goes on with
 * the new token. Of a password a customer chose himself no readable copy remains (10 §4.6).
 */
export async function changeOwnPassword(
  platform: Platform,
  caller: SignedInCaller,
  input: InputOf<typeof declared>,
): Promise<OwnPasswordAnswer> {
  // An operator's session can neither change nor reset the password (20 §1.10).
  if (caller.kind === "customer" && caller.as !== null) throw notForYou();
  const checked = caller.kind === "admin" ? checkAdminPassword(input.next) : checkPassword(input.next);
  if (!checked.ok) {
    const min = caller.kind === "admin" ? SHORTEST_ADMIN_PASSWORD : SHORTEST_PASSWORD;
    if (checked.error.kind === "too-short" || checked.error.kind === "required")
      return { kind: "too-short", min };
    throw badInput([{ path: ["next"], message: `not a password of at most ${LONGEST_PASSWORD} characters` }]);
  }
  const startedAt = platform.clock();
  const { kind, uid, address } = caller;
  const verdict = await verify(platform, { kind, uid, identifier: uid, password: input.current, address });
  if (verdict.kind === "locked") return verdict;
  if (verdict.kind === "wrong") {
    await pad(platform, startedAt);
    return { kind: "wrong-password" };
  }
  // Each is a line of his history, and work for the identity service.
  const limited = await takeTurnAt(platform, `ownPassword_${uid}`, MOST_CHANGES);
  if (limited !== undefined) return { kind: "locked", seconds: limited.minutes * 60 };
  const sv = await platform.db.runTransaction((tx) => write(tx, platform, caller, checked.value));
  // The new token would be worthless were the old sessions ended after it: the account comes first.
  if (!(await settle(platform, uid))) throw new Error("The new password could not be carried over yet");
  const claims: AdminClaims | CustomerClaims =
    kind === "admin" ? { kind, sv, at: platform.clock() } : { kind, sv };
  return { kind: "signed-in", token: await platform.accounts.customToken(uid, claims) };
}

async function write(
  tx: Transaction,
  platform: Platform,
  caller: SignedInCaller,
  password: string,
): Promise<number> {
  const { db } = platform;
  const ref = db.doc(sessionPath(caller.uid as AdminId));
  const session = readSession(caller.uid, (await tx.get(ref)).data());
  const sv = (session.ok ? session.value.sv : caller.session.sv) + 1;
  tx.update(ref, { sv });
  const change = pendingChange(platform, caller.uid, { password, disabled: false, revoke: true });
  tx.update(db.doc(credentialPath(caller.uid as AdminId)), change);
  if (caller.kind === "admin") {
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "changeOwnPassword",
      result: "done",
    });
    return sv;
  }
  const partnerId = caller.session.partner as PartnerId;
  forgetCopy(tx, platform, caller.uid, partnerId);
  logPortal(tx, platform, {
    customerId: caller.uid,
    partnerId,
    ip: caller.address,
    action: "password",
    result: "done",
  });
  return sv;
}

/** No readable copy of his own choice remains (10 §4.6); his history tells that he made one, without the value (10 §4.5). */
function forgetCopy(tx: Transaction, platform: Platform, id: CustomerId, partnerId: PartnerId): void {
  tx.delete(platform.db.doc(portalSecretPath(id)));
  const told = { actor: id, source: "portal", action: "password-set" } as const;
  const lastActivity = writeEvent(tx, platform, { id, partnerId }, told);
  tx.update(platform.db.doc(customerPath(id)), { ...passwordFacts("customer"), lastActivity });
}
