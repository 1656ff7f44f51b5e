import type { Customer } from "../customer/record.ts";
import type { CustomerStatus } from "../customer/status.ts";
import type { FieldDefinition, FieldType } from "../fields/definition.ts";
import type { CustomerId, CustomerNumber } from "../ids/ids.ts";
import { digitsOf, fold } from "../text/fold.ts";

/*
 * One customer in the search index is one line of text: what a result shows, what search looks through, and what the
 * list filters and sorts by, as typed. Folding happens where the line is read, so that the stored bytes hold every
 * value once.
 *
 *   id ⇥ number ⇥ status ⇥ login ⇥ name ⇥ street ⇥ zip ⇥ city ⇥ emails ⇥ … ⇥ searchable additional fields
 *      ⇥ location ⇥ labels ⇥ category ⇥ … ⇥ other additional fields
 *
 * The search box looks through the first row only. Parts are parted by a tab, the values of a list by a unit separator,
 * the values of one additional field among the others by a record separator, lines by a line feed; cleaning takes all
 * of them out of the values. Empty parts at the end are left off. Balances are not here: each billing run would change
 * every line, and each changed line is read by every open browser.
 */

/** Changes with the meaning of a line: an index of another format is built anew. */
export const LINE_FORMAT = 2;

/** Between the parts. */
export const PART = "\t";
/** Between the values of a list, and between additional fields. */
export const VALUE = "\u001f";
/** Between the values of one additional field. */
export const MANY = "\u001e";
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

type Indexed = Pick<Customer, Exclude<keyof SearchLine, "attrs"> | "attrs"> &
  Pick<
    Customer,
    "locationId" | "labelIds" | "category" | "billingType" | "dateAdded" | "birthday" | "addedBy"
  >;

/** The additional fields that the index holds, in the order of their values in a line. */
export interface IndexedFields {
  /** Found by the search box (10 §8.11), and by the list. */
  readonly searched: readonly string[];
  /** Only for the list's filters and orders (14 §2.2). */
  readonly listed: readonly string[];
}

const TEXTS = ["login", "name", "street", "zip", "city"] as const;
const LISTS = ["emails", "billingEmails", "phones"] as const;
const PAPERS = ["identification", "companyId", "vatId", "contactPerson"] as const;
const FIRST_TEXT = 3;
const PHONES_AT = FIRST_TEXT + TEXTS.length + LISTS.indexOf("phones");

/** A company without additional fields. */
export const NO_FIELDS: IndexedFields = { searched: [], listed: [] };

/** Where the list finds a value: the part of a line, and which of the fields in it. */
export interface LinePlace {
  readonly part: number;
  readonly at?: number;
}

/** The parts that hold additional fields. */
export const [SEARCHED_AT, LISTED_AT] = [15, 23];
const PLACES: Readonly<Record<string, number>> = {
  number: 1,
  status: 2,
  login: 3,
  name: 4,
  street: 5,
  zip: 6,
  city: 7,
  emails: 8,
  billingEmails: 9,
  phones: 10,
  identification: 11,
  companyId: 12,
  vatId: 13,
  contactPerson: 14,
  locationId: 16,
  labelIds: 17,
  category: 18,
  billingType: 19,
  dateAdded: 20,
  birthday: 21,
  addedBy: 22,
};

/** Where a line holds a field, fixed or `attr_…`; undefined when it does not. */
export function placeInLine(key: string, fields: IndexedFields): LinePlace | undefined {
  if (!key.startsWith("attr_")) return PLACES[key] === undefined ? undefined : { part: PLACES[key] };
  const name = key.slice("attr_".length);
  const searched = fields.searched.indexOf(name);
  if (searched >= 0) return { part: SEARCHED_AT, at: searched };
  const listed = fields.listed.indexOf(name);
  return listed < 0 ? undefined : { part: LISTED_AT, at: listed };
}

/** The values a line holds in a place, parted by `VALUE`. */
export function valuesInLine(line: string, { part, at }: LinePlace): string {
  let start = 0;
  for (let index = 0; index < part; index += 1) {
    start = line.indexOf(PART, start) + 1;
    if (start === 0) return "";
  }
  const end = line.indexOf(PART, start);
  const whole = line.slice(start, end < 0 ? undefined : end);
  return at === undefined ? whole : (whole.split(VALUE)[at] ?? "").replaceAll(MANY, VALUE);
}

const UNSEARCHED = new Set<FieldType>(["password", "boolean"]);
const UNLISTED = new Set<FieldType>(["password", "file", "text"]);

const searched = ({ searchable, type }: FieldDefinition) => searchable && !UNSEARCHED.has(type);

/**
 * The additional fields that the index holds. Nobody looks for "yes"; long texts and the names of files are only here
 * where they are to be found; secrets never.
 */
export function indexedFields(definitions: readonly FieldDefinition[]): IndexedFields {
  const names = (which: (field: FieldDefinition) => boolean) =>
    definitions
      .filter(which)
      .map((field) => field.name)
      .sort();
  return {
    searched: names(searched),
    listed: names((field) => !searched(field) && !UNLISTED.has(field.type) && !field.hidden),
  };
}

/** The line of a customer; `fields` as `indexedFields` gives them. */
export function lineOf(customer: Indexed, fields: IndexedFields): string {
  const attrs = (names: readonly string[]) =>
    names
      .map((name) => {
        const value = customer.attrs[name] ?? "";
        if (typeof value !== "object") return clean(String(value));
        return "id" in value ? clean(value.name) : value.map(clean).join(MANY);
      })
      .join(VALUE);
  const parts = [
    customer.id,
    String(customer.number),
    customer.status,
    ...TEXTS.map((key) => clean(customer[key])),
    ...LISTS.map((key) => list(customer[key])),
    ...PAPERS.map((key) => clean(customer[key])),
    attrs(fields.searched),
    customer.locationId,
    customer.labelIds.join(VALUE),
    customer.category,
    customer.billingType,
    customer.dateAdded,
    customer.birthday ?? "",
    customer.addedBy ?? "",
    attrs(fields.listed),
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
    attrs: values(SEARCHED_AT)
      .filter((value) => value !== "")
      .map((value) => value.replaceAll(MANY, " ")),
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
  const texts = parts
    .slice(FIRST_TEXT, SEARCHED_AT + 1)
    .join(PART)
    .replaceAll(VALUE, PART)
    .replaceAll(MANY, " ");
  const folded = ASCII.test(texts) ? texts.toLowerCase() : texts.split(PART).map(fold).join(PART);
  const digits = (parts[PHONES_AT] ?? "")
    .split(VALUE)
    .map(digitsOf)
    .filter((one) => one !== "");
  return `${PART}#${parts[1] ?? ""}${PART}${folded}${digits.map((one) => PART + one).join("")}`;
}
