import { PERMISSIONS } from "@trunkline/domain/admin/permissions";
import type { AdminId } from "@trunkline/domain/ids/ids";
import type { AdminCaller } from "../../functions/src/doorway/who.ts";
import type { Platform } from "../../functions/src/platform/platform.ts";

/** The demonstration's super-administrator, calling functions without a browser. */
export function ownerOf(platform: Platform): AdminCaller {
  return {
    kind: "admin",
    uid: "demo-admin" as AdminId,
    session: {
      open: true,
      sv: 1,
      partner: "*",
      permissions: PERMISSIONS.filter((one) => !one.endsWith(".own")),
    },
    signedInAt: platform.clock(),
    address: "198.51.100.7",
  };
}
