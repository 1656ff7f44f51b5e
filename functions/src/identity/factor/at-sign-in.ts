import type { AdminId } from "@trunkline/domain/ids/ids";
import { secondFactorPath } from "@trunkline/domain/paths";
import type { Platform } from "../../platform/platform.ts";
import { logOperation } from "../journal.ts";
import { decideCode, factorIn, readFactor, writeFactor } from "./record.ts";

/** What a right password is still worth: `needed` asks for the code that was not sent. */
export type SecondVerdict = "right" | "wrong" | "needed";

/** Checks the code beside a right password, and uses it up. `right` where no second factor is on. */
export async function checkSecondFactor(
  platform: Platform,
  uid: AdminId,
  typed: string | undefined,
  address: string,
): Promise<SecondVerdict> {
  const { db } = platform;
  const stored = readFactor((await db.doc(secondFactorPath(uid)).get()).data());
  if (stored?.state !== "on") return "right";
  const code = typed?.trim() ?? "";
  if (code === "") return "needed";
  return db.runTransaction(async (tx): Promise<SecondVerdict> => {
    const factor = await factorIn(tx, platform, uid);
    // Switched off meanwhile: the session's version has changed too, and the token would open nothing.
    if (factor?.state !== "on") return "wrong";
    const verdict = decideCode(platform, uid, factor, code);
    if (verdict.kind === "wrong") return "wrong";
    writeFactor(tx, platform, uid, verdict.after);
    if (verdict.by === "recovery") {
      logOperation(tx, platform, {
        actor: uid,
        ip: address,
        action: "useRecoveryCode",
        result: "done",
        attributes: { left: verdict.after.recovery.length },
      });
    }
    return "right";
  });
}
