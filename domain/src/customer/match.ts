import { digitsOf, fold } from "../text/fold.ts";
import type { Customer } from "./record.ts";

/** By what a customer can look like another one (14 §3.14). */
export const MATCHES = ["email", "phone", "identification", "companyId", "vatId", "address"] as const;
export type MatchBy = (typeof MATCHES)[number];

type Matched = Pick<
  Customer,
  "name" | "emails" | "billingEmails" | "phones" | "identification" | "companyId" | "vatId" | "street"
>;

// A national number and the same with its country's prefix end alike; shorter ones say too little.
const PHONE_TAIL = 9;
const SHORTEST_PHONE = 6;

/**
 * The values by which a record is compared with others, folded, each as `by:value`: addresses without case, phones by
 * their last nine digits, documents without spaces, and name with street together. Missing fields give none.
 */
export function matchKeys(record: Partial<Matched>): readonly string[] {
  const keys: string[] = [];
  const add = (by: MatchBy, value: string) => {
    if (value !== "") keys.push(`${by}:${value}`);
  };
  for (const email of [...(record.emails ?? []), ...(record.billingEmails ?? [])])
    add("email", email.trim().toLowerCase());
  for (const phone of record.phones ?? []) {
    const digits = digitsOf(phone);
    if (digits.length >= SHORTEST_PHONE) add("phone", digits.slice(-PHONE_TAIL));
  }
  for (const by of ["identification", "companyId", "vatId"] as const)
    add(by, fold(record[by] ?? "").replaceAll(" ", ""));
  const { name = "", street = "" } = record;
  if (name !== "" && street !== "") add("address", [name, street].map(fold).join("|"));
  // An index entry holds 1,500 bytes; nothing that long is a coincidence anyway.
  return [...new Set(keys)].map((key) => key.slice(0, 400));
}

/** The address he signs in by where that is configured: his first one, without case; null when he has none (20 §1.3). */
export function signInEmail(emails: readonly string[]): string | null {
  const first = emails[0]?.normalize("NFC").trim().toLowerCase() ?? "";
  return first === "" ? null : first;
}

/** By what a key compares. */
export function matchedBy(key: string): MatchBy | undefined {
  return MATCHES.find((by) => key.startsWith(`${by}:`));
}
