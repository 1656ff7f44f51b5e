import * as z from "zod/mini";
import { call } from "./call.ts";
import { adminId, type Done, type NotAllowed, type NotFound } from "./parts.ts";

/*
 * The second factor of administrators (15 §1.11). Whoever finds a desk left open has its session, never its owner's
 * password: switching on, switching off and new recovery codes ask for it. Secret and recovery codes are in one answer
 * each, and never again.
 */

const password = z.string().check(z.minLength(1), z.maxLength(1000));
/** Six digits of the app, or a recovery code; blanks and dashes do not matter. */
const code = z.string().check(z.minLength(1), z.maxLength(64));

type WrongPassword = { readonly kind: "wrong-password" };
type WrongCode = { readonly kind: "wrong-code" };
type Locked = { readonly kind: "locked"; readonly seconds: number };
type NotOn = { readonly kind: "not-on" };

export type SecondFactorState = {
  readonly kind: "state";
  readonly on: boolean;
  /** Recovery codes that were not used yet. */
  readonly recoveryLeft: number;
};

/** Whether the caller's own second factor is on. */
export const secondFactorState = call<SecondFactorState>()("secondFactorState", "admin", z.strictObject({}));

export type BeginSecondFactorAnswer =
  /** `uri` is `otpauth://…`, `secret` the same in base32 for typing; good for a quarter of an hour. */
  | { readonly kind: "begun"; readonly uri: string; readonly secret: string }
  | { readonly kind: "already-on" }
  | WrongPassword
  | Locked;

/** Makes a secret for the caller's authenticator app; nothing is switched on before its first code. */
export const beginSecondFactor = call<BeginSecondFactorAnswer>()(
  "beginSecondFactor",
  "admin",
  z.strictObject({ password }),
);

export type ConfirmSecondFactorAnswer =
  /** Every other session has ended; this one goes on with the token. */
  | { readonly kind: "signed-in"; readonly token: string; readonly recoveryCodes: readonly string[] }
  /** Nothing was begun, or too long ago. */
  | { readonly kind: "expired" }
  | { readonly kind: "already-on" }
  | WrongCode
  | Locked;

/** Switches the second factor on with the app's first code; answers ten recovery codes. */
export const confirmSecondFactor = call<ConfirmSecondFactorAnswer>()(
  "confirmSecondFactor",
  "admin",
  z.strictObject({ code }),
);

export type RemoveSecondFactorAnswer =
  | { readonly kind: "signed-in"; readonly token: string }
  | WrongPassword
  | WrongCode
  | Locked
  | NotOn;

/** Switches the caller's second factor off; every other session ends. */
export const removeSecondFactor = call<RemoveSecondFactorAnswer>()(
  "removeSecondFactor",
  "admin",
  z.strictObject({ password, code }),
);

export type RecoveryCodesAnswer =
  | { readonly kind: "done"; readonly recoveryCodes: readonly string[] }
  | WrongPassword
  | WrongCode
  | Locked
  | NotOn;

/** Ten new recovery codes in place of the old ones. */
export const newRecoveryCodes = call<RecoveryCodesAnswer>()(
  "newRecoveryCodes",
  "admin",
  z.strictObject({ password, code }),
);

export type ResetSecondFactorAnswer = Done | { readonly kind: "yourself" } | NotOn | NotAllowed | NotFound;

/** Switches another administrator's second factor off, by a super-administrator; his sessions end (15 §1.11). */
export const resetSecondFactor = call<ResetSecondFactorAnswer>()(
  "resetSecondFactor",
  "admin",
  z.strictObject({ adminId }),
);
