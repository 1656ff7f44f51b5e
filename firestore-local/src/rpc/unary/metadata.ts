import { isNamePath } from "../../engine/path.ts";
import type { Query } from "../../engine/query.ts";
import { Reference } from "../../engine/value.ts";
import type { Message } from "../api.ts";
import { billOf, type Call } from "../call.ts";
import { child, int32, int64, invalid, string } from "../convert/message.ts";
import { fullName, parentName } from "../convert/names.ts";
import { readQuery, writeCursor } from "../convert/query.ts";
import { describe } from "./queries.ts";

const ADMIN_ONLY = "Metadata operations require admin authentication.";

/** ListCollectionIds: the collections directly under a document or the root, in pages. */
export async function listCollectionIds(call: Call, request: Message): Promise<Message> {
  const parent = parentName(string(request, "parent"));
  const size = int32(request, "pageSize") ?? 0;
  if (size < 0) throw invalid("Page size must be nonnegative.");
  call.backend.access.requireAdmin(call.context.caller, ADMIN_ONLY);
  const token = string(request, "pageToken");
  const after = token === "" ? null : Buffer.from(token, "base64url").toString("utf8");
  const ids = call.backend.databases(parent.database).collectionIds(parent.path);
  const start = after === null ? 0 : ids.indexOf(after) + 1;
  if (after !== null && start === 0) throw invalid("Invalid page token.");
  const page = ids.slice(start, size === 0 ? undefined : start + size);
  billOf(call, parent.path).readCollection(parent.path, 1);
  const last = page.at(-1);
  return {
    collectionIds: page,
    nextPageToken:
      last === undefined || start + page.length >= ids.length ? "" : Buffer.from(last).toString("base64url"),
  };
}

/** PartitionQuery: cursors that split a collection group into parts of about the same size. */
export async function partitionQuery(call: Call, request: Message): Promise<Message> {
  const parent = parentName(string(request, "parent"));
  const query = readQuery(parent.path, child(request, "structuredQuery") ?? {});
  checkPartitionable(query);
  const count = Number(int64(request, "partitionCount") ?? 0n);
  if (count <= 0) throw invalid("partition_count must be greater than zero.");
  const size = int32(request, "pageSize") ?? 0;
  if (size < 0) throw invalid("Page size must be nonnegative.");
  call.backend.access.requireAdmin(call.context.caller, ADMIN_ONLY);
  const database = call.backend.databases(parent.database);
  billOf(call, `partitions of ${describe(query)}`);
  const { documents } = await database.runQuery({ ...query, select: [] }, {});
  const splits = Math.min(count, Math.max(0, documents.length - 1));
  const cursors = Array.from({ length: splits }, (_, index) => {
    const document = documents[Math.floor(((index + 1) * documents.length) / (splits + 1))];
    const values = document === undefined ? [] : [new Reference(fullName(database.name, document.path))];
    return writeCursor({ values, before: true });
  });
  const start = Number(string(request, "pageToken") || "0");
  if (!Number.isInteger(start) || start < 0) throw invalid("Invalid page token.");
  const end = size === 0 ? cursors.length : Math.min(cursors.length, start + size);
  return { partitions: cursors.slice(start, end), nextPageToken: end < cursors.length ? String(end) : "" };
}

function checkPartitionable(query: Query): void {
  const byName =
    query.orderBy.length === 1 &&
    query.orderBy.every((order) => isNamePath(order.field) && order.direction === "asc");
  if (
    !query.allDescendants ||
    query.where !== null ||
    query.limit !== null ||
    query.offset !== 0 ||
    !byName
  ) {
    throw invalid(
      "Partition queries must be collection group queries ordered by __name__ ascending, without filters, offset or limit.",
    );
  }
}
