/** One document of the demonstration: its path and what it holds. Moments are Dates, which firebase-admin stores as Timestamps. */
export interface SeedDocument {
  readonly path: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** One person who can sign in; the loader makes the account and, where `sealCopy`, the copy that Show shows. */
export interface SeedAccount {
  readonly uid: string;
  readonly kind: "admin" | "customer";
  readonly login: string;
  /** The synthetic address, as in `credentials/{uid}`. */
  readonly email: string;
  readonly password: string;
  readonly passwordBy: "system" | "admin" | "customer";
  readonly sealCopy: boolean;
}
