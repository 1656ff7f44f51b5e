import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import type { Platform } from "../platform/platform.ts";
import { type Random } from "../platform/random.ts";
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
export declare function newCredential(
  platform: Platform,
  uid: AccountId,
  kind: AccountKind,
  password: string,
): Credential;
/** The patch of `credentials/{uid}` that asks for a change, to be written in the transaction of its cause. */
export declare function pendingChange(
  platform: Platform,
  uid: AccountId,
  change: AccountChange,
): {
  readonly pending: Pending;
};
/** An address nobody can guess, in a domain that can never receive mail. */
export declare function syntheticAddress(random: Random): string;
/** Reads `credentials/{uid}`; undefined when there is none. */
export declare function readCredential(data: unknown): Credential | undefined;
/**
 * Carries pending changes over to the identity service until there are none left. False when that could not be
 * finished here: another settler holds the lease for too long, or the account is missing and its password unknown.
 */
export declare function settle(platform: Platform, uid: AccountId): Promise<boolean>;
/** As `settle`, for the end of a call whose work is already committed: a failure is the sweep's to repair. */
export declare function settleQuietly(platform: Platform, uid: AccountId): Promise<void>;
/** The address to check a password against: his own, with what is pending carried over first. */
export declare function accountAddress(
  platform: Platform,
  uid: AccountId,
  credential: Credential,
): Promise<string>;
export {};
