import type { Customer } from "../customer/record.ts";
import type { FieldDefinition } from "../fields/definition.ts";
import { digitsOf, fold } from "../text/fold.ts";

type Searched = Pick<
  Customer,
  | "number"
  | "login"
  | "name"
  | "emails"
  | "billingEmails"
  | "phones"
  | "street"
  | "zip"
  | "city"
  | "identification"
  | "companyId"
  | "vatId"
  | "contactPerson"
  | "attrs"
>;

/** Between the parts of a search text, so that no query runs across two of them; folding never produces it. */
export const SEPARATOR = "\u0001";

/**
 * Everything about a customer that search finds, folded: number, login, name, addresses, phones as typed and as
 * digits, street, identification, and the additional fields marked searchable (10 §8.11).
 */
export function searchText(customer: Searched, definitions: readonly FieldDefinition[]): string {
  const attrs = definitions
    .filter((field) => field.searchable && field.type !== "password")
    .map((field) => customer.attrs[field.name] ?? "");
  const parts = [
    `#${customer.number}`,
    customer.login,
    customer.name,
    ...customer.emails,
    ...customer.billingEmails,
    ...customer.phones,
    ...customer.phones.map(digitsOf),
    [customer.street, customer.zip, customer.city].filter((part) => part !== "").join(" "),
    customer.identification,
    customer.companyId,
    customer.vatId,
    customer.contactPerson,
    ...attrs.map((value) => (Array.isArray(value) ? value.join(" ") : String(value))),
  ];
  return parts
    .map(fold)
    .filter((part) => part !== "")
    .join(SEPARATOR);
}

/** A query taken apart: each part must be found somewhere in the text. */
export interface Query {
  /** `#6` asks for exactly that number (14 §4.2). */
  readonly number: number | null;
  readonly words: readonly string[];
  /** The digits of a query that is written like a phone number, to be found among the digits. */
  readonly phone: string | null;
}

/** Reads what was typed into a search box. */
export function parseQuery(typed: string): Query {
  const number = /^\s*#(\d{1,9})\s*$/.exec(typed);
  if (number !== null) return { number: Number(number[1]), words: [], phone: null };
  const looksLikePhone = /^[\s+()./-]*\d[\d\s+()./-]*$/.test(typed) && /[\s+()./-]/.test(typed.trim());
  const digits = digitsOf(typed);
  return {
    number: null,
    words: fold(typed)
      .split(" ")
      .filter((word) => word !== ""),
    phone: looksLikePhone && digits.length >= 3 ? digits : null,
  };
}

/** True when the customer's search text answers the query. */
export function matches(text: string, query: Query): boolean {
  if (query.number !== null)
    return text === `#${query.number}` || text.startsWith(`#${query.number}${SEPARATOR}`);
  if (query.phone !== null && text.includes(query.phone)) return true;
  return query.words.every((word) => text.includes(word));
}
