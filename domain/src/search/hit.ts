import type { CustomerStatus } from "../customer/status.ts";
import type { CustomerId, CustomerNumber } from "../ids/ids.ts";
import { highlight, type Marked } from "./highlight.ts";
import { readLine, searchText, type SearchLine } from "./line.ts";
import { matches, type Query } from "./query.ts";

/** What a result's second line shows. */
export type HitPart = "address" | "email" | "billingEmail" | "phone" | "paper" | "contactPerson" | "field";

/** One customer found, as a result row shows him. */
export interface Hit {
  readonly id: CustomerId;
  readonly number: CustomerNumber;
  readonly status: CustomerStatus;
  readonly login: Marked;
  readonly name: Marked;
  /** The part beside name and login that answered, else his address; null when he has neither. */
  readonly detail: ({ readonly part: HitPart } & Marked) | null;
}

/** The result row of a line for the query that found it. */
export function hitOf(line: string, query: Query): Hit {
  const read = readLine(line);
  return {
    id: read.id,
    number: read.number,
    status: read.status,
    login: highlight(read.login, query),
    name: highlight(read.name, query),
    detail: detailOf(read, query),
  };
}

function detailOf(line: SearchLine, query: Query): Hit["detail"] {
  const parts = partsOf(line).filter(([, text]) => text !== "");
  const marked = parts.map(([part, text]) => ({ part, ...highlight(text, query) }));
  // Found by name, login or ID alone: the address says best who it is.
  const alone = matches(
    searchText(`${line.id}\t${line.number}\t${line.status}\t${line.login}\t${line.name}`),
    query,
  );
  const answering = alone ? undefined : marked.find((one) => one.ranges.length > 0);
  return answering ?? marked[0] ?? null;
}

function partsOf(line: SearchLine): readonly (readonly [HitPart, string])[] {
  const town = [line.zip, line.city].filter((text) => text !== "").join(" ");
  return [
    ["address", [line.street, town].filter((text) => text !== "").join(", ")],
    ...line.phones.map((text) => ["phone", text] as const),
    ...line.emails.map((text) => ["email", text] as const),
    ...line.billingEmails.map((text) => ["billingEmail", text] as const),
    ...[line.identification, line.companyId, line.vatId].map((text) => ["paper", text] as const),
    ["contactPerson", line.contactPerson],
    ...line.attrs.map((text) => ["field", text] as const),
  ];
}
