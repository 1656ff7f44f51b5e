import type { Customer } from "../customer/record.ts";
import type { CustomerStatus } from "../customer/status.ts";
import type { FieldDefinition } from "../fields/definition.ts";
import type { CustomerId, CustomerNumber } from "../ids/ids.ts";
import { digitsOf, fold } from "../text/fold.ts";

/*
 * One customer in the search index is one line of text: what a result shows and what search looks through, as typed.
 * Folding happens where the line is read, so that the stored bytes hold every value once.
 *
 *   id ⇥ number ⇥ status ⇥ login ⇥ name ⇥ street ⇥ zip ⇥ city ⇥ emails ⇥ … ⇥ searchable additional fields
 *
 * Parts are parted by a tab, the values of a list by a unit separator, lines by a line feed; cleaning takes all three
 * out of the values. Empty parts at the end are left off.
 */

/** Changes with the meaning of a line: an index of another format is built anew. */
export const LINE_FORMAT = 1;

const PART = "\t";
const VALUE = "\u001f";
export const LINE_END = "\n";

export interface SearchLine {
  readonly id: CustomerId;
  readonly number: CustomerNumber;
  readonly status: CustomerStatus;
  readonly login: string;
  readonly name: string;
  readonly street: string;
  readonly zip: string;
  readonly city: string;
  readonly emails: readonly string[];
  readonly billingEmails: readonly string[];
  readonly phones: readonly string[];
  readonly identification: string;
  readonly companyId: string;
  readonly vatId: string;
  readonly contactPerson: string;
  /** Values of the additional fields marked searchable (10 §8.11). */
  readonly attrs: readonly string[];
}

type Indexed = Pick<Customer, Exclude<keyof SearchLine, "attrs">> & Pick<Customer, "attrs">;

const TEXTS = ["login", "name", "street", "zip", "city"] as const;
const LISTS = ["emails", "billingEmails", "phones"] as const;
const PAPERS = ["identification", "companyId", "vatId", "contactPerson"] as const;
const FIRST_TEXT = 3;
const PHONES_AT = FIRST_TEXT + TEXTS.length + LISTS.indexOf("phones");

/** The additional fields that the index holds, in the order of their values in a line. */
export function searchedFields(definitions: readonly FieldDefinition[]): readonly string[] {
  return definitions
    .filter((field) => field.searchable && field.type !== "password")
    .map((field) => field.name)
    .sort();
}

/** The line of a customer; `fields` as `searchedFields` gives them. */
export function lineOf(customer: Indexed, fields: readonly string[]): string {
  const attrs = fields.map((name) => {
    const value = customer.attrs[name] ?? "";
    if (typeof value === "object") return "id" in value ? value.name : value.join(" ");
    return typeof value === "boolean" ? "" : String(value);
  });
  const parts = [
    customer.id,
    String(customer.number),
    customer.status,
    ...TEXTS.map((key) => clean(customer[key])),
    ...LISTS.map((key) => list(customer[key])),
    ...PAPERS.map((key) => clean(customer[key])),
    list(attrs),
  ];
  return parts.join(PART).replace(/\t+$/, "");
}

const list = (values: readonly string[]): string =>
  values
    .map(clean)
    .filter((value) => value !== "")
    .join(VALUE);

function clean(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what the format keeps for itself
  return text.replace(/[\s\u0000-\u001f\u007f]+/g, " ").trim();
}

/** Takes a line apart again. */
export function readLine(line: string): SearchLine {
  const parts = line.split(PART);
  const at = (index: number) => parts[index] ?? "";
  const values = (index: number) => (at(index) === "" ? [] : at(index).split(VALUE));
  return {
    id: at(0) as CustomerId,
    number: Number(at(1)) as CustomerNumber,
    status: at(2) as CustomerStatus,
    login: at(3),
    name: at(4),
    street: at(5),
    zip: at(6),
    city: at(7),
    emails: values(8),
    billingEmails: values(9),
    phones: values(10),
    identification: at(11),
    companyId: at(12),
    vatId: at(13),
    contactPerson: at(14),
    attrs: values(15),
  };
}

/** The customer a line belongs to, without taking it apart. */
export function idOfLine(line: string): CustomerId {
  const end = line.indexOf(PART);
  return (end < 0 ? line : line.slice(0, end)) as CustomerId;
}

// oxlint-disable-next-line no-control-regex -- "ASCII" begins at zero
const ASCII = /^[\u0000-\u007f]*$/;

/**
 * What is looked through for a line: `⇥#number⇥login⇥name⇥…`, folded, every value of a list a part of its own, phones
 * also as digits. No query holds a tab, so nothing is found across two parts.
 */
export function searchText(line: string): string {
  const parts = line.split(PART);
  const texts = parts.slice(FIRST_TEXT).join(PART).replaceAll(VALUE, PART);
  const folded = ASCII.test(texts) ? texts.toLowerCase() : texts.split(PART).map(fold).join(PART);
  const digits = (parts[PHONES_AT] ?? "")
    .split(VALUE)
    .map(digitsOf)
    .filter((one) => one !== "");
  return `${PART}#${parts[1] ?? ""}${PART}${folded}${digits.map((one) => PART + one).join("")}`;
}
