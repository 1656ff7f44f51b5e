import * as z from "zod/mini";
import { call } from "./call.ts";
import type { BadFields, Conflicted, Done, Limited, NotAllowed } from "./parts.ts";
import { fieldKey, fieldValue } from "./parts.ts";

/** Saves what the portal's profile lets a customer change of himself; each field with the value it was loaded with. */
export const saveOwnProfile = call<
  Done | { readonly kind: "nothing" } | BadFields | Conflicted | Limited | NotAllowed
>()(
  "saveOwnProfile",
  "customer",
  z.strictObject({ touched: z.record(fieldKey, z.strictObject({ base: fieldValue, mine: fieldValue })) }),
);
