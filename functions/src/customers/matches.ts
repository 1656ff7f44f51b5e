import { matchKeys, signInEmail } from "@trunkline/domain/customer/match";
import type { Customer } from "@trunkline/domain/customer/record";
import type { CustomerKind } from "@trunkline/domain/customer/status";
import type { CustomerNumber, PartnerId } from "@trunkline/domain/ids/ids";

/** `matches/{id}`: what of a customer is compared with others, derived whole each time. */
export interface MatchDocument {
  readonly keys: readonly string[];
  readonly kind: CustomerKind;
  readonly number: CustomerNumber;
  readonly partnerId: PartnerId;
  readonly name: string;
  /** The address he signs in by where that is configured; null when he has none, or is deleted. */
  readonly signIn: string | null;
}

/** The document for a customer. */
export function matchOf(customer: Customer): MatchDocument {
  const { kind, number, partnerId, name } = customer;
  const signIn = kind === "deleted" ? null : signInEmail(customer.emails);
  // A deleted customer is nobody's twin, and must not crowd out those who are.
  return { keys: kind === "deleted" ? [] : matchKeys(customer), kind, number, partnerId, name, signIn };
}
