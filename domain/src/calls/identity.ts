import * as z from "zod/mini";
import type { AuthField } from "../config/customers.ts";
import { call } from "./call.ts";
import type { Done, NotAllowed, NotFound } from "./parts.ts";
import { customerId, shortText } from "./parts.ts";

const password = z.string().check(z.minLength(1), z.maxLength(1000));

export type SignInAnswer =
  | { readonly kind: "signed-in"; readonly token: string }
  | { readonly kind: "code-needed" }
  /** Wrong, unknown, disabled, closed: one answer for all of them. */
  | { readonly kind: "refused" }
  | { readonly kind: "locked"; readonly seconds: number };

/** Signs an administrator in by login or e-mail (15 §1). */
export const signInAdmin = call<SignInAnswer>()(
  "signInAdmin",
  "anybody",
  z.strictObject({ identifier: shortText, password, code: z.optional(z.string().check(z.maxLength(64))) }),
);

/** Signs a customer in to the portal by the configured identifier (20 §1.2–1.5). */
export const signInCustomer = call<SignInAnswer>()(
  "signInCustomer",
  "anybody",
  z.strictObject({ identifier: shortText, password }),
);

/** By what customers sign in: the caption of the first box of the portal's sign-in page (20 §1.2). */
export const signInBy = call<{ readonly kind: "by"; readonly field: AuthField }>()(
  "signInBy",
  "anybody",
  z.strictObject({}),
);

/** Tells the server that this device signs out; `everywhere` ends all sessions of the identity. */
export const signOut = call<Done>()("signOut", "signed-in", z.strictObject({ everywhere: z.boolean() }));

export type RefreshAnswer =
  | { readonly kind: "signed-in"; readonly token: string }
  | { readonly kind: "closed" };

/** A new token for a session that is still good, with its present version. */
export const refreshSession = call<RefreshAnswer>()("refreshSession", "signed-in", z.strictObject({}));

export type OwnPasswordAnswer =
  | { readonly kind: "signed-in"; readonly token: string }
  | { readonly kind: "wrong-password" }
  | { readonly kind: "locked"; readonly seconds: number }
  | { readonly kind: "too-short"; readonly min: number };

/** Changes the caller's own password; every other session ends, this one goes on with the new token. */
export const changeOwnPassword = call<OwnPasswordAnswer>()(
  "changeOwnPassword",
  "signed-in",
  z.strictObject({ current: password, next: password }),
);

export type HandoverAnswer = { readonly kind: "done"; readonly code: string } | NotAllowed | NotFound;

/** Makes the one-use code (60 s) with which a new tab opens the portal as this customer (20 §1.9). */
export const loginAsCustomer = call<HandoverAnswer>()(
  "loginAsCustomer",
  "admin",
  z.strictObject({ customerId }),
);

export type RedeemAnswer =
  | { readonly kind: "signed-in"; readonly token: string }
  | { readonly kind: "refused" };

/** Exchanges the code for the operator's portal token. */
export const redeemHandover = call<RedeemAnswer>()(
  "redeemHandover",
  "anybody",
  z.strictObject({ code: z.string().check(z.minLength(20), z.maxLength(100)) }),
);
