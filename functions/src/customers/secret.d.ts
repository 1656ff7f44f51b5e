import type { PasswordSetBy } from "@trunkline/domain/customer/record";
import type { CustomerId } from "@trunkline/domain/ids/ids";
import { type Transaction } from "firebase-admin/firestore";
import type { Platform } from "../platform/platform.ts";
/**
 * Keeps the sealed copy of a password, or removes the older one: of a password the customer chose himself, and of
 * every one while showing is switched off, there is none (10 §4.2, §4.6). `version` grows with each password.
 */
export declare function writeSecret(
  tx: Pick<Transaction, "set" | "delete">,
  platform: Platform,
  id: CustomerId,
  secret: {
    readonly password: string;
    readonly version: number;
    readonly by: PasswordSetBy;
    readonly keep: boolean;
  },
): void;
/** The password out of `portalSecrets/{id}`; undefined when there is no copy or it does not open. */
export declare function openSecret(platform: Platform, id: CustomerId, data: unknown): string | undefined;
