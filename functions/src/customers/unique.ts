import { holds, inScope } from "@trunkline/domain/admin/can";
import type { PartnerScope, Viewer } from "@trunkline/domain/admin/session";
import { signInEmail } from "@trunkline/domain/customer/match";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import { attrKey } from "@trunkline/domain/fields/definition";
import type { CustomerId, CustomerNumber, PartnerId } from "@trunkline/domain/ids/ids";
import { customerPath } from "@trunkline/domain/paths";
import {
  FieldValue,
  type DocumentReference,
  type DocumentSnapshot,
  type Firestore,
  type Transaction,
} from "firebase-admin/firestore";
import { uniqueRef, withFirstEmail } from "../identity/lookup.ts";
import type { Settings } from "./settings.ts";

/** Whose a unique value is: `unique/{field}_{hash}`. */
export interface Holder {
  readonly customerId: CustomerId;
  readonly number: CustomerNumber;
  readonly partnerId: PartnerId;
}

/** The key of the address a customer signs in by: the first of his `emails`. */
const EMAIL = "email";

/**
 * The keys of values that may occur once: the login, the first e-mail address where customers sign in by it (10 §5.5),
 * and additional fields defined so (10 §8.8).
 */
export function uniqueKeys({
  customers,
  definitions,
}: Pick<Settings, "customers" | "definitions">): readonly string[] {
  const own = definitions.filter((field) => field.unique).map((field) => attrKey(field.name));
  return ["login", ...(customers.authField === "email" ? [EMAIL] : []), ...own];
}

/** The field of the record that a unique value comes from, and by which a problem with it is told. */
export function uniqueField(key: string): string {
  return key === EMAIL ? "emails" : key;
}

type Scalar = string | number | boolean | null;

/** A record's value that may occur once; null where it has none. */
export function uniqueOf(record: Readonly<Record<string, unknown>>, key: string): Scalar {
  const value = record[uniqueField(key)];
  if (key === EMAIL) return Array.isArray(value) ? signInEmail(value.map(String)) : null;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** What a change of unique values comes to: documents to write and to remove, or who holds them already. */
export interface UniquePlan {
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly take: readonly DocumentReference[];
  readonly give: readonly DocumentReference[];
  /** Customers who from now on hold alone what they shared with this one: they are looked at anew. */
  readonly alone: readonly DocumentReference[];
}

/**
 * Compares the unique values before and after a change with what others hold, reading inside the transaction (so
 * that of two who take the same value one is refused). Only fields present in `after` are looked at.
 */
export async function planUnique(
  tx: Transaction,
  db: Firestore,
  keys: readonly string[],
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  owner: { readonly id: CustomerId; readonly scope: PartnerScope | null },
): Promise<UniquePlan> {
  const problems: Record<string, FieldProblem> = {};
  const take: DocumentReference[] = [];
  const give: DocumentReference[] = [];
  const alone: DocumentReference[] = [];
  for (const key of keys) {
    if (!Object.hasOwn(after, uniqueField(key))) continue;
    const [value, old] = [uniqueOf(after, key), uniqueOf(before, key)];
    const wanted = uniqueRef(db, key, value);
    const held = uniqueRef(db, key, old);
    // An address may be shared from the time when customers signed in by login. Who only keeps it takes nothing.
    if (key === EMAIL && held?.path === wanted?.path) continue;
    if (wanted !== undefined) {
      const noted = holderOf(await tx.get(wanted));
      // Who wrote an address before it had to be unique never noted it: what tells is the first address of everybody.
      const holder = key === EMAIL ? (await othersWith(tx, db, String(value), owner.id))[0] : noted;
      if (holder !== undefined && holder.customerId !== owner.id)
        problems[uniqueField(key)] = takenBy(holder, owner.scope);
      else take.push(wanted);
    }
    if (held !== undefined && held.path !== wanted?.path) {
      // Given up only when it is really his: a value that a browser put there was never taken.
      if (holderOf(await tx.get(held))?.customerId === owner.id) give.push(held);
      if (key !== EMAIL) continue;
      const [left, ...more] = await othersWith(tx, db, String(old), owner.id);
      if (left !== undefined && more.length === 0) alone.push(db.doc(customerPath(left.customerId)));
    }
  }
  return { problems, take, give, alone };
}

/** Others whose first address this is: at least two of them where there are so many. */
export async function othersWith(
  tx: Pick<Transaction, "get">,
  db: Firestore,
  email: string,
  owner: CustomerId,
): Promise<readonly Holder[]> {
  const found = await (tx as Transaction).get(withFirstEmail(db, email));
  return found.docs
    .filter(({ id }) => id !== owner)
    .map((doc) => ({
      customerId: doc.id as CustomerId,
      number: doc.get("number") as CustomerNumber,
      partnerId: doc.get("partnerId") as PartnerId,
    }));
}

/** Writes the plan. Nothing may be read in the transaction after this. */
export function writeUnique(tx: Transaction, plan: UniquePlan, holder: Holder): void {
  for (const ref of plan.give) tx.delete(ref);
  for (const ref of plan.take) tx.set(ref, holder);
  for (const ref of plan.alone) tx.update(ref, { "flaws.emails": FieldValue.delete() });
}

/** The holder noted in a document of `unique/`. */
export function holderOf(doc: DocumentSnapshot): Holder | undefined {
  const customerId = doc.get("customerId") as unknown;
  if (typeof customerId !== "string") return undefined;
  return doc.data() as Holder;
}

/** "Already used by customer #N"; the number stays unsaid when it is another partner's (10 §3.11, 15 §4.7). */
export function takenBy(holder: Holder, scope: PartnerScope | null): FieldProblem {
  return { kind: "taken", number: scope !== null && inScope(scope, holder.partnerId) ? holder.number : null };
}

/** Within which partners holders are named to an administrator: none to one who sees only what he added himself. */
export function namedWithin({ session }: Viewer): PartnerScope | null {
  return holds(session, "customers.view") ? session.partner : null;
}
