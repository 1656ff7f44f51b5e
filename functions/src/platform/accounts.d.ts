import type { Auth } from "firebase-admin/auth";
import { type Log } from "./log.ts";
export type PasswordVerdict = "right" | "wrong" | "too-many" | "no-account";
/** What an account of the identity service is to be. */
export interface AccountWish {
  readonly uid: string;
  /** Synthetic and random: nobody can guess it, and no mail goes there. */
  readonly address: string;
  readonly disabled: boolean;
  /** Absent: the password stays. An account that has to be made needs one. */
  readonly password?: string;
}
/** The identity service. It holds the only passwords that are checked. */
export interface Accounts {
  /** Makes the account or changes it to that; repeating it changes nothing. False: it is missing and has no password. */
  put(wish: AccountWish): Promise<boolean>;
  exists(uid: string): Promise<boolean>;
  remove(uid: string): Promise<void>;
  /** Ends every refresh token given so far; an account that is not there has none. */
  revoke(uid: string): Promise<void>;
  /** A token with these developer claims: they live in the session it opens and nowhere else. */
  customToken(uid: string, claims: object): Promise<string>;
  checkPassword(address: string, password: string): Promise<PasswordVerdict>;
}
/** Firebase Auth (or its emulator, where FIREBASE_AUTH_EMULATOR_HOST names one). */
export declare function firebaseAccounts(
  auth: () => Promise<Auth>,
  webApiKey: () => string,
  log: Log,
): Accounts;
