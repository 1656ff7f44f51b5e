import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  generateLogin as loginCall,
  generatePassword as passwordCall,
} from "@trunkline/domain/calls/customers";
import { makePassword, varies } from "@trunkline/domain/credentials/generate";
import { inScope } from "@trunkline/domain/admin/can";
import { MAIN_LOCATION, MAIN_PARTNER } from "@trunkline/domain/ids/ids";
import { counterPath } from "@trunkline/domain/paths";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import type { Platform } from "../platform/platform.ts";
import { freeLogin, loginPieces, writeNext } from "./login.ts";
import { readSettings } from "./settings.ts";

/** A login by the configured format, free at this moment; only `{next}` uses something up (10 §3.9). */
export async function generateLogin(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof loginCall>,
): Promise<AnswerOf<typeof loginCall>> {
  const settings = await readSettings(platform);
  const own = caller.session.partner;
  const partnerId = input.partnerId ?? (own === "*" ? MAIN_PARTNER : own);
  if (!inScope(own, partnerId)) return notAllowed;
  const { db } = platform;
  const free = await db.runTransaction(async (tx) => {
    const next = input.number ?? ((await tx.get(db.doc(counterPath("customers")))).get("next") as unknown);
    const made = await freeLogin(tx, platform, settings.customers, {
      id: typeof next === "number" ? next : 1,
      email: input.email.split(",")[0]?.trim() ?? "",
      phone: input.phone.split(",")[0]?.trim() ?? "",
      partnerId,
      locationId: input.locationId ?? MAIN_LOCATION,
      dateAdded: input.dateAdded ?? settings.today,
    });
    writeNext(tx, db, made.next);
    return made;
  });
  return { kind: "login", login: free.login, varies: varies(loginPieces(settings.customers)) };
}

/** A password by the configured format; nothing is stored. */
export async function generatePassword(
  platform: Platform,
  _caller: AdminCaller,
  _input: InputOf<typeof passwordCall>,
): Promise<AnswerOf<typeof passwordCall>> {
  const { customers } = await readSettings(platform);
  return { kind: "password", password: makePassword(customers, (count) => platform.random.bytes(count)) };
}
