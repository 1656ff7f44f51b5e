import type { Database, Document } from "../../engine/api.ts";
import { getField } from "../../engine/fields.ts";
import { formatFieldPath, isNamePath, join, parseFieldPath } from "../../engine/path.ts";
import type { Cursor, Order, Query } from "../../engine/query.ts";
import { Reference, type Value } from "../../engine/value.ts";
import type { Message } from "../api.ts";
import { billOf, type Call } from "../call.ts";
import { readMask, writeDocument } from "../convert/document.ts";
import { boolean, int32, invalid, string } from "../convert/message.ts";
import { checkCollectionId, fullName, parentName } from "../convert/names.ts";
import { readValue, writeValue } from "../convert/value.ts";
import { readConsistency } from "./consistency.ts";

const DEFAULT_PAGE = 300;

/** ListDocuments: a page of a collection (of every collection under the parent when it names none). */
export async function listDocuments(call: Call, request: Message): Promise<Message> {
  const parent = parentName(string(request, "parent"));
  const database = call.backend.databases(parent.database);
  const collection = string(request, "collectionId");
  if (collection !== "") checkCollectionId(collection);
  const size = int32(request, "pageSize") ?? 0;
  if (size < 0) throw invalid("Page size must be nonnegative.");
  const page = { parent: parent.path, collection, size: size === 0 ? DEFAULT_PAGE : size };
  return boolean(request, "showMissing")
    ? listWithMissing(call, database, request, page)
    : listExisting(call, database, request, page);
}

interface Page {
  readonly parent: string;
  readonly collection: string;
  readonly size: number;
}

async function listExisting(call: Call, database: Database, request: Message, page: Page): Promise<Message> {
  const mask = readMask(request, "mask");
  const orderBy = withName(readOrderBy(string(request, "orderBy")));
  const query: Query = {
    parent: page.parent,
    collection: page.collection === "" ? null : page.collection,
    allDescendants: false,
    where: null,
    orderBy,
    start: readToken(string(request, "pageToken")),
    end: null,
    offset: 0,
    limit: page.size,
    select: null,
  };
  const collection = join(page.parent, page.collection);
  const bill = billOf(call, collection);
  call.backend.access.list(database, call.context.caller, query, bill);
  const { documents } = await database.runQuery(query, readConsistency(database, request).options);
  for (const { path } of documents) bill.read(path);
  if (documents.length === 0) bill.readCollection(collection, 1);
  const last = documents.at(-1);
  return {
    documents: documents.map((document) => writeDocument(database.name, document, mask)),
    nextPageToken:
      last === undefined || documents.length < page.size ? "" : writeToken(database, orderBy, last),
  };
}

async function listWithMissing(
  call: Call,
  database: Database,
  request: Message,
  page: Page,
): Promise<Message> {
  if (page.collection === "") throw invalid("collection id must be set when show_missing is true");
  if (string(request, "orderBy") !== "") throw invalid("cannot specify an order when show_missing is true");
  call.backend.access.requireAdmin(call.context.caller, "Metadata operations require admin authentication.");
  const mask = readMask(request, "mask");
  const token = string(request, "pageToken");
  const bill = billOf(call, join(page.parent, page.collection));
  const found = database.listDocuments(page.parent, page.collection, {
    showMissing: true,
    limit: page.size,
    after: token === "" ? null : Buffer.from(token, "base64url").toString("utf8"),
  });
  for (const { path } of found) bill.read(path);
  const last = found.at(-1);
  return {
    documents: found.map(({ path, document }) =>
      document === null
        ? { name: fullName(database.name, path) }
        : writeDocument(database.name, document, mask),
    ),
    nextPageToken:
      last === undefined || found.length < page.size ? "" : Buffer.from(last.path).toString("base64url"),
  };
}

/** Reads `a, b.c desc`. */
function readOrderBy(text: string): readonly Order[] {
  if (text.trim() === "") return [];
  return text.split(",").map((part) => {
    const [field = "", direction = "asc", ...rest] = part.trim().split(/\s+/);
    if (rest.length > 0 || !/^(asc|desc)$/i.test(direction))
      throw invalid(`Invalid order by clause "${part.trim()}".`);
    return { field: parseFieldPath(field), direction: direction.toLowerCase() === "desc" ? "desc" : "asc" };
  });
}

/** With the name at the end, so that a token marks one document. */
function withName(orderBy: readonly Order[]): readonly Order[] {
  if (orderBy.some(({ field }) => isNamePath(field))) return orderBy;
  return [...orderBy, { field: ["__name__"], direction: orderBy.at(-1)?.direction ?? "asc" }];
}

/** A token holds the last document's position, so the next page does not need it to be still there. */
function writeToken(database: Database, orderBy: readonly Order[], last: Document): string {
  const values = orderBy.map(({ field }): Value => {
    if (isNamePath(field)) return new Reference(fullName(database.name, last.path));
    const value = getField(last.fields, field);
    if (value === undefined)
      throw new Error(`${last.path} lacks ${formatFieldPath(field)}, by which it was ordered.`);
    return value;
  });
  const json = JSON.stringify(values.map(writeValue), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString("base64") : Number.isNaN(value) ? "NaN" : value,
  );
  return Buffer.from(json).toString("base64url");
}

function readToken(token: string): Cursor | null {
  if (token === "") return null;
  try {
    const values: unknown = JSON.parse(Buffer.from(token, "base64url").toString("utf8"));
    if (Array.isArray(values)) {
      return { values: values.map((value) => readValue(value as Message)), before: false };
    }
  } catch {
    // Falls through: whatever is wrong with it, it is no token of ours.
  }
  throw invalid("Invalid page token.");
}
