import type { AdminClaims, CustomerClaims } from "@trunkline/domain/admin/session";
import { readSession, type Session } from "@trunkline/domain/admin/session";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  SignInAnswer,
  signInAdmin as signInAdminCall,
  signInBy as signInByCall,
  signInCustomer as signInCustomerCall,
} from "@trunkline/domain/calls/identity";
import type { Limited } from "@trunkline/domain/calls/parts";
import type { AdminId, CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { adminPath, credentialPath, customerPath, sessionPath } from "@trunkline/domain/paths";
import type { Instant } from "@trunkline/domain/time/instant";
import { FieldValue, type WriteBatch } from "firebase-admin/firestore";
import { writeEvent } from "../customers/record.ts";
import type { PublicCaller } from "../doorway/call.ts";
import { takeTurnAt } from "../doorway/frequency.ts";
import type { Platform } from "../platform/platform.ts";
import { checkSecondFactor, type SecondVerdict } from "./factor/at-sign-in.ts";
import { logOperation, logPortal } from "./journal.ts";
import { authFieldOf, findAdmin, findCustomer } from "./lookup.ts";
import { pad } from "./padding.ts";
import { countAndCheck, withPlace, type Attempt, type CountedCheck } from "./password-check.ts";

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
      claims: (sv, at): AdminClaims => ({ kind: "admin", sv, at }),
      second: () => checkSecondFactor(platform, uid as AdminId, input.code, address),
      turn: async () => undefined,
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
      second: async () => "right",
      turn: () => takeTurnAt(platform, `entered_${uid}`, MOST_ENTERED),
      onSuccess: (batch, session) => {
        const id = uid as CustomerId;
        batch.update(platform.db.doc(customerPath(id)), { lastOnlineAt: FieldValue.serverTimestamp() });
        // In his history too (12 §6.5); the portal log has the refused tries as well.
        const event = { actor: id, source: "portal", action: "signed-in" } as const;
        writeEvent(batch, platform, { id, partnerId: session.partner as PartnerId }, event);
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

/** What the portal's sign-in page asks for (20 §1.2). It says nothing about anybody. */
export async function signInBy(
  platform: Platform,
  _caller: PublicCaller,
  _input: InputOf<typeof signInByCall>,
): Promise<AnswerOf<typeof signInByCall>> {
  return { kind: "by", field: await authFieldOf(platform.db) };
}

// Each sign-in of a customer is a line of his history and of the log: far more often than anybody comes in.
const MOST_ENTERED = { most: 60, minutes: 15 };

interface Way {
  readonly claims: (sv: number, at: number) => AdminClaims | CustomerClaims;
  /** What is asked beside a right password. */
  readonly second: () => Promise<SecondVerdict>;
  /** Whether he may come in once more, counted. */
  readonly turn: () => Promise<Limited | undefined>;
  readonly onSuccess: (batch: WriteBatch, session: Session) => void;
  readonly log: (
    batch: WriteBatch,
    result: "ok" | "refused" | "code-needed",
    partnerId: PartnerId | null,
  ) => void;
}

type Right = Extract<CountedCheck, { kind: "right" }>;

async function signIn(
  platform: Platform,
  startedAt: Instant,
  attempt: Attempt,
  way: Way,
): Promise<SignInAnswer> {
  const checked = await countAndCheck(platform, attempt);
  if (checked.kind === "locked") return checked;

  const answer =
    checked.kind === "right" && attempt.uid !== undefined
      ? await open(platform, attempt.uid, checked, way)
      : undefined;
  if (answer !== undefined) return answer;

  const batch = platform.db.batch();
  way.log(batch, "refused", null);
  await batch.commit();
  await pad(platform, startedAt);
  return { kind: "refused" };
}

/** What a right password opens; undefined when the account is closed (disabled, deleted, converted) or the code wrong. */
async function open(
  platform: Platform,
  uid: AdminId | CustomerId,
  checked: Right,
  way: Way,
): Promise<SignInAnswer | undefined> {
  // Read before the second factor: were it switched on in between, this version would be outdated already.
  const session = readSession(uid, (await platform.db.doc(sessionPath(uid)).get()).data());
  if (!session.ok || !session.value.open) {
    await checked.takeBack();
    return undefined;
  }
  const second = await way.second();
  // The guess stays counted: a right password must not open the way to a thousand codes.
  if (second === "wrong") return undefined;
  await checked.takeBack();
  if (second === "needed") {
    const batch = platform.db.batch();
    way.log(batch, "code-needed", scopeOf(session.value));
    await batch.commit();
    return { kind: "code-needed" };
  }
  const limited = await way.turn();
  if (limited !== undefined) return { kind: "locked", seconds: limited.minutes * 60 };
  return { kind: "signed-in", token: await enter(platform, uid, session.value, checked, way) };
}

async function enter(
  platform: Platform,
  uid: AdminId | CustomerId,
  session: Session,
  checked: Right,
  way: Way,
): Promise<string> {
  const batch = platform.db.batch();
  way.onSuccess(batch, session);
  way.log(batch, "ok", scopeOf(session));
  const places = withPlace(checked.places, checked.place);
  if (places.join() !== checked.places.join()) {
    batch.update(platform.db.doc(credentialPath(uid as AdminId)), { places });
  }
  const token = platform.accounts.customToken(uid, way.claims(session.sv, platform.clock()));
  return (await Promise.all([token, batch.commit()]))[0];
}

function scopeOf({ partner }: Session): PartnerId | null {
  return partner === "*" ? null : partner;
}
