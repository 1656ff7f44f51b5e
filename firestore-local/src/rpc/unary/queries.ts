import type { TransactionId } from "../../engine/api.ts";
import { join } from "../../engine/path.ts";
import type { Query } from "../../engine/query.ts";
import type { Message } from "../api.ts";
import { billOf, type Call } from "../call.ts";
import { readMask, writeDocument } from "../convert/document.ts";
import { child, invalid, string, strings } from "../convert/message.ts";
import { databaseName, documentName, fullName, parentName } from "../convert/names.ts";
import { readAggregations, readQuery } from "../convert/query.ts";
import { writeFields, writeTimestamp } from "../convert/value.ts";
import type { Bill } from "../meter.ts";
import { withConsistency, writeTransaction } from "./consistency.ts";

/** BatchGetDocuments: in the order asked for, a missing document by its name alone. */
export async function* batchGetDocuments(call: Call, request: Message): AsyncIterable<Message> {
  const database = call.backend.databases(databaseName(string(request, "database")));
  const mask = readMask(request, "mask");
  const paths = [...new Set(strings(request, "documents"))].map((name) => {
    const parsed = documentName(name);
    if (parsed.database !== database.name)
      throw invalid(`Document "${name}" is not in database "${database.name}".`);
    return parsed.path;
  });
  const bill = billOf(call, paths.join(", "));
  const { found, begun } = await withConsistency(database, request, async ({ options, begun }) => {
    const found = await database.getAll(paths, options);
    for (const [index, path] of paths.entries()) {
      bill.read(path);
      call.backend.access.get(database, call.context.caller, path, found.documents[index] ?? null, bill);
    }
    return { found, begun };
  });
  yield* started(begun);
  const readTime = writeTimestamp(found.readTime);
  for (const [index, path] of paths.entries()) {
    const document = found.documents[index] ?? null;
    yield document === null
      ? { missing: fullName(database.name, path), readTime }
      : { found: writeDocument(database.name, document, mask), readTime };
  }
}

/** RunQuery: one message per document; a query that finds nothing still tells its read time. */
export async function* runQuery(call: Call, request: Message): AsyncIterable<Message> {
  const parent = parentName(string(request, "parent"));
  const database = call.backend.databases(parent.database);
  const query = readQuery(parent.path, child(request, "structuredQuery") ?? {});
  const bill = billOf(call, describe(query));
  const { result, begun } = await withConsistency(database, request, async ({ options, begun }) => {
    call.backend.access.list(database, call.context.caller, query, bill);
    return { result: await database.runQuery(query, options), begun };
  });
  billQuery(bill, query, result);
  yield* started(begun);
  const readTime = writeTimestamp(result.readTime);
  let skipped: Message = result.skipped > 0 ? { skippedResults: result.skipped } : {};
  for (const document of result.documents) {
    yield { document: writeDocument(database.name, document, query.select), readTime, ...skipped };
    skipped = {};
  }
  if (result.documents.length === 0) yield { readTime, ...skipped };
}

/** RunAggregationQuery: one message with every aggregate. */
export async function* runAggregationQuery(call: Call, request: Message): AsyncIterable<Message> {
  const parent = parentName(string(request, "parent"));
  const database = call.backend.databases(parent.database);
  const message = child(request, "structuredAggregationQuery") ?? {};
  const query = readQuery(parent.path, child(message, "structuredQuery") ?? {});
  const aggregations = readAggregations(message);
  const bill = billOf(call, `${aggregations.map(({ op }) => op).join(", ")} of ${describe(query)}`);
  const { result, begun } = await withConsistency(database, request, async ({ options, begun }) => {
    call.backend.access.list(database, call.context.caller, query, bill);
    return { result: await database.aggregate(query, aggregations, options), begun };
  });
  // One read for every thousand index entries begun.
  bill.readCollection(collectionPath(query), Math.max(1, Math.ceil(result.scanned / 1000)));
  yield* started(begun);
  yield {
    result: { aggregateFields: writeFields(result.values) },
    readTime: writeTimestamp(result.readTime),
  };
}

function* started(transaction: TransactionId | null): Iterable<Message> {
  if (transaction !== null) yield { transaction: writeTransaction(transaction) };
}

/** A read per document returned or skipped, and one at least. */
export function billQuery(
  bill: Bill,
  query: Query,
  result: { readonly documents: readonly { readonly path: string }[]; readonly skipped: number },
): void {
  for (const { path } of result.documents) bill.read(path);
  const rest = result.documents.length === 0 ? Math.max(1, result.skipped) : result.skipped;
  if (rest > 0) bill.readCollection(collectionPath(query), rest);
}

/** A query in short, for counters and logs. */
export function describe(query: Query): string {
  const collection = collectionPath(query);
  return query.allDescendants ? `all ${collection}` : collection;
}

function collectionPath(query: Query): string {
  return join(query.parent, query.collection ?? "*");
}
