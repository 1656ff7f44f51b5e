import { readCustomersConfig } from "@trunkline/domain/config/customers";
import type { PasswordSetBy } from "@trunkline/domain/customer/record";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { configPath, portalSecretPath } from "@trunkline/domain/paths";
import { FieldValue, Timestamp, type DocumentReference, type Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
import { sure } from "./settings.ts";

const PURPOSE = "portal-password";

/** `portalSecrets/{id}`: the sealed copy of a portal password, and which one of the customer's it is. */
interface SecretDocument {
  readonly sealed: string;
  readonly version: number;
  readonly by: PasswordSetBy;
}

/** A transaction, or a batch of writes. */
interface Writes {
  set(ref: DocumentReference, data: object): unknown;
  delete(ref: DocumentReference): unknown;
}

/**
 * Whether readable copies may be kept. Read in the transaction that would write one: else a copy could be written after
 * the switch of 10 §4.2 destroyed the last, by a request that began before it.
 */
export async function keepsCopies(tx: Transaction, platform: Platform): Promise<boolean> {
  const config = (await tx.get(platform.db.doc(configPath("customers")))).data();
  return sure(readCustomersConfig(config)).showPasswords;
}

/**
 * Keeps the sealed copy of a password, or removes the older one: of a password the customer chose himself, and of
 * every one while showing is switched off, there is none (10 §4.2, §4.6). `version` grows with each password.
 */
export function writeSecret(
  tx: Writes,
  platform: Platform,
  id: CustomerId,
  secret: {
    readonly password: string;
    readonly version: number;
    readonly by: PasswordSetBy;
    readonly keep: boolean;
  },
): void {
  const ref = platform.db.doc(portalSecretPath(id));
  if (!secret.keep || secret.by === "customer") {
    tx.delete(ref);
    return;
  }
  const sealed = platform
    .sealer()
    .seal(secret.password, { purpose: PURPOSE, owner: id, version: secret.version });
  const document: SecretDocument = { sealed, version: secret.version, by: secret.by };
  tx.set(ref, { ...document, setAt: FieldValue.serverTimestamp() });
}

/** A password in the clear, and when it was set (epoch milliseconds). */
export interface Opened {
  readonly password: string;
  readonly setAt: number | null;
}

/** The password out of `portalSecrets/{id}`; undefined when there is no copy or it does not open. */
export function openSecret(platform: Platform, id: CustomerId, data: unknown): Opened | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { sealed, version, setAt } = data as Partial<SecretDocument & { readonly setAt: unknown }>;
  if (typeof sealed !== "string" || typeof version !== "number") return undefined;
  const password = platform.sealer().open(sealed, { purpose: PURPOSE, owner: id, version });
  if (password === undefined) return undefined;
  return { password, setAt: setAt instanceof Timestamp ? setAt.toMillis() : null };
}
