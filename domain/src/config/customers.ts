import * as z from "zod/mini";
import { BILLING_TYPES } from "../customer/status.ts";
import { badRecord } from "../result/read.ts";
import type { BadRecord, Result } from "../result/result.ts";
import { ok } from "../result/result.ts";

export const ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/** By what customers sign in to their portal (20 §1.3). */
export const AUTH_FIELDS = ["login", "email"] as const;
export type AuthField = (typeof AUTH_FIELDS)[number];

const Stored = z.object({
  loginOnAdd: z._default(z.boolean(), true),
  loginOnEdit: z._default(z.boolean(), true),
  loginCharacters: z._default(z.string(), ALPHANUMERIC),
  showGenerate: z._default(z.boolean(), true),
  loginFormat: z._default(z.string(), "{rand_string|8}"),
  passwordCharacters: z._default(z.string(), ALPHANUMERIC),
  passwordLength: z._default(z.int(), 8),
  passwordFormat: z._default(z.string(), "{rand_string}"),
  showPasswords: z._default(z.boolean(), true),
  authField: z._default(z.enum(AUTH_FIELDS), "login"),
  defaultBillingType: z._default(z.enum(BILLING_TYPES), "recurring"),
  fieldLimit: z._default(z.int(), 10),
  mostFound: z._default(z.int(), 10_000),
});

/** `config/customers`: the settings of 10 §3 and §9. */
export type CustomersConfig = Readonly<z.output<typeof Stored>>;

/** Reads `config/customers`; a document that is not there yet (undefined) reads as the defaults. */
export function readCustomersConfig(data: unknown): Result<CustomersConfig, BadRecord> {
  const parsed = Stored.safeParse(data ?? {});
  return parsed.success ? ok(parsed.data) : badRecord("config/customers", parsed.error);
}
