import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type { saveMapsConfig as declared } from "@trunkline/domain/calls/settings";
import { checkMapsConfig, readMapsConfig } from "@trunkline/domain/config/maps";
import { configPath } from "@trunkline/domain/paths";
import { sure } from "../customers/settings.ts";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";

/** Saves settings of maps (12 §3.4.3); the log names what was changed, never the key. */
export async function saveMapsConfig(
  platform: Platform,
  caller: AdminCaller,
  { settings }: InputOf<typeof declared>,
): Promise<AnswerOf<typeof declared>> {
  if (caller.session.partner !== "*") return notAllowed;
  const ref = platform.db.doc(configPath("maps"));
  return platform.db.runTransaction(async (tx) => {
    const stored = (await tx.get(ref)).data() ?? {};
    const problems = checkMapsConfig(sure(readMapsConfig({ ...stored, ...settings })));
    if (Object.keys(problems).length > 0) return { kind: "fields" as const, problems };
    const names = Object.keys(settings);
    // Each setting whole: merged into the map of centres, one that was emptied would stay.
    if (names.length > 0) tx.set(ref, settings, { mergeFields: names });
    logOperation(tx, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "saveMapsConfig",
      result: "done",
      attributes: { settings: names.join(" ") },
    });
    return { kind: "done" as const };
  });
}
