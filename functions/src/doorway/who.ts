import { holds, inScope } from "@trunkline/domain/admin/can";
import type { Session, Viewer } from "@trunkline/domain/admin/session";
import { readSession } from "@trunkline/domain/admin/session";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { sessionPath } from "@trunkline/domain/paths";
import type { Instant } from "@trunkline/domain/time/instant";
import type { Firestore } from "firebase-admin/firestore";
import { notForYou, notSignedIn } from "./errors.ts";

/** The verified token of a request, as far as we look at it. */
export interface Token {
  readonly uid: string;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** An administrator whose session is open and whose token carries its present version. */
export interface AdminCaller extends Viewer {
  readonly kind: "admin";
  /** When he last typed his password. */
  readonly signedInAt: Instant;
  readonly address: string;
}

/** An administrator who looks at the portal as the customer. */
export interface Impersonator {
  readonly admin: AdminId;
  readonly readOnly: boolean;
}

/** A customer with an open session, or the administrator who acts as him. */
export interface CustomerCaller {
  readonly kind: "customer";
  readonly uid: CustomerId;
  readonly session: Session;
  readonly as: Impersonator | null;
  readonly address: string;
}

export type SignedInCaller = AdminCaller | CustomerCaller;

/** Who asks: token kind, open session and session version, read in one go. Throws for everybody else. */
export async function callerOf(
  db: Firestore,
  token: Token | undefined,
  now: Instant,
  address: string,
): Promise<SignedInCaller> {
  if (token === undefined) throw notSignedIn();
  const { uid, claims } = token;
  const kind = claims["kind"];
  if (kind === "admin") {
    const session = await openSession(db, uid as AdminId, claims["sv"]);
    return {
      kind,
      uid: uid as AdminId,
      session,
      signedInAt: Number(claims["at"] ?? 0) as Instant,
      address,
    };
  }
  if (kind !== "customer") throw notForYou();
  const imp = claims["imp"];
  if (typeof imp !== "string") {
    const session = await openSession(db, uid as CustomerId, claims["sv"]);
    return { kind, uid: uid as CustomerId, session, as: null, address };
  }
  // The token outlives the visit: a quarter of an hour is what was granted (20 §1.10).
  if (!(Number(claims["impExp"]) > now)) throw notSignedIn("session-ended");
  const [session, visited] = await Promise.all([
    openSession(db, imp as AdminId, claims["sv"]),
    db.doc(sessionPath(uid as CustomerId)).get(),
  ]);
  const customer = readSession(uid, visited.data());
  if (!customer.ok || !customer.value.open || customer.value.partner === "*")
    throw notSignedIn("session-ended");
  if (!holds(session, "customers.view.loginAs") || !inScope(session.partner, customer.value.partner))
    throw notForYou();
  return {
    kind,
    uid: uid as CustomerId,
    session,
    as: { admin: imp as AdminId, readOnly: claims["ro"] !== false },
    address,
  };
}

/** The administrator who asks; a customer's token is refused (15 §1.19). */
export async function adminCaller(
  db: Firestore,
  token: Token | undefined,
  now: Instant,
  address: string,
): Promise<AdminCaller> {
  if (token !== undefined && token.claims["kind"] !== "admin") throw notForYou();
  const caller = await callerOf(db, token, now, address);
  if (caller.kind !== "admin") throw notForYou();
  return caller;
}

/** The customer who asks; an administrator's token is refused. */
export async function customerCaller(
  db: Firestore,
  token: Token | undefined,
  now: Instant,
  address: string,
): Promise<CustomerCaller> {
  if (token !== undefined && token.claims["kind"] !== "customer") throw notForYou();
  const caller = await callerOf(db, token, now, address);
  if (caller.kind !== "customer") throw notForYou();
  return caller;
}

async function openSession(db: Firestore, uid: AdminId | CustomerId, version: unknown): Promise<Session> {
  const stored = await db.doc(sessionPath(uid)).get();
  const session = readSession(uid, stored.data());
  if (!session.ok || !session.value.open || session.value.sv !== version) throw notSignedIn("session-ended");
  return session.value;
}
