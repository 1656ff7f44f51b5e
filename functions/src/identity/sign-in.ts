import type { AdminClaims, CustomerClaims } from "@trunkline/domain/admin/session";
import { readSession } from "@trunkline/domain/admin/session";
import type { InputOf } from "@trunkline/domain/calls/call";
import type {
  SignInAnswer,
  signInAdmin as signInAdminCall,
  signInCustomer as signInCustomerCall,
} from "@trunkline/domain/calls/identity";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { adminPath, credentialPath, customerPath, sessionPath } from "@trunkline/domain/paths";
import type { Instant } from "@trunkline/domain/time/instant";
import { FieldValue, type WriteBatch } from "firebase-admin/firestore";
import type { PublicCaller } from "../doorway/call.ts";
import type { Platform } from "../platform/platform.ts";
import { logOperation, logPortal } from "./journal.ts";
import { findAdmin, findCustomer } from "./lookup.ts";
import { pad } from "./padding.ts";
import { checkPassword, withPlace, type Attempt, type Checked } from "./password-check.ts";

/** Signs an administrator in by login or e-mail; every refusal is the same bytes after the same time. */
export async function signInAdmin(
  platform: Platform,
  { address }: PublicCaller,
  input: InputOf<typeof signInAdminCall>,
): Promise<SignInAnswer> {
  const startedAt = platform.clock();
  const uid = await findAdmin(platform.db, input.identifier);
  return signIn(
    platform,
    startedAt,
    { kind: "admin", uid, identifier: input.identifier, password: input.password, address },
    {
      claims: (sv): AdminClaims => ({ kind: "admin", sv }),
      onSuccess: (batch) => {
        batch.update(platform.db.doc(adminPath(uid as AdminId)), {
          lastLoginAt: FieldValue.serverTimestamp(),
        });
      },
      log: (batch, result) => {
        logOperation(batch, platform, { actor: uid ?? null, ip: address, action: "signInAdmin", result });
      },
    },
  );
}

/** Signs a customer in to the portal by the configured identifier; refusals as for administrators (20 §1.2–1.5). */
export async function signInCustomer(
  platform: Platform,
  { address }: PublicCaller,
  input: InputOf<typeof signInCustomerCall>,
): Promise<SignInAnswer> {
  const startedAt = platform.clock();
  const uid = await findCustomer(platform.db, input.identifier);
  return signIn(
    platform,
    startedAt,
    { kind: "customer", uid, identifier: input.identifier, password: input.password, address },
    {
      claims: (sv): CustomerClaims => ({ kind: "customer", sv }),
      onSuccess: (batch) => {
        batch.update(platform.db.doc(customerPath(uid as CustomerId)), {
          lastOnlineAt: FieldValue.serverTimestamp(),
        });
      },
      log: (batch, result, partnerId) => {
        logPortal(batch, platform, {
          customerId: (uid as CustomerId | undefined) ?? null,
          partnerId,
          ip: address,
          action: "sign-in",
          result,
        });
      },
    },
  );
}

interface Way {
  readonly claims: (sv: number) => AdminClaims | CustomerClaims;
  readonly onSuccess: (batch: WriteBatch) => void;
  readonly log: (batch: WriteBatch, result: "ok" | "refused", partnerId: PartnerId | null) => void;
}

async function signIn(
  platform: Platform,
  startedAt: Instant,
  attempt: Attempt,
  way: Way,
): Promise<SignInAnswer> {
  const checked = await checkPassword(platform, attempt);
  if (checked.kind === "locked") return checked;

  const opened =
    checked.kind === "right" && attempt.uid !== undefined
      ? await open(platform, attempt.uid, checked, way)
      : undefined;
  if (opened !== undefined) return { kind: "signed-in", token: opened };

  const batch = platform.db.batch();
  way.log(batch, "refused", null);
  await batch.commit();
  await pad(platform, startedAt);
  return { kind: "refused" };
}

/** The token of an open session; undefined when the account is closed (disabled, deleted, converted). */
async function open(
  platform: Platform,
  uid: AdminId | CustomerId,
  checked: Extract<Checked, { kind: "right" }>,
  way: Way,
): Promise<string | undefined> {
  const session = readSession(uid, (await platform.db.doc(sessionPath(uid)).get()).data());
  if (!session.ok || !session.value.open) return undefined;
  const { sv, partner } = session.value;
  const batch = platform.db.batch();
  way.onSuccess(batch);
  way.log(batch, "ok", partner === "*" ? null : partner);
  const places = withPlace(checked.places, checked.place);
  if (places.join() !== checked.places.join()) {
    batch.update(platform.db.doc(credentialPath(uid as AdminId)), { places });
  }
  const [token] = await Promise.all([platform.accounts.customToken(uid, way.claims(sv)), batch.commit()]);
  return token;
}
