import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { credentialPath } from "@trunkline/domain/paths";
import type { Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { newId, randomText, type Random } from "../platform/random.ts";

/*
 * A sign-in account lives in the identity service, everything about it in Firestore, and no transaction spans both. So
 * what the account is to be is written into `credentials/{uid}.pending` in the same transaction as its cause, and
 * `settle` carries it over afterwards: at once, at the next sign-in, or by the sweep. A crash in between loses nothing.
 */

export type AccountKind = "admin" | "customer";
export type AccountId = AdminId | CustomerId;

/** What the account is to become. The password is sealed, and gone from here as soon as it is carried over. */
interface Pending {
  readonly version: string;
  readonly sealed: string | null;
  readonly disabled: boolean;
  readonly revoke: boolean;
}

/** `credentials/{uid}`: the synthetic address, the places the account signed in from, and what is still to be done. */
export interface Credential {
  readonly kind: AccountKind;
  readonly email: string;
  /** Hashes of address prefixes, the latest first. */
  readonly places: readonly string[];
  readonly pending: Pending | null;
  /** Epoch milliseconds until which one settler works alone. */
  readonly lease: number;
}

/** A change of an account: a new password, closed or open, older sessions ended. */
export interface AccountChange {
  readonly password?: string;
  readonly disabled: boolean;
  readonly revoke: boolean;
}

/** The document of a new account, to be written in the transaction that makes its owner. */
export function newCredential(
  platform: Platform,
  uid: AccountId,
  kind: AccountKind,
  password: string,
): Credential {
  return {
    kind,
    email: syntheticAddress(platform.random),
    places: [],
    pending: pending(platform, uid, { password, disabled: false, revoke: false }),
    lease: 0,
  };
}

/** What is kept of an account, as a transaction reads it. */
export async function credentialIn(
  tx: Transaction,
  platform: Platform,
  uid: AccountId,
): Promise<Credential | undefined> {
  return readCredential((await tx.get(platform.db.doc(credentialPath(uid as AdminId)))).data());
}

/**
 * The patch of `credentials/{uid}` that asks for a change, to be written in the transaction of its cause. A change without
 * a password of its own names what is `known` of the account: a password that was not carried over yet goes along.
 */
export function pendingChange(
  platform: Platform,
  uid: AccountId,
  change: AccountChange,
  known?: Credential,
): { readonly pending: Pending } {
  const waiting = known?.pending ?? null;
  const password = change.password ?? (waiting === null ? undefined : opened(platform, uid, waiting));
  return { pending: pending(platform, uid, password === undefined ? change : { ...change, password }) };
}

function opened(platform: Platform, uid: AccountId, { sealed, version }: Pending): string | undefined {
  return sealed === null ? undefined : platform.sealer().open(sealed, binding(uid, version));
}

function pending(platform: Platform, uid: AccountId, { password, disabled, revoke }: AccountChange): Pending {
  const version = newId<string>(platform.random);
  const sealed = password === undefined ? null : platform.sealer().seal(password, binding(uid, version));
  return { version, sealed, disabled, revoke };
}

function binding(uid: AccountId, version: string) {
  return { purpose: `pending ${version}`, owner: uid, version: 0 };
}

/** An address nobody can guess, in a domain that can never receive mail. */
export function syntheticAddress(random: Random): string {
  return `${randomText(random, "abcdefghijklmnopqrstuvwxyz0123456789", 32)}@account.invalid`;
}

/** Reads `credentials/{uid}`; undefined when there is none. */
export function readCredential(data: unknown): Credential | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { kind, email, places = [], pending = null, lease = 0 } = data as Partial<Credential>;
  return kind === undefined || email === undefined ? undefined : { kind, email, places, pending, lease };
}

const LEASE_MS = 30_000;
const WAIT_MS = 150;
const TRIES = 40;

/**
 * Carries pending changes over to the identity service until there are none left. False when that could not be
 * finished here: another settler holds the lease for too long, or the account is missing and its password unknown.
 */
export async function settle(platform: Platform, uid: AccountId): Promise<boolean> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const claim = await claimPending(platform, uid);
    if (claim === "nothing") return true;
    if (claim === "busy") {
      await platform.pause(WAIT_MS);
      continue;
    }
    const done = await carryOver(platform, uid, claim.email, claim.pending);
    const finished = await release(platform, uid, claim.pending.version, done);
    if (!done) return false;
    if (finished) return true;
  }
  return false;
}

// One settler at a time: were there two, the older wish could reach the identity service last and stay there.
async function claimPending(platform: Platform, uid: AccountId) {
  return platform.db.runTransaction(async (tx) => {
    const ref = platform.db.doc(credentialPath(uid as AdminId));
    const credential = readCredential((await tx.get(ref)).data());
    if (credential?.pending === undefined || credential.pending === null) return "nothing";
    if (credential.lease > platform.clock()) return "busy";
    tx.update(ref, { lease: platform.clock() + LEASE_MS });
    return { email: credential.email, pending: credential.pending };
  });
}

async function carryOver(
  platform: Platform,
  uid: AccountId,
  address: string,
  wish: Pending,
): Promise<boolean> {
  const password = opened(platform, uid, wish);
  if (wish.sealed !== null && password === undefined) {
    platform.log.warn("a pending password does not open under the present key", { uid });
    return false;
  }
  const done = await platform.accounts.put({
    uid,
    address,
    disabled: wish.disabled,
    ...(password === undefined ? {} : { password }),
  });
  if (wish.revoke) await platform.accounts.revoke(uid);
  return done;
}

/** Gives the lease back; true when nothing newer was asked for meanwhile. */
async function release(platform: Platform, uid: AccountId, version: string, done: boolean): Promise<boolean> {
  return platform.db.runTransaction(async (tx) => {
    const ref = platform.db.doc(credentialPath(uid as AdminId));
    const credential = readCredential((await tx.get(ref)).data());
    if (credential === undefined) return true;
    const same = credential.pending === null || credential.pending.version === version;
    tx.update(ref, { lease: 0, ...(done && same ? { pending: null, settledAt: platform.clock() } : {}) });
    return same;
  });
}

/** As `settle`, for the end of a call whose work is already committed: a failure is the sweep's to repair. */
export async function settleQuietly(platform: Platform, uid: AccountId): Promise<void> {
  try {
    if (!(await settle(platform, uid))) platform.log.warn("an account is still to be settled", { uid });
  } catch (cause) {
    platform.log.failed("settling an account failed; the sweep will repeat it", cause, { uid });
  }
}

/** The address to check a password against: his own, with what is pending carried over first. */
export async function accountAddress(
  platform: Platform,
  uid: AccountId,
  credential: Credential,
): Promise<string> {
  if (credential.pending !== null) await settleQuietly(platform, uid);
  return credential.email;
}
