/** The two kinds of mail that 10 §5.6 tells apart. */
export type MailKind = "billing" | "other";

export type Recipients =
  | { readonly kind: "to"; readonly addresses: readonly string[] }
  | { readonly kind: "nobody"; readonly reason: "no-address" };

interface Addresses {
  readonly emails: readonly string[];
  readonly billingEmails: readonly string[];
}

/**
 * Who gets a mail (10 §5.6): billing notifications go to the billing address alone where there is one; all other
 * mail goes to *Email* and never to the billing address.
 */
export function recipientsOf(customer: Addresses, kind: MailKind): Recipients {
  const billing = kind === "billing" && customer.billingEmails.length > 0;
  const addresses = billing ? customer.billingEmails : customer.emails;
  return addresses.length > 0 ? { kind: "to", addresses } : { kind: "nobody", reason: "no-address" };
}

/** Who gets a message written by hand (10 §5.7): *Email*, or the billing address where its toggle is on. */
export function manualRecipients(customer: Addresses, toBilling: boolean): Recipients {
  const addresses = toBilling ? customer.billingEmails : customer.emails;
  return addresses.length > 0 ? { kind: "to", addresses } : { kind: "nobody", reason: "no-address" };
}
