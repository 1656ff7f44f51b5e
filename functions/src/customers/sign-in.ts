import { readSession, type Session } from "@trunkline/domain/admin/session";
import type { PasswordSetBy } from "@trunkline/domain/customer/record";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { credentialPath, portalSecretPath, sessionPath } from "@trunkline/domain/paths";
import { FieldValue, type Transaction } from "firebase-admin/firestore";
import type { AdminCaller } from "../doorway/who.ts";
import { pendingChange, type Credential } from "../identity/account.ts";
import { logOperation } from "../identity/journal.ts";
import { uniqueRef } from "../identity/lookup.ts";
import type { Platform } from "../platform/platform.ts";
import type { Loaded } from "./record.ts";
import { keepsCopies, writeSecret } from "./secret.ts";
import type { Settings } from "./settings.ts";
import { uniqueKeys, uniqueOf } from "./unique.ts";

/** How a customer signs in, as a transaction read it before it writes anything. */
export interface SignIn {
  readonly session: Session | undefined;
  /** The version of the last sealed password; 0 when there never was one. */
  readonly secretVersion: number;
  /** Whether a readable copy of a new password is kept. */
  readonly keeps: boolean;
}

/** Reads it. */
export async function readSignIn(tx: Transaction, platform: Platform, id: CustomerId): Promise<SignIn> {
  const [session, secret] = await tx.getAll(
    platform.db.doc(sessionPath(id)),
    platform.db.doc(portalSecretPath(id)),
  );
  const keeps = await keepsCopies(tx, platform);
  const read = readSession(id, session?.data());
  const version = secret?.get("version") as unknown;
  return {
    session: read.ok ? read.value : undefined,
    secretVersion: typeof version === "number" ? version : 0,
    keeps,
  };
}

/** Sets a portal password: sealed copy, pending change of the account, and the end of all open portal sessions (10 §3.13). */
export function writePassword(
  tx: Transaction,
  platform: Platform,
  id: CustomerId,
  signIn: SignIn,
  { password, by }: { readonly password: string; readonly by: PasswordSetBy },
): void {
  const open = signIn.session?.open ?? true;
  writeSecret(tx, platform, id, {
    password,
    by,
    version: signIn.secretVersion + 1,
    keep: signIn.keeps,
  });
  tx.update(
    platform.db.doc(credentialPath(id)),
    pendingChange(platform, id, { password, disabled: !open, revoke: true }),
  );
  tx.update(platform.db.doc(sessionPath(id)), { sv: FieldValue.increment(1) });
}

/** What the record keeps of a password that was just set; never the password. */
export function passwordFacts(by: PasswordSetBy): Readonly<Record<string, unknown>> {
  return { passwordBy: by, passwordAt: FieldValue.serverTimestamp() };
}

/**
 * Opens or closes the portal for a customer (delete, convert, restore); closing ends his sessions. `credential` is what
 * the transaction read of his account.
 */
export function writeAccess(
  tx: Transaction,
  platform: Platform,
  id: CustomerId,
  open: boolean,
  credential: Credential | undefined,
): void {
  tx.update(
    platform.db.doc(credentialPath(id)),
    pendingChange(platform, id, { disabled: !open, revoke: !open }, credential),
  );
  tx.update(platform.db.doc(sessionPath(id)), { open, sv: FieldValue.increment(1) });
}

/**
 * What follows a customer to another partner in the same transaction: his session, the holders of his unique values
 * and a line that names both partners. His other records follow by the trigger of the record (15 §4.9).
 */
export function writePartner(
  tx: Transaction,
  platform: Platform,
  loaded: Loaded,
  will: Readonly<Record<string, unknown>>,
  partnerId: PartnerId,
  settings: Settings,
  caller: AdminCaller,
): void {
  const { customer } = loaded;
  const after: Record<string, unknown> = { ...loaded.data, ...will };
  const holder = { customerId: customer.id, number: customer.number, partnerId };
  for (const key of uniqueKeys(settings)) {
    const ref = uniqueRef(platform.db, key, uniqueOf(after, key));
    if (ref !== undefined) tx.set(ref, holder);
  }
  tx.update(platform.db.doc(sessionPath(customer.id)), { partner: partnerId });
  logOperation(tx, platform, {
    actor: caller.uid,
    ip: caller.address,
    action: "moveCustomer",
    result: "done",
    customerId: customer.id,
    number: customer.number,
    partnerId,
    attributes: { from: customer.partnerId, to: partnerId },
  });
}
