import { inScope } from "@trunkline/domain/admin/can";
import type { PartnerScope } from "@trunkline/domain/admin/session";
import type { FieldProblem } from "@trunkline/domain/customer/problem";
import type { FieldDefinition } from "@trunkline/domain/fields/definition";
import { attrKey } from "@trunkline/domain/fields/definition";
import type { CustomerId, CustomerNumber, PartnerId } from "@trunkline/domain/ids/ids";
import type { DocumentReference, DocumentSnapshot, Firestore, Transaction } from "firebase-admin/firestore";
import { uniqueRef } from "../identity/lookup.ts";

/** Whose a unique value is: `unique/{field}_{hash}`. */
export interface Holder {
  readonly customerId: CustomerId;
  readonly number: CustomerNumber;
  readonly partnerId: PartnerId;
}

/** The keys of fields whose value may occur once: the login, and additional fields defined so (10 §8.8). */
export function uniqueKeys(definitions: readonly FieldDefinition[]): readonly string[] {
  return ["login", ...definitions.filter((field) => field.unique).map((field) => attrKey(field.name))];
}

type Scalar = string | number | boolean | null;

function scalar(value: unknown): Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
}

/** What a change of unique values comes to: documents to write and to remove, or who holds them already. */
export interface UniquePlan {
  readonly problems: Readonly<Record<string, FieldProblem>>;
  readonly take: readonly DocumentReference[];
  readonly give: readonly DocumentReference[];
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
  owner: { readonly id: CustomerId; readonly scope: PartnerScope },
): Promise<UniquePlan> {
  const problems: Record<string, FieldProblem> = {};
  const take: DocumentReference[] = [];
  const give: DocumentReference[] = [];
  for (const key of keys) {
    if (!Object.hasOwn(after, key)) continue;
    const wanted = uniqueRef(db, key, scalar(after[key]));
    const held = uniqueRef(db, key, scalar(before[key]));
    if (wanted !== undefined) {
      const holder = holderOf(await tx.get(wanted));
      if (holder !== undefined && holder.customerId !== owner.id)
        problems[key] = takenBy(holder, owner.scope);
      else take.push(wanted);
    }
    if (held !== undefined && held.path !== wanted?.path) {
      // Given up only when it is really his: a value that a browser put there was never taken.
      if (holderOf(await tx.get(held))?.customerId === owner.id) give.push(held);
    }
  }
  return { problems, take, give };
}

/** Writes the plan. Nothing may be read in the transaction after this. */
export function writeUnique(tx: Transaction, plan: UniquePlan, holder: Holder): void {
  for (const ref of plan.give) tx.delete(ref);
  for (const ref of plan.take) tx.set(ref, holder);
}

/** The holder noted in a document of `unique/`. */
export function holderOf(doc: DocumentSnapshot): Holder | undefined {
  const customerId = doc.get("customerId") as unknown;
  if (typeof customerId !== "string") return undefined;
  return doc.data() as Holder;
}

/** "Already used by customer #N"; the number stays unsaid when it is another partner's (10 §3.11, 15 §4.7). */
export function takenBy(holder: Holder, scope: PartnerScope): FieldProblem {
  return { kind: "taken", number: inScope(scope, holder.partnerId) ? holder.number : null };
}
