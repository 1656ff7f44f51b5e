import { readCustomersConfig } from "@trunkline/domain/config/customers";
import { matchKeys } from "@trunkline/domain/customer/match";
import { uniqueValue } from "@trunkline/domain/fields/check";
import type { AdminId, CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, customerPath, MATCHES_OF_CUSTOMERS, uniquePath } from "@trunkline/domain/paths";
import type { DocumentReference, Firestore } from "firebase-admin/firestore";
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

/** The customer with that portal login, or first e-mail address where that is configured; never both (20 §1.3). */
export async function findCustomer(db: Firestore, identifier: string): Promise<CustomerId | undefined> {
  const config = readCustomersConfig((await db.doc(configPath("customers")).get()).data());
  if (config.ok && config.value.authField === "email") return findByEmail(db, identifier);
  const ref = uniqueRef(db, "login", identifier);
  if (ref === undefined) return undefined;
  const id = (await ref.get()).get("customerId") as unknown;
  return typeof id === "string" ? (id as CustomerId) : undefined;
}

// An address that two customers share signs nobody in: it has to be unique (10 §5.5).
async function findByEmail(db: Firestore, identifier: string): Promise<CustomerId | undefined> {
  const [key] = matchKeys({ emails: [identifier] });
  if (key === undefined) return undefined;
  const found = await db
    .collection(MATCHES_OF_CUSTOMERS)
    .where("keys", "array-contains", key)
    .limit(20)
    .get();
  const candidates = found.docs
    .filter((doc) => doc.get("kind") === "customer")
    .map((doc) => doc.id as CustomerId);
  if (candidates.length === 0) return undefined;
  const records = await db.getAll(...candidates.map((id) => db.doc(customerPath(id))));
  const owners = records.filter((record) => {
    const emails = record.get("emails") as unknown;
    return Array.isArray(emails) && matchKeys({ emails: [String(emails[0])] })[0] === key;
  });
  return owners.length === 1 ? (owners[0]?.id as CustomerId | undefined) : undefined;
}
