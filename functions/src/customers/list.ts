import { holds, inScope } from "@trunkline/domain/admin/can";
import type { AnswerOf, InputOf } from "@trunkline/domain/calls/call";
import type {
  customerBalances as balancing,
  exportCustomers as exporting,
  matchingCustomers as matching,
} from "@trunkline/domain/calls/list";
import { MOST_EXPORTED, MOST_MATCHING, type KnownBalance } from "@trunkline/domain/calls/list";
import { readCustomer } from "@trunkline/domain/customer/reader";
import type { Customer } from "@trunkline/domain/customer/record";
import { CUSTOMER_FIELDS } from "@trunkline/domain/customer/table";
import type { CustomerStatus } from "@trunkline/domain/customer/status";
import type { FieldDefinition, FieldValue } from "@trunkline/domain/fields/definition";
import { isFileValue } from "@trunkline/domain/fields/file";
import type { CustomerId, PartnerId } from "@trunkline/domain/ids/ids";
import { isId } from "@trunkline/domain/ids/ids";
import {
  LIST_ORDERS,
  combinations,
  listOrder,
  listWhere,
  readListFilters,
} from "@trunkline/domain/list/filters";
import type { ListFilters } from "@trunkline/domain/list/filters";
import { MOST_COMBINATIONS } from "@trunkline/domain/list/filters";
import { sameValue } from "@trunkline/domain/merge/equal";
import { CUSTOMERS, customerPath, operationPath } from "@trunkline/domain/paths";
import type { Amount } from "@trunkline/domain/money/amount";
import { FieldPath, Timestamp, type DocumentSnapshot, type Query } from "firebase-admin/firestore";
import { notAllowed } from "../doorway/errors.ts";
import type { AdminCaller } from "../doorway/who.ts";
import { logOperation } from "../identity/journal.ts";
import type { Platform } from "../platform/platform.ts";
import { nameCustomers } from "./names.ts";
import { readSettings, sure } from "./settings.ts";

// Rows come by their number (or the day of a range), which a row keeps while others change: none comes twice or
// is passed over between two pages.
function listed(platform: Platform, caller: AdminCaller, filters: ListFilters): Query {
  let query: Query = platform.db.collection(CUSTOMERS);
  for (const [field, op, value] of listWhere(caller.session.partner, filters))
    query = query.where(field, op, value);
  for (const [field, direction] of listOrder(filters, undefined, false).orderBy) {
    query = query.orderBy(field === "__name__" ? FieldPath.documentId() : field, direction);
  }
  return query;
}

/** Every customer the filters let through, with his status; the set a confirmation counts and a job works on. */
export async function matchingCustomers(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof matching>,
): Promise<AnswerOf<typeof matching>> {
  const filters = readListFilters(input.filters);
  if (!holds(caller.session, "customers.list")) return notAllowed;
  if (combinations(filters) > MOST_COMBINATIONS) return { kind: "too-many" };
  const found = await listed(platform, caller, filters)
    .limit(MOST_MATCHING + 1)
    .select("status")
    .get();
  if (found.size > MOST_MATCHING) return { kind: "too-many" };
  const rows = found.docs.map((doc) => ({
    customerId: doc.id as CustomerId,
    status: doc.get("status") as CustomerStatus,
  }));
  return { kind: "found", rows };
}

/** Fields of so many documents are asked for in one go. */
const PER_LOOKUP = 1000;

const balanceOf = (doc: DocumentSnapshot): KnownBalance => ({
  customerId: doc.id as CustomerId,
  balance: doc.get("balance") as Amount,
});

/** What each of the filtered, or of the named, owes or has at this moment. */
export async function customerBalances(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof balancing>,
): Promise<AnswerOf<typeof balancing>> {
  const filters = readListFilters(input.filters);
  if (!holds(caller.session, "customers.list")) return notAllowed;
  if (input.customerIds === null) {
    if (combinations(filters) > MOST_COMBINATIONS) return { kind: "too-many" };
    const found = await listed(platform, caller, filters)
      .limit(MOST_MATCHING + 1)
      .select("balance")
      .get();
    if (found.size > MOST_MATCHING) return { kind: "too-many" };
    return { kind: "found", rows: found.docs.map(balanceOf) };
  }
  const rows: KnownBalance[] = [];
  for (let from = 0; from < input.customerIds.length; from += PER_LOOKUP) {
    const refs = input.customerIds
      .slice(from, from + PER_LOOKUP)
      .map((id) => platform.db.doc(customerPath(id)));
    const docs = await platform.db.getAll(...refs, { fieldMask: ["kind", "partnerId", "balance"] });
    const theirs = docs.filter(
      (doc) =>
        doc.get("kind") === "customer" && inScope(caller.session.partner, doc.get("partnerId") as PartnerId),
    );
    rows.push(...theirs.map(balanceOf));
  }
  return { kind: "found", rows };
}

/**
 * One page of the filtered customers, or a piece of named ones, for a file. Nothing leaves before the operations log says
 * what and how many: each export is a line there, which its later pages name and add themselves to (14 §2.5).
 */
