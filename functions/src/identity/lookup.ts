import { readCustomersConfig } from "@trunkline/domain/config/customers";
import type { AuthField } from "@trunkline/domain/config/customers";
import { signInEmail } from "@trunkline/domain/customer/match";
import { uniqueValue } from "@trunkline/domain/fields/check";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, MATCHES_OF_CUSTOMERS, uniquePath } from "@trunkline/domain/paths";
import type { DocumentReference, Firestore, Query } from "firebase-admin/firestore";
import { sha256 } from "../platform/hash.ts";

/** Where the holder of a unique value is noted; undefined for a value that counts as nothing. */
export function uniqueRef(
  db: Firestore,
  field: string,
  value: string | number | boolean | null,
): DocumentReference | undefined {
  const folded = uniqueValue(value);
  return folded === undefined ? undefined : db.doc(uniquePath(field, sha256(folded)));
}

/** The administrator with that login or e-mail address (15 §1). */
export async function findAdmin(db: Firestore, identifier: string): Promise<AdminId | undefined> {
  const refs = ["adminLogin", "adminEmail"].flatMap((field) => uniqueRef(db, field, identifier) ?? []);
  if (refs.length === 0) return undefined;
  const holders = await db.getAll(...refs);
  const uid = holders.map((holder) => holder.get("uid") as unknown).find((one) => typeof one === "string");
  return uid as AdminId | undefined;
}

/** By what customers sign in; the portal's sign-in page asks for it (20 §1.2). */
export async function authFieldOf(db: Firestore): Promise<AuthField> {
  const config = readCustomersConfig((await db.doc(configPath("customers")).get()).data());
  return config.ok ? config.value.authField : "login";
}

/** The customer with that portal login, or first e-mail address where that is configured; never both (20 §1.3). */
export async function findCustomer(db: Firestore, identifier: string): Promise<CustomerId | undefined> {
  if ((await authFieldOf(db)) === "email") return findByEmail(db, identifier);
  const ref = uniqueRef(db, "login", identifier);
  if (ref === undefined) return undefined;
  const id = (await ref.get()).get("customerId") as unknown;
  return typeof id === "string" ? (id as CustomerId) : undefined;
}

/** Three of the customers and leads whose first address this is: enough to know who is alone with it. */
export function withFirstEmail(db: Firestore, email: string): Query {
  return db.collection(MATCHES_OF_CUSTOMERS).where("signIn", "==", email).limit(3);
}

// An address that two share signs nobody in: it has to be unique (10 §5.5).
async function findByEmail(db: Firestore, identifier: string): Promise<CustomerId | undefined> {
  const email = signInEmail([identifier]);
  if (email === null) return undefined;
  const found = await withFirstEmail(db, email).get();
  const [only] = found.docs;
  return found.size === 1 && only?.get("kind") === "customer" ? (only.id as CustomerId) : undefined;
}
