import { checkCustomersConfig } from "@trunkline/domain/config/check-customers";
import { readCustomersConfig } from "@trunkline/domain/config/customers";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { saveCustomersConfig as declared } from "@trunkline/domain/calls/settings";
import { configPath } from "@trunkline/domain/paths";
import { destroyFieldSecrets } from "../customers/field-secrets.ts";
import { sure } from "../customers/settings.ts";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { restartSweep } from "../portal/sweep.ts";

/**
 * Saves settings of customers (10 §3, §9). Switching the showing of passwords off destroys every readable copy before
 * the answer; switching it on again starts with none (10 §4.2).
 */
export async function saveCustomersConfig(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  if (caller.session.partner !== "*") return notAllowed;
  const { db } = platform;
  const ref = db.doc(configPath("customers"));
  const answer = await db.runTransaction(async (tx) => {
    const stored = (await tx.get(ref)).data() ?? {};
    const before = sure(readCustomersConfig(stored));
    const after = sure(readCustomersConfig({ ...stored, ...input.settings }));
    const problems = checkCustomersConfig(after);
    if (Object.keys(problems).length > 0) return { kind: "fields" as const, problems };
    tx.set(ref, input.settings, { merge: true });
    const attributes = {
      settings: Object.keys(input.settings).join(" "),
      showPasswords: after.showPasswords,
      authField: after.authField,
    };
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "saveCustomersConfig",
      result: before.showPasswords && !after.showPasswords ? "copies-destroyed" : "done",
      attributes,
    });
    return { kind: "done" as const, marks: before.authField !== after.authField };
  });
  if (answer.kind === "fields") return answer;
  // Who shares an address is marked, or not any more: the sweep goes through all of them.
  if (answer.marks) await restartSweep(platform);
  // Also where it was off before: a copy that a kill left behind goes with the next save.
  if (input.settings.showPasswords === false) {
    await destroyCopies(platform);
    await destroyFieldSecrets(platform, null);
  }
  return { kind: "done" };
}

const PAGE = 400;

/** Deletes every sealed copy. New ones cannot appear meanwhile: the setting is off before the first is deleted. */
export async function destroyCopies(platform: Platform): Promise<number> {
  const { db } = platform;
  let destroyed = 0;
  for (;;) {
    const page = await db.collection("portalSecrets").limit(PAGE).get();
    if (page.empty) return destroyed;
    const batch = db.batch();
    for (const doc of page.docs) batch.delete(doc.ref);
    await batch.commit();
    destroyed += page.size;
  }
}
