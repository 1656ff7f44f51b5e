import type { Auth } from "firebase-admin/auth";
import { describe, type Log } from "./log.ts";

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
export function firebaseAccounts(auth: () => Promise<Auth>, webApiKey: () => string, log: Log): Accounts {
  return {
    async put({ uid, address, disabled, password }) {
      const properties = { email: address, disabled, ...(password === undefined ? {} : { password }) };
      try {
        await (await auth()).updateUser(uid, properties);
        return true;
      } catch (cause) {
        if (!isCode(cause, "auth/user-not-found")) throw cause;
      }
      if (password === undefined) return false;
      try {
        await (await auth()).createUser({ uid, ...properties });
      } catch (cause) {
        // Somebody else settled the same account between our two calls; his wish was the same as ours.
        if (!isCode(cause, "auth/uid-already-exists")) throw cause;
        await (await auth()).updateUser(uid, properties);
      }
      return true;
    },
    exists: async (uid) => orIfMissing(async () => (await (await auth()).getUser(uid)).uid === uid, false),
    remove: async (uid) => orIfMissing(async () => (await auth()).deleteUser(uid), undefined),
    revoke: async (uid) => orIfMissing(async () => (await auth()).revokeRefreshTokens(uid), undefined),
    customToken: async (uid, claims) => (await auth()).createCustomToken(uid, claims),
    checkPassword: (address, password) => verifyPassword(address, password, webApiKey(), log),
  };
}

const WRONG = new Set(["INVALID_LOGIN_CREDENTIALS", "INVALID_PASSWORD", "USER_DISABLED"]);

// The Admin SDK cannot check a password, so this is the endpoint the web SDK uses, called from here.
async function verifyPassword(
  email: string,
  password: string,
  key: string,
  log: Log,
): Promise<PasswordVerdict> {
  const emulator = process.env["FIREBASE_AUTH_EMULATOR_HOST"];
  const host =
    emulator === undefined
      ? "https://identitytoolkit.googleapis.com"
      : `http://${emulator}/identitytoolkit.googleapis.com`;
  const answer = await fetch(
    `${host}/v1/accounts:signInWithPassword?key=${encodeURIComponent(key === "" ? "none" : key)}`,
    {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password, returnSecureToken: true }),
      signal: AbortSignal.timeout(10_000),
    },
  );
  if (answer.ok) {
    await answer.body?.cancel();
    return "right";
  }
  const code = errorCode(await answer.json().catch(() => null));
  if (WRONG.has(code)) return "wrong";
  if (code === "EMAIL_NOT_FOUND") return "no-account";
  if (code === "TOO_MANY_ATTEMPTS_TRY_LATER") return "too-many";
  log.warn("the identity service refused to check a password", { code, status: answer.status });
  throw new Error("The identity service did not check the password");
}

// `{error: {message: "CODE : more words"}}`
function errorCode(body: unknown): string {
  if (typeof body !== "object" || body === null || !("error" in body)) return "";
  const { error } = body;
  if (typeof error !== "object" || error === null || !("message" in error)) return "";
  return String(error.message).split(" ")[0] ?? "";
}

function isCode(cause: unknown, code: string): boolean {
  return describe(cause)["code"] === code;
}

async function orIfMissing<T>(work: () => Promise<T>, missing: T): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isCode(cause, "auth/user-not-found")) return missing;
    throw cause;
  }
}
