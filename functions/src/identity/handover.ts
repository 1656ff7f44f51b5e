import { IMPERSONATION_MS, readSession, type ImpersonationClaims } from "@trunkline/domain/admin/session";
import { holds, inScope, reaches } from "@trunkline/domain/admin/can";
import { tellEvent } from "@trunkline/domain/activity/tell";
import type { InputOf } from "@trunkline/domain/calls/call";
import type {
  HandoverAnswer,
  loginAsCustomer as loginAsCall,
  RedeemAnswer,
  redeemHandover as redeemCall,
} from "@trunkline/domain/calls/identity";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { AdminId, CustomerId, EntryId, PartnerId } from "@trunkline/domain/ids/ids";
import { activityPath, customerPath, handoverPath, sessionPath } from "@trunkline/domain/paths";
import { FieldValue, Timestamp } from "firebase-admin/firestore";
import type { PublicCaller } from "../doorway/call.ts";
import { notFound } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { sha256 } from "../platform/hash.ts";
import type { Platform } from "../platform/platform.ts";
import { newId } from "../platform/random.ts";
import { logOperation, logPortal } from "./journal.ts";

const CODE_LASTS_MS = 60_000;

/** `handovers/{hash}`: who may open whose portal with the code, until when. The code itself is stored nowhere. */
interface Handover {
  readonly admin: AdminId;
  readonly customerId: CustomerId;
  readonly partnerId: PartnerId;
  readonly until: number;
}

/** Makes the one-use code with which a new tab opens the portal as this customer; told in his Activity (20 §1.9–1.10). */
export async function loginAsCustomer(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof loginAsCall>,
): Promise<HandoverAnswer> {
  const { db } = platform;
  const code = Buffer.from(platform.random.bytes(32)).toString("base64url");
  return db.runTransaction(async (tx): Promise<HandoverAnswer> => {
    const read = readCustomer(
      input.customerId,
      (await tx.get(db.doc(customerPath(input.customerId)))).data(),
    );
    if (!read.ok || read.value.kind !== "customer" || !reaches(caller, read.value)) return notFound;
    const { id, partnerId, number } = read.value;
    const until = platform.clock() + CODE_LASTS_MS;
    const handover: Handover = { admin: caller.uid, customerId: id, partnerId, until };
    tx.create(db.doc(handoverPath(sha256(code))), { ...handover, expireAt: Timestamp.fromMillis(until) });
    tx.create(
      db.doc(activityPath(id, newId<EntryId>(platform.random))),
      tellEvent({
        time: FieldValue.serverTimestamp(),
        actor: caller.uid,
        source: "administrator",
        kind: "customer",
        record: id,
        action: "opened-portal",
        partnerId,
      }),
    );
    const where = { customerId: id, partnerId, ip: caller.address };
    logPortal(tx, platform, { ...where, action: "operator", result: "opened", behalf: caller.uid });
    logOperation(tx, platform, {
      ...where,
      number,
      actor: caller.uid,
      action: "loginAsCustomer",
      result: "done",
    });
    return { kind: "done", code };
  });
}

/** Exchanges the code, once, for a portal token of a quarter of an hour; the administrator's rights are looked at again. */
export async function redeemHandover(
  platform: Platform,
  _caller: PublicCaller,
  input: InputOf<typeof redeemCall>,
): Promise<RedeemAnswer> {
  const { db } = platform;
  const claims = await db.runTransaction(async (tx) => {
    const ref = db.doc(handoverPath(sha256(input.code)));
    const handover = (await tx.get(ref)).data() as Handover | undefined;
    if (handover === undefined) return undefined;
    const session = readSession(handover.admin, (await tx.get(db.doc(sessionPath(handover.admin)))).data());
    tx.delete(ref);
    if (handover.until < platform.clock() || !session.ok) return undefined;
    if (
      !holds(session.value, "customers.view.loginAs") ||
      !inScope(session.value.partner, handover.partnerId)
    )
      return undefined;
    const made: ImpersonationClaims = {
      kind: "customer",
      imp: handover.admin,
      impExp: platform.clock() + IMPERSONATION_MS,
      ro: !holds(session.value, "customers.view.actAs"),
      sv: session.value.sv,
    };
    return { uid: handover.customerId, made };
  });
  if (claims === undefined) return { kind: "refused" };
  return { kind: "signed-in", token: await platform.accounts.customToken(claims.uid, claims.made) };
}