export async function exportCustomers(
  platform: Platform,
  caller: AdminCaller,
  input: InputOf<typeof exporting>,
): Promise<AnswerOf<typeof exporting>> {
  const { session } = caller;
  if (!holds(session, "customers.list.export") || !holds(session, "customers.list")) return notAllowed;
  const filters = readListFilters(input.filters);
  if (combinations(filters) > MOST_COMBINATIONS) return notAllowed;
  const { definitions } = await readSettings(platform);
  const rowsOf = async (customers: readonly Customer[]) => {
    const pointed = await namesPointedTo(platform, caller, customers, input.columns, definitions);
    return customers.map((customer) => ({
      id: customer.id,
      sortBy: customer[LIST_ORDERS[input.order]],
      values: input.columns.map((column) => valueOf(customer, column, definitions, pointed)),
    }));
  };
  if (input.customerIds !== null) {
    const rows = await rowsOf(await namedCustomers(platform, caller, input.customerIds));
    const noted = await noteExport(platform, caller, input, filters, rows.length);
    return noted === undefined ? notAllowed : { kind: "page", rows, next: null, noted };
  }
  const query = listed(platform, caller, filters).limit(MOST_EXPORTED);
  const after = input.after === null ? query : query.startAfter(input.after.at, input.after.id);
  const found = await after.get();
  const { order } = listOrder(filters, undefined, false);
  const customers = found.docs.map((doc) => sure(readCustomer(doc.id, doc.data())));
  const last = customers.at(-1);
  const rows = await rowsOf(customers);
  const noted = await noteExport(platform, caller, input, filters, rows.length);
  if (noted === undefined) return notAllowed;
  const ends = last === undefined || found.size < MOST_EXPORTED;
  return { kind: "page", rows, next: ends ? null : { at: last[LIST_ORDERS[order]], id: last.id }, noted };
}

/** An export whose next page was not asked for within this time has ended. */
const EXPORT_LASTS_MS = 60 * 60 * 1000;

/**
 * Writes the line of an export that begins, or adds a page to the line it names. Undefined when that one is not this
 * administrator's, of other columns or filters, or has ended: then nothing is given out.
 */
async function noteExport(
  platform: Platform,
  caller: AdminCaller,
  { noted, columns }: Pick<InputOf<typeof exporting>, "noted" | "columns">,
  filters: ListFilters,
  rows: number,
): Promise<string | undefined> {
  const { db } = platform;
  const attributes = { table: "customers", columns: columns.join(" "), ...filters };
  if (noted === null) {
    const batch = db.batch();
    const id = logOperation(batch, platform, {
      actor: caller.uid,
      ip: caller.address,
      action: "export",
      result: "started",
      attributes: { ...attributes, rows },
    });
    await batch.commit();
    return id;
  }
  if (!isId(noted)) return undefined;
  return db.runTransaction(async (tx) => {
    const line = await tx.get(db.doc(operationPath(noted)));
    const { rows: before, ...rest } = (line.get("attributes") ?? {}) as Readonly<Record<string, unknown>>;
    const begun = line.get("time") as unknown;
    const own = line.get("actor") === caller.uid && line.get("action") === "export";
    const lasts = begun instanceof Timestamp && platform.clock() - begun.toMillis() <= EXPORT_LASTS_MS;
    if (!own || !lasts || !sameValue(rest, attributes)) return undefined;
    tx.update(line.ref, { "attributes.rows": Number(before ?? 0) + rows });
    return noted;
  });
}

/** Those of the named customers that are in the list of this administrator, in the order they were named. */
async function namedCustomers(
  platform: Platform,
  caller: AdminCaller,
  ids: readonly CustomerId[],
): Promise<readonly Customer[]> {
  if (ids.length === 0) return [];
  const docs = await platform.db.getAll(...ids.map((id) => platform.db.doc(customerPath(id))));
  return docs
    .filter((doc) => doc.exists)
    .map((doc) => sure(readCustomer(doc.id, doc.data())))
    .filter(
      (customer) => customer.kind === "customer" && inScope(caller.session.partner, customer.partnerId),
    );
}

const FACTS = new Set(["number", "balance", "addedBy", "updatedAt", "lastOnlineAt"]);

// What may stand in a file: the record's fields, some facts about it, and additional fields but secret ones.
function valueOf(
  customer: Customer,
  column: string,
  definitions: readonly FieldDefinition[],
  pointed: ReadonlyMap<string, string>,
): FieldValue {
  if (FACTS.has(column)) return customer[column as "number"];
  if (Object.hasOwn(CUSTOMER_FIELDS, column)) return customer[column as keyof typeof CUSTOMER_FIELDS];
  const field = definitions.find((definition) => `attr_${definition.name}` === column);
  if (field === undefined || field.type === "password") return null;
  const value = customer.attrs[field.name] ?? null;
  if (isFileValue(value)) return value.name;
  return field.relation === "customer" && typeof value === "string" ? (pointed.get(value) ?? "") : value;
}

// Fields that point to customers stand in a file as name and ID, like everything else that a person reads there.
async function namesPointedTo(
  platform: Platform,
  caller: AdminCaller,
  customers: readonly Customer[],
  columns: readonly string[],
  definitions: readonly FieldDefinition[],
): Promise<ReadonlyMap<string, string>> {
  const fields = definitions.filter(
    (field) => field.relation === "customer" && columns.includes(`attr_${field.name}`),
  );
  const ids = new Set<CustomerId>();
  for (const { attrs } of customers)
    for (const { name } of fields) {
      const value = attrs[name];
      if (typeof value === "string" && isId(value)) ids.add(value as CustomerId);
    }
  if (ids.size === 0) return new Map();
  const { names } = await nameCustomers(platform, caller, { customerIds: [...ids] });
  return new Map(
    Object.entries(names).map(([id, named]) => [
      id,
      named.kind === "unreachable" ? "" : `${named.name} (#${named.number})`,
    ]),
  );
}
