import * as z from "zod/mini";
import type { AdminRefusal } from "../admin/record.ts";
import type { AdminId } from "../ids/ids.ts";
import { call } from "./call.ts";
import type { BadFields, Done, NotAllowed, NotFound } from "./parts.ts";
import { adminId, partnerScope, requestKey, roleId, shortText } from "./parts.ts";

const password = z.nullable(z.string().check(z.maxLength(200)));
const person = { login: shortText, name: shortText, email: shortText, phone: shortText };
const rights = {
  roleId,
  partner: partnerScope,
  overrides: z.record(z.string().check(z.maxLength(64)), z.boolean()),
  timeout: z.int().check(z.gte(0), z.lte(86_400)),
};

export type CreateAdminAnswer =
  /** `password` is there once, when it was generated. */
  | { readonly kind: "created"; readonly adminId: AdminId; readonly password: string | null }
  | { readonly kind: "key-reused" }
  | BadFields
  | AdminRefusal
  | NotAllowed;

/** Makes an administrator and his sign-in (15 §1.14); a null password is generated. */
export const createAdmin = call<CreateAdminAnswer>()(
  "createAdmin",
  "admin",
  z.strictObject({ key: requestKey, ...person, ...rights, password }),
);

export type SaveAdminAnswer = Done | BadFields | AdminRefusal | NotAllowed | NotFound;

/** Changes an administrator; role, overrides and partner reach his open pages at once (15 §2.4). */
export const saveAdmin = call<SaveAdminAnswer>()(
  "saveAdmin",
  "admin",
  z.strictObject({ adminId, ...person, ...rights }),
);

/** Disables, enables or deletes an administrator; his sessions end (15 §1.15–1.16). */
export const setAdminState = call<SaveAdminAnswer>()(
  "setAdminState",
  "admin",
  z.strictObject({ adminId, state: z.enum(["active", "disabled", "deleted"]) }),
);

export type AdminPasswordAnswer =
  | { readonly kind: "done"; readonly password: string | null }
  | BadFields
  | NotAllowed
  | NotFound;

/** Sets another administrator's password, typed or (null) generated; his sessions end. */
export const setAdminPassword = call<AdminPasswordAnswer>()(
  "setAdminPassword",
  "admin",
  z.strictObject({ adminId, password }),
);
