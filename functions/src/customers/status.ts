import type { InputOf } from "@trunkline/domain/calls/call";
import type { changeStatus as declared, StatusAnswer } from "@trunkline/domain/calls/customers";
import { decideStatusChange } from "@trunkline/domain/customer/change";
import type { AdminCaller } from "../doorway/who.ts";
import { notFound } from "../doorway/errors.ts";
import type { Platform } from "../platform/platform.ts";
import { byAdmin, reachCustomer, writeChange } from "./record.ts";
import { readSettings } from "./settings.ts";

/** Changes the status by hand (11 §2); who saw another status than the stored one is asked first. */
export async function changeStatus(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<StatusAnswer> {
  const settings = await readSettings(platform);
  return platform.db.runTransaction(async (tx): Promise<StatusAnswer> => {
    const loaded = await reachCustomer(tx, platform, caller, input.customerId);
    if (loaded === undefined) return notFound;
    const { status } = loaded.customer;
    const decision = decideStatusChange(loaded.customer, input.status);
    if (!decision.ok) return decision.error.kind === "same-status" ? { kind: "same-status" } : notFound;
    if (status !== input.base) {
      const conflict = { field: "status", base: input.base, theirs: status, mine: input.status };
      return { kind: "conflict", conflicts: [conflict] };
    }
    const entryId = writeChange(tx, platform, settings, loaded, {
      ...byAdmin(caller),
      action: "changed",
      will: { status: decision.value.status },
      cause: input.cause ?? undefined,
    });
    return entryId === undefined ? { kind: "same-status" } : { kind: "done", entryId };
  });
}
